"""Versions of products that are no longer in use, and articles that hold for them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import Product
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.doubting import settle_doubts
from knowledge.events import ArticleChanged
from knowledge.models import Article, Doubt, EndedVersion


class CannotEnd(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def end_version(*, product: Product, version: str, ended_on: date, by: User) -> EndedVersion:
    """Say that `version` of `product` is no longer in use from `ended_on`: `look_after_articles`
    then doubts what holds for it. Said again, the day moves.

    Raises CannotEnd for who may not curate, and for a version without a name.
    """
    if not policies.can_curate(by):
        raise CannotEnd(_("Only curators can do this."))
    version = " ".join(version.split())
    if not version:
        raise CannotEnd(_("Say which version it is."))
    ended, _is_new = EndedVersion.objects.update_or_create(
        product=product,
        version=version,
        defaults={"ended_on": ended_on},
        create_defaults={"ended_on": ended_on, "said_by": by},
    )
    record_act(
        "version-ended", by=by, subject=f"product-{product.pk}", why=f"{version}: {ended_on}"
    )
    return ended


@transaction.atomic
def resume_version(*, ended: EndedVersion, by: User, now: datetime | None = None) -> None:
    """Say that it is in use after all; nobody need look at its articles for that any more.

    Twice does no harm. Raises CannotEnd for who may not curate.
    """
    if not policies.can_curate(by):
        raise CannotEnd(_("Only curators can do this."))
    at = now or timezone.now()
    doubts = Doubt.objects.open().filter(cause=Doubt.Cause.VERSION_ENDED, subject=ended.version)
    products = Product.objects.under(ended.product)
    doubted = Article.objects.filter(product__in=products, pk__in=doubts.values("article"))
    for article in doubted.select_for_update(of=("self",), no_key=True).order_by("pk"):
        settle_doubts(article, by, at, [Doubt.Cause.VERSION_ENDED], ended.version)
        record(ArticleChanged(article.pk), actor=by)
    EndedVersion.objects.filter(pk=ended.pk).delete()
    record_act("version-resumed", by=by, subject=f"product-{ended.product_id}", why=ended.version)
