"""What an article says, typed into fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.asking import MIN_TITLE_LENGTH, ProductField
from community.forms.editing import LATEST_VERSION
from community.forms.fields import BodyField, LineField
from community.forms.guarding import GuardedForm
from knowledge.actions.article_text import FIELDS, ArticleFields, Text
from knowledge.models import Article, Significance
from knowledge.models.article import TITLE_LENGTH
from knowledge.models.revision import SUMMARY_LENGTH

PHRASES_LENGTH = 2000
VALID_FOR_LENGTH = 200


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ArticleForm(GuardedForm):
    """A draft: every field of its text, and `version`, the state on top of which it is saved."""

    guarded = ("title", "applies", "cause", "solution", "search_phrases", "valid_for", "summary")

    title = LineField(
        label=_("Title"),
        min_length=MIN_TITLE_LENGTH,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    applies = BodyField(label=_("When this applies"), required=False, rows=4)
    cause = BodyField(label=_("Cause"), required=False, rows=3)
    solution = BodyField(label=_("Solution"), rows=10)
    search_phrases = BodyField(
        label=_("Search phrases"),
        required=False,
        max_length=PHRASES_LENGTH,
        rows=3,
        help_text=_("In the customers' own words, one a line."),
    )
    product = ProductField(label=_("Product"), required=False)
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Article.Audience, initial=Article.Audience.PUBLIC
    )
    valid_for = LineField(
        label=_("Valid for"),
        required=False,
        max_length=VALID_FOR_LENGTH,
        help_text=_("For example a device or a version."),
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=day_input(),
        help_text=_("From the day after, somebody looks at it again."),
    )
    version = forms.IntegerField(min_value=1, max_value=LATEST_VERSION, widget=forms.HiddenInput)

    @property
    def article_fields(self) -> ArticleFields:
        """What was typed of the article itself, once it is clean."""
        return ArticleFields(**{name: self.cleaned_data[name] for name in FIELDS})

    @property
    def weight(self) -> str:
        """A draft's changes do not matter yet: nobody reads them."""
        return self.cleaned_data.get("significance", Significance.CONTENT)

    @property
    def words(self) -> str:
        return self.cleaned_data.get("summary", "")


class RevisionForm(ArticleForm):
    """A change of what readers get: it says how much it matters, and what it is."""

    significance = forms.ChoiceField(
        label=_("How much does it change?"),
        choices=Significance,
        widget=forms.RadioSelect,
        help_text=_(
            "A typing error goes to the readers at once and may not touch numbers, links, steps"
            " or a “not”. Everything else waits for a second person. “Meaning” also asks for the"
            " translations to follow."
        ),
    )
    summary = LineField(
        label=_("What did you change?"),
        required=False,
        max_length=SUMMARY_LENGTH,
        help_text=_("One line. Readers see it under “What changed”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        matters = cleaned.get("significance") in {Significance.CONTENT, Significance.MEANING}
        if matters and "summary" not in self.errors and not cleaned.get("summary"):
            self.add_error("summary", _("Say in one line what changed."))
        return cleaned


class PendingForm(RevisionForm):
    """A change goes on that waits already: it is more than a typing error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in Significance.choices if choice[0] != Significance.TYPO]
        field = self.fields["significance"]
        field.choices = choices  # type: ignore[attr-defined]
        field.help_text = _("“Meaning” also asks for the translations to follow.")


def filled_from(text: Text) -> dict[str, Any]:
    """The fields of a form that shows what `text` says."""
    product = text.product
    shown = {name: getattr(text, name) for name in FIELDS}
    return shown | {"product": product.pk if product else None}
