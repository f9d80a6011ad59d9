"""What curators and administrators add to the search."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField
from community.markup.personal import find_personal_data
from knowledge.models import DirectLink, Pin, Synonym
from knowledge.search.curated_rows import MOST_EXPANSIONS, is_phone_number
from knowledge.search.stems import listed
from knowledge.search.tokens import words_of

WORDS_OF_A_PHRASE = 3
_LIVE = {
    "autocomplete": "off",
    "hx-post": reverse_lazy("knowledge:synonym-try"),
    "hx-trigger": "input changed delay:400ms",
    "hx-target": "#tried",
    "hx-include": "closest form",
}
# A path of this site: a second slash would lead to another one.
_PATH = re.compile(r"/(?![/\\])\S*")
_FEWEST_DIGITS = 3


class WordsField(LineField):
    """What people type into the search, shown to all curators: nothing about somebody."""

    default_error_messages = {
        "personal-data": _("Leave out phone numbers, mail addresses and the like.")
    }

    def validate(self, value: str) -> None:
        super().validate(value)
        if find_personal_data(value):
            raise forms.ValidationError(self.error_messages["personal-data"], "personal-data")


def _length(model: type, field: str) -> int:
    return model._meta.get_field(field).max_length  # type: ignore[attr-defined]


class SynonymForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    word = WordsField(
        label=_("What people type"),
        max_length=_length(Synonym, "word"),
        help_text=_("One word, in any form: “router” also stands for “routers”."),
        widget=forms.TextInput(attrs=_LIVE),
    )
    others = WordsField(
        label=_("What means the same"),
        max_length=_length(Synonym, "others"),
        help_text=_("Words or short phrases, separated by commas."),
        widget=forms.TextInput(attrs=_LIVE),
    )
    way = forms.ChoiceField(
        label=_("Which finds which?"),
        choices=Synonym.Way,
        initial=Synonym.Way.BOTH,
        widget=forms.RadioSelect,
    )
    tried = LineField(
        label=_("Try it with this search"),
        max_length=200,
        required=False,
        help_text=_("Without one, the word itself is searched for."),
        widget=forms.TextInput(attrs=_LIVE),
    )

    def clean_word(self) -> str:
        word = self.cleaned_data["word"]
        if " " in word or not words_of(word):
            raise forms.ValidationError(_("Write one word, without spaces."))
        return word

    def clean_others(self) -> str:
        others = listed(self.cleaned_data["others"])
        if not 1 <= len(others) <= MOST_EXPANSIONS:
            raise forms.ValidationError(
                _("Write from one to %(most)s words.") % {"most": MOST_EXPANSIONS}
            )
        if any(not 1 <= len(words_of(each)) <= WORDS_OF_A_PHRASE for each in others):
            raise forms.ValidationError(
                _("Write words or phrases of at most %(most)s words, separated by commas.")
                % {"most": WORDS_OF_A_PHRASE}
            )
        return ", ".join(others)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        is_both_ways = values.get("way") == Synonym.Way.BOTH
        if is_both_ways and any(" " in each for each in listed(values.get("others", ""))):
            self.add_error(
                "way", _("A phrase is only found, it finds nothing: choose the other way.")
            )
        return values

    @property
    def synonym_fields(self) -> dict[str, str]:
        """What `set_synonym` takes."""
        names = ("language", "word", "others", "way")
        return {name: self.cleaned_data[name] for name in names}


class PinSearchForm(forms.Form):
    words = WordsField(
        label=_("What people search for"),
        max_length=_length(Pin, "words"),
        help_text=_("The order of the words and their endings don't matter."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class PinForm(PinSearchForm):
    document = forms.CharField(max_length=40)


class DirectLinkForm(forms.Form):
    label = LineField(
        label=_("What the link says"),
        max_length=_length(DirectLink, "label"),
    )
    target = LineField(
        label=_("Where it leads"),
        max_length=_length(DirectLink, "target"),
        help_text=_("A telephone number, an address with https:// or a path of this site."),
    )
    words = WordsField(
        label=_("For which words it is shown"),
        max_length=_length(DirectLink, "words"),
        help_text=_(
            "Separated by commas. Of several words together all have to be typed; endings don't"
            " matter."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_target(self) -> str:
        target = self.cleaned_data["target"]
        if is_phone_number(target):
            if sum(map(str.isdigit, target)) < _FEWEST_DIGITS:
                raise forms.ValidationError(_("This telephone number is too short."))
        elif not _PATH.fullmatch(target):
            URLValidator(
                schemes=["https"],
                message=_("Write a telephone number, an address with https:// or a path."),
            )(target)
        return target

    def clean_words(self) -> str:
        words = [each for each in listed(self.cleaned_data["words"]) if words_of(each)]
        if not words:
            raise forms.ValidationError(_("Say for which words it is shown."))
        return ", ".join(words)
