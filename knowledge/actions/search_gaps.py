"""Which searches are gaps: those that found nothing, and those after which nothing was opened."""

from collections.abc import Collection
from datetime import datetime, timedelta

from knowledge.models import Gap, SearchedWords
from knowledge.models.gap import SHOWN_FROM

# So often searched for, and at most one search in so many led to a click.
NO_CLICK_FROM = 5
SEARCHES_PER_CLICK = 10
# What was decided lately stays decided: an article takes its time.
DECISION_HOLDS = timedelta(days=30)

Searched = tuple[str, str]


def gap_of(row: SearchedWords) -> tuple[Gap.Kind, int] | None:
    """Of which kind it is and how often; None where people find what they look for."""
    if row.missed >= SHOWN_FROM and row.missed * 2 >= row.searches:
        return Gap.Kind.NO_RESULT, row.missed
    if row.searches >= NO_CLICK_FROM and row.clicks * SEARCHES_PER_CLICK <= row.searches:
        return Gap.Kind.NO_CLICK, row.searches
    return None


def begin_anew(rows: Collection[SearchedWords], at: datetime) -> None:
    """What was decided long ago and is searched for again is counted from now on; call it before
    what happened at `at` is added."""
    gaps = _gaps_of(rows)
    for row in rows:
        gap = gaps.get((row.language, row.words))
        if gap and gap.decided_at and gap.decided_at < at - DECISION_HOLDS:
            gap.delete()
            row.searches = row.missed = row.clicks = 0
            row.first_at = at


def settle_gaps(rows: Collection[SearchedWords]) -> None:
    """Show the curators those of `rows` that are gaps, and no longer those that are none."""
    gaps = _gaps_of(rows)
    new, grown, gone = [], [], []
    for row in rows:
        gap, found = gaps.get((row.language, row.words)), gap_of(row)
        if gap is None and found:
            new.append(Gap(language=row.language, words=row.words))
            _fill(new[-1], row, found)
        elif gap and gap.state == Gap.State.WAITING and found:
            _fill(gap, row, found)
            grown.append(gap)
        elif gap and gap.state == Gap.State.WAITING:
            gone.append(gap.pk)
    Gap.objects.bulk_create(new, ignore_conflicts=True)
    Gap.objects.bulk_update(grown, ["kind", "count", "first_at", "last_at"])
    Gap.objects.filter(pk__in=gone).delete()


def _fill(gap: Gap, row: SearchedWords, found: tuple[Gap.Kind, int]) -> None:
    gap.kind, gap.count = found
    gap.first_at, gap.last_at = row.first_at, row.last_at


def _gaps_of(rows: Collection[SearchedWords]) -> dict[Searched, Gap]:
    words = {row.words for row in rows}
    gaps = Gap.objects.filter(words__in=words).order_by("pk").select_for_update(no_key=True)
    return {(gap.language, gap.words): gap for gap in gaps}
