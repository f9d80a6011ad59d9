"""What somebody who knows says about an article, and about the versions it holds for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms.fields import LineField
from community.forms.asking import ProductField
from knowledge.forms.editing import day_input
from knowledge.forms.life import NoteField
from knowledge.models import EndedVersion

VERSION_LENGTH = EndedVersion._meta.get_field("version").max_length


class FlagForm(forms.Form):
    note = NoteField(
        label=_("What is wrong with it?"),
        help_text=_("The curators read this beside the text."),
    )


class EndedVersionForm(forms.Form):
    product = ProductField(label=_("Product"))
    version = LineField(
        label=pgettext_lazy("products", "Version"),
        max_length=VERSION_LENGTH,
        help_text=_("As articles name it under “Valid for”, for example 7.2."),
    )
    ended_on = forms.DateField(label=_("No longer in use from"), widget=day_input())
