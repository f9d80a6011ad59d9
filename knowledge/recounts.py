from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from config.recount import Difference, Recount, count_of, register, register_comparison
from knowledge.actions.article_feedback import lower_bound, settle_helpfulness
from knowledge.actions.candidate_upkeep import AT_ONCE, VALUED_FOR
from knowledge.actions.doubting import LEAVE_THE_STATE
from knowledge.actions.valuing import facts_of, value_candidates, value_of
from knowledge.models import Article, ArticleFeedback, Candidate, Doubt, Reuse

_doubted = Exists(
    Doubt.objects.open()
    .filter(article=OuterRef("pk"))
    .exclude(cause__in=[cause.value for cause in LEAVE_THE_STATE])
)
# Of a public article alone it is derived whether somebody has to look at it.
_state = Case(
    When(Q(_doubted, state__in=Article.PUBLIC_STATES), then=Value(Article.State.NEEDS_REVIEW)),
    When(state=Article.State.NEEDS_REVIEW, then=Value(Article.State.PUBLISHED)),
    default=F("state"),
)
register_comparison(Recount(Article, "state", _state))
register(Article, "reuse_count", count_of(Reuse.objects.all(), per="article"))
_said = {
    helped: count_of(ArticleFeedback.objects.counted().filter(helped=helped), per="article")
    for helped in (True, False)
}
register(Article, "helped_count", _said[True])
register(Article, "did_not_help_count", _said[False])


class Helpfulness:
    """The lower bound against what readers said."""

    def differences(self) -> Iterator[Difference]:
        said = Article.objects.annotate(helped=_said[True], not_helped=_said[False])
        columns = ("pk", "helped", "not_helped", "helpfulness")
        for pk, helped, not_helped, stored in said.order_by("pk").values_list(*columns):
            if stored != (bound := lower_bound(helped, helped + not_helped)):
                yield Difference(Article._meta.label, pk, "helpfulness", stored, bound)

    def repair(self) -> Iterator[Difference]:
        found = list(self.differences())
        for each in found:
            with transaction.atomic():
                settle_helpfulness(Article.objects.locked().get(pk=each.object_id))
        yield from found


register_comparison(Helpfulness())


class CandidateValues:
    """What candidates are worth against what is counted about them. The worker looks every hour,
    so those it valued within two are compared with their own parts alone."""

    def differences(self) -> Iterator[Difference]:
        at, last = timezone.now(), 0
        while batch := list(_after(last)[:AT_ONCE]):
            facts = dict(facts_of(Candidate.objects.filter(pk__in=[each.pk for each in batch]), at))
            for candidate in batch:
                known = candidate.parts if _is_fresh(candidate, at) else facts[candidate.pk]
                yield from _difference(candidate, value_of(known))
            last = batch[-1].pk

    def repair(self) -> Iterator[Difference]:
        found = list(self.differences())
        for start in range(0, len(found), AT_ONCE):
            ids = [difference.object_id for difference in found[start : start + AT_ONCE]]
            value_candidates(candidates=Candidate.objects.filter(pk__in=ids))
        yield from found


def _after(pk: int) -> QuerySet[Candidate]:
    return Candidate.objects.undecided().filter(pk__gt=pk).order_by("pk")


def _is_fresh(candidate: Candidate, at: datetime) -> bool:
    return candidate.valued_at is not None and candidate.valued_at > at - 2 * VALUED_FOR


def _difference(candidate: Candidate, value: int) -> Iterator[Difference]:
    if candidate.value != value:
        yield Difference(Candidate._meta.label, candidate.pk, "value", candidate.value, value)


register_comparison(CandidateValues())
