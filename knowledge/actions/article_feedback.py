"""Whether an article helped, said by readers who need no account (ADR 28)."""

from datetime import datetime, timedelta
from math import sqrt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.events.bus import record
from knowledge import policies
from knowledge.events import ArticleFeedbackGiven
from knowledge.models import Article, ArticleFeedback

# So many equal words within so short a time are a burst, unless the article is used to it.
BURST = 10
BURST_WITHIN = timedelta(minutes=10)
USUAL_WITHIN = timedelta(days=30)
USUAL_SHARE = 0.5
# 95 % confidence, two-sided.
_Z = 1.959964
_WHOLE = 10_000


class CannotSay(Exception):
    """The message is meant for the reader who tried."""


def lower_bound(helped: int, total: int) -> int:
    """Lower end of Wilson's interval for the share of readers it helped, in ten-thousandths.

    Wilson, Journal of the American Statistical Association 22 (1927), p. 209.
    """
    if total == 0:
        return 0
    share, square = helped / total, _Z * _Z
    middle = share + square / (2 * total)
    spread = _Z * sqrt((share * (1 - share) + square / (4 * total)) / total)
    return max(0, round(_WHOLE * (middle - spread) / (1 + square / total)))


@transaction.atomic
def say_article_helped(
    *, article: Article, helped: bool, reason: str = "", now: datetime | None = None
) -> Article:
    """A reader's word on a public article; `reason` says why it did not help, if he says so.

    That he says it once is for the caller to see to; nothing about him is kept. What comes in a
    burst is set aside and counts when a curator says so. Raises CannotSay for what is not public.
    """
    at = now or timezone.now()
    article = Article.objects.locked().get(pk=article.pk)
    if not article.is_public:
        raise CannotSay(_("This article is no longer shown."))
    said = ArticleFeedback.objects.create(
        article=article,
        version=article.version,
        helped=helped,
        reason="" if helped else reason,
        said_at=at,
    )
    if _is_set_aside(said, at):
        settle_helpfulness(article)
    else:
        _count(article, helped=helped)
    record(ArticleFeedbackGiven(article.pk))
    return article


@transaction.atomic
def count_set_aside(*, article: Article, by: User) -> Article:
    """A curator found that the burst was no trick: its words count. Raises CannotSay."""
    article = _locked_for(by, article)
    ArticleFeedback.objects.filter(article=article).set_aside().update(set_aside_at=None)
    settle_helpfulness(article)
    record(ArticleFeedbackGiven(article.pk), actor=by)
    return article


@transaction.atomic
def drop_set_aside(*, article: Article, by: User) -> Article:
    """A curator found that the burst was a trick: its words are deleted. Raises CannotSay."""
    article = _locked_for(by, article)
    ArticleFeedback.objects.filter(article=article).set_aside().delete()
    record(ArticleFeedbackGiven(article.pk), actor=by)
    return article


def settle_helpfulness(article: Article) -> None:
    """Derive the figures of a locked article from what counts."""
    counted = ArticleFeedback.objects.filter(article=article).counted()
    article.helped_count = counted.filter(helped=True).count()
    article.did_not_help_count = counted.filter(helped=False).count()
    _keep_figures(article)


def _count(article: Article, *, helped: bool) -> None:
    if helped:
        article.helped_count += 1
    else:
        article.did_not_help_count += 1
    _keep_figures(article)


def _keep_figures(article: Article) -> None:
    total = article.helped_count + article.did_not_help_count
    article.helpfulness = lower_bound(article.helped_count, total)
    article.save(update_fields=["helped_count", "did_not_help_count", "helpfulness"])


def _is_set_aside(said: ArticleFeedback, at: datetime) -> bool:
    """In a burst, with all equal words of that time, also those before it looked like one."""
    alike = ArticleFeedback.objects.filter(article=said.article, helped=said.helped)
    burst = alike.filter(said_at__gt=at - BURST_WITHIN, said_at__lte=at)
    usual = alike.counted().filter(said_at__gt=at - USUAL_WITHIN, said_at__lte=at - BURST_WITHIN)
    is_burst = burst.count() > max(BURST, USUAL_SHARE * usual.count())
    if is_burst:
        burst.counted().update(set_aside_at=at)
    return is_burst


def _locked_for(by: User, article: Article) -> Article:
    if not policies.can_curate(by):
        raise CannotSay(_("Only curators can do this."))
    return Article.objects.locked().get(pk=article.pk)
