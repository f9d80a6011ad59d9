"""One list as its page shows it: the tabs, what narrows it down, the questions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.filters.addresses import ORDERS_OF_A_TOPIC, address_of, feed_of, kept_query
from community.filters.choosing import Filters, Order, Wanted
from community.models import Product, Question, Tag
from config.paging import Page

MOST_RELATED = 8
Text = str | Promise


@dataclass(frozen=True)
class Link:
    label: Text
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Select:
    """One field of the filter sheet: what can be chosen, and what is."""

    name: str
    label: str
    options: Sequence[tuple[str, Text]]
    value: str


@dataclass(frozen=True)
class Listing:
    """`topic` is the tag or product whose page it is; `products` are all there are."""

    order: Order
    filters: Filters
    page: Page
    products: Sequence[Product]
    topic: Product | Tag | None = None

    def tabs(self, *, with_for_me: bool) -> list[Link]:
        """The same questions in other orders; “for me” is for members, and on no topic's page."""
        orders: Iterable[Order] = ORDERS_OF_A_TOPIC
        if self.topic is None and with_for_me:
            orders = Order
        return [self._tab(order) for order in orders]

    @property
    def chips(self) -> list[Link]:
        """What is chosen, each with the way to the list without it."""
        return [
            Link(label, address_of(self.order, self.filters.without(name), self.topic))
            for name, label in self.filters.in_words().items()
        ]

    @property
    def languages(self) -> list[Link]:
        """Both stand side by side in the community; one click shows one of them."""
        offered: list[tuple[str, Text]] = [("", _("All languages")), *settings.LANGUAGES]
        return [
            Link(label, self._in(code), is_current=self.filters.language == code)
            for code, label in offered
        ]

    @property
    def plain_url(self) -> str:
        """The list without any filter: what search engines are to keep."""
        return address_of(self.order, Filters(), self.topic)

    @property
    def feed_url(self) -> str:
        return feed_of(self.topic, language=self.filters.language)

    @property
    def action(self) -> str:
        """Where the filter sheet is sent."""
        return self.plain_url.partition("?")[0]

    @property
    def list_word(self) -> str:
        """What the sheet has to bring along on the page of a topic."""
        return self.order.value if self.topic and self.order is not Order.NEWEST else ""

    @property
    def query(self) -> str:
        """What a member keeps who wants to come back."""
        return kept_query(self.order, self.filters)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters.chosen())

    @property
    def selects(self) -> list[Select]:
        chosen = self.filters.chosen()
        return [
            Select(name, label, (("", anything), *options), chosen.get(name, ""))
            for name, label, anything, options in self._offered()
            if name != self.filters.fixed
        ]

    @property
    def has_tag_field(self) -> bool:
        return self.filters.fixed != "tag"

    @property
    def typed_tag(self) -> str:
        return self.filters.tag.name if self.filters.tag else self.filters.missing_tag

    @property
    def related(self) -> list[Tag]:
        """The tags that stand beside this one most often on the page that is shown."""
        worn = Counter(tag for question in self.page for tag in question.shown_tags)
        worn.pop(self.topic, None)  # type: ignore[call-overload]
        return [tag for tag, _times in worn.most_common(MOST_RELATED)]

    def _in(self, language: str) -> str:
        return address_of(self.order, replace(self.filters, language=language), self.topic)

    def _tab(self, order: Order) -> Link:
        url = address_of(order, self.filters, self.topic)
        return Link(order.label, url, is_current=order is self.order)

    def _offered(self) -> Iterable[tuple[str, str, str, Sequence[tuple[str, Text]]]]:
        yield "product", _("Product"), _("All products"), list(map(_offer, self.products))
        if self.order is not Order.UNANSWERED:
            yield "state", _("State"), _("Any state"), Wanted.choices
        yield "kind", _("Kind"), _("Any kind"), Question.Kind.choices


def _offer(product: Product) -> tuple[str, str]:
    below = f"{product.parent.name} · " if product.parent else ""
    return product.slug, f"{below}{product.name}"
