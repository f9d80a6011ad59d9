"""Form fields that clean text at the door, the same for every form."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField
from community.models.tag import MAX_TAG_LENGTH
from config.text import clean_body, is_blank

BODY_LENGTH = 20_000
MAX_TAGS = 5


class BodyField(forms.CharField):
    """A text in Markdown of at most 20,000 characters."""

    def __init__(self, *, max_length: int = BODY_LENGTH, rows: int = 8, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-grow": ""})
        super().__init__(max_length=max_length, strip=False, widget=widget, **kwargs)

    def to_python(self, value) -> str:
        body = clean_body((super().to_python(value) or "").replace("\x00", ""))
        return "" if is_blank(body) else body


class TagsField(LineField):
    """Up to five tags, separated by commas; a list of names when clean."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={
                "autocomplete": "off",
                "data-tag-field": "many",
                "data-url": reverse_lazy("community:tag-completion"),
                "data-list": _("Tags that exist"),
                "data-remove": _("Remove the tag"),
            }
        )
        super().__init__(required=False, max_length=250, widget=widget, **kwargs)

    def clean(self, value) -> list[str]:
        line = super().clean(value)
        names = list(dict.fromkeys(name.strip() for name in line.split(",") if name.strip()))
        if len(names) > MAX_TAGS:
            raise forms.ValidationError(_("Please use at most five tags."))
        if any(len(name.casefold()) > MAX_TAG_LENGTH for name in names):
            raise forms.ValidationError(_("A tag has at most 35 characters."))
        return names
