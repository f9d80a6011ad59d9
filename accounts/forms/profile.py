from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.names import MOST_CODE_POINTS
from config.uploads import MOST_BYTES


class ProfileForm(forms.Form):
    """What a member shows of himself; whether name and picture will do, the actions say."""

    display_name = forms.CharField(
        label=_("Name in the community"),
        max_length=MOST_CODE_POINTS,
        help_text=_(
            "You can change it twice in 30 days. Your old name is kept from others for a year."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 5 MB. We keep its middle as a square, and nothing of"
            " what the file says about place, time and camera."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    remove_picture = forms.BooleanField(
        label=_("Show my initials instead of the picture"), required=False
    )

    def clean_picture(self) -> UploadedFile | None:
        upload = self.cleaned_data["picture"]
        if upload and upload.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB. Please make it smaller."))
        return upload
