from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.asking import ProductField
from community.forms.fields import BodyField, LineField
from community.forms.guarding import GuardedForm
from knowledge.models.article import TITLE_LENGTH


class ArticleForm(GuardedForm):
    """The parts of an article, and `version`: the state on top of which it is saved."""

    guarded = ("title", "applies", "cause", "solution", "search_phrases")

    title = LineField(label=_("Title"), min_length=6, max_length=TITLE_LENGTH)
    applies = BodyField(label=_("When this applies"), required=False, rows=4)
    cause = BodyField(label=_("Cause"), required=False, rows=3)
    solution = BodyField(label=_("Solution"), rows=10)
    product = ProductField(label=_("Product"), required=False)
    valid_for = LineField(
        label=_("Valid for"),
        required=False,
        max_length=200,
        help_text=_("For example a device or a version."),
    )
    search_phrases = BodyField(
        label=_("Search phrases"),
        required=False,
        max_length=2000,
        rows=3,
        help_text=_("In the customers' own words, one a line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
