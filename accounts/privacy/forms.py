from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """What is to become of one's texts; nothing is chosen beforehand."""

    texts = forms.ChoiceField(
        label=_("What shall become of your questions and answers?"),
        choices=[
            ("keep", _("Keep them without my name")),
            ("remove", _("Remove my texts")),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if "texts" in cleaned:
            cleaned["keeps_texts"] = cleaned.pop("texts") == "keep"
        return cleaned
