from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField

MOST_IMAGE_BYTES = 10 * 2**20
ALT_LENGTH = 200


class ImageForm(forms.Form):
    """One image; what it shows is said in words too. The name of its file is never looked at."""

    image = forms.FileField(
        label=_("Image"),
        allow_empty_file=True,
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 10 MB. Nothing is kept of what the file says about"
            " place, time and camera. Cover names and numbers before you upload it."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    description = LineField(
        label=_("What does it show?"),
        required=False,
        max_length=ALT_LENGTH,
        help_text=_("For readers who can't see it, for example: “Error message F3411 on the box”."),
    )

    def clean_image(self) -> UploadedFile:
        upload = self.cleaned_data["image"]
        if upload.size > MOST_IMAGE_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 10 MB. Please make it smaller.")
            )
        return upload
