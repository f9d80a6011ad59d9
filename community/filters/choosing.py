"""What narrows a list down, as its address says it.

Everything that can be asked for is an enum or is looked up by its address; whatever else stands
there is ignored (A-MA-03, A-DO-05).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import Product, Question, Tag
from community.models.question import NONE, QuestionQuerySet
from config.text import clean_line


class Order(TextChoices):
    """The lists, by the word in their address."""

    NEWEST = "newest", _("Newest")
    ACTIVE = "active", _("Active")
    UNANSWERED = "unanswered", _("Unanswered")
    MOST_AFFECTED = "most-affected", _("Most affected")
    FOR_ME = "for-me", _("For me")


class Wanted(TextChoices):
    """The state of a question, as a reader looks for it."""

    OPEN = "open", _("No answer yet")
    ANSWERED = "answered", _("Answered, not solved")
    CONFIRMED = "confirmed", _("Confirmed")
    SOLVED = "solved", _("Solved")
    NEEDS_DETAILS = "needs-details", _("Needs details")
    CLOSED = "closed", _("Closed")


_IS_GOING_ON = Q(closed_at=None)
_CONDITIONS = {
    Wanted.OPEN: _IS_GOING_ON & Q(answer_count=NONE),
    Wanted.ANSWERED: Q(answer_count__gt=0, accepted_answer=None, confirmed_answer=None),
    Wanted.CONFIRMED: Q(confirmed_answer__isnull=False, accepted_answer=None),
    Wanted.SOLVED: Q(accepted_answer__isnull=False),
    Wanted.NEEDS_DETAILS: _IS_GOING_ON & Q(needs_details_at__isnull=False),
    Wanted.CLOSED: Q(closed_at__isnull=False),
}
LANGUAGES = dict(settings.LANGUAGES)
NAMES = ("product", "tag", "state", "kind", "language")
LONGEST_NAME = 100
T = TypeVar("T", bound=TextChoices)


@dataclass(frozen=True)
class Filters:
    """What narrows a list down.

    `fixed` names what the page itself stands for: it narrows, but the address says it already.
    `missing_tag` is what was typed where there is no such tag.
    """

    product: Product | None = None
    tag: Tag | None = None
    state: Wanted | None = None
    kind: Question.Kind | None = None
    language: str = ""
    fixed: str = ""
    missing_tag: str = ""

    def chosen(self) -> dict[str, str]:
        """By their names in an address, in one order, whatever the order they were typed in."""
        values = {name: getattr(self, name) for name in NAMES if name != self.fixed}
        return {name: getattr(value, "slug", value) for name, value in values.items() if value}

    def in_words(self) -> dict[str, str | Promise]:
        """Those chosen, by name."""
        return {name: self._label(name) for name in self.chosen()}

    def without(self, name: str) -> "Filters":
        return replace(self, **{name: getattr(_NOTHING, name)})

    def without_fixed(self) -> "Filters":
        """As any other list would be narrowed down in the same way."""
        return replace(self, fixed="")

    def applied_to(self, questions: QuestionQuerySet) -> QuestionQuerySet:
        """All but the tag, by which lists go their own way."""
        if self.product is not None:
            questions = questions.about(self.product)
        if self.state is not None:
            questions = questions.filter(_CONDITIONS[self.state])
        if self.kind is not None:
            questions = questions.filter(kind=self.kind)
        if self.language:
            questions = questions.filter(language=self.language)
        return questions

    def _label(self, name: str) -> str | Promise:
        value = getattr(self, name)
        if name == "language":
            return LANGUAGES[value]
        return getattr(value, "label", None) or value.name


_NOTHING = Filters()


def read_filters(
    query: QueryDict, *, products: Sequence[Product], viewer, topic: Product | Tag | None = None
) -> Filters:
    """What `query` asks for, as far as it means anything; at most one query, for the tag.

    `products` is the whole list; `topic` is what the page itself is about.
    """
    typed = clean_line(query.get("tag", ""))[:LONGEST_NAME]
    tag = topic if isinstance(topic, Tag) else _tag(typed, viewer)
    product = topic if isinstance(topic, Product) else _product(query.get("product", ""), products)
    return Filters(
        product=product,
        tag=tag,
        state=chosen(Wanted, query.get("state", "")),
        kind=chosen(Question.Kind, query.get("kind", "")),
        language=query.get("language", "") if query.get("language") in LANGUAGES else "",
        fixed=topic._meta.model_name or "" if topic else "",
        missing_tag="" if tag else typed,
    )


def is_untidy(query: QueryDict) -> bool:
    """A form sends what was left open too; such an address is nothing to pass on."""
    return any(name in query and not query[name] for name in NAMES)


def chosen(choices: type[T], value: str) -> T | None:
    return choices(value) if value in choices.values else None


def _product(slug: str, products: Iterable[Product]) -> Product | None:
    return next((product for product in products if product.slug == slug), None) if slug else None


def _tag(name: str, viewer) -> Tag | None:
    """By its name, a former one or a synonym; one on hidden questions alone is not there."""
    if not name:
        return None
    return Tag.objects.visible_to(viewer).called(name).order_by("id").first()
