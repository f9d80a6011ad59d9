"""How long each table keeps what is personal: one list, one job.

Apps register in `retention.py` of theirs. A table without a job is kept as its `why` says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from config.personal_data import in_batches

log = structlog.get_logger(__name__)

Job = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """`period` is None for what is kept as long as the account, or for good, as `why` says."""

    table: str
    what: str | Promise
    period: timedelta | None
    why: str | Promise
    job: Job | None

    @property
    def days(self) -> int | None:
        return self.period.days if self.period else None


_rules: list[Rule] = []


def register(
    model: type[Model],
    *,
    what: str | Promise,
    why: str | Promise,
    period: timedelta | None = None,
    job: Job | None = None,
) -> None:
    """Say how long rows of `model` stay; `job(now)` removes what is older and says how many."""
    _rules.append(Rule(model._meta.label_lower, what, period, why, job))


def rules() -> Sequence[Rule]:
    """Those of every installed app."""
    autodiscover_modules("retention")
    return _rules


def retain(now: datetime | None = None) -> dict[str, int]:
    """Run every job once; how many rows each rule has let go. One that fails stops no other."""
    at = now or timezone.now()
    return {str(rule.what): _run(rule, rule.job, at) for rule in rules() if rule.job}


def delete(rows: QuerySet) -> int:
    """Delete `rows` in batches; return how many."""
    return in_batches(rows, lambda batch: batch.delete() and None)


def _run(rule: Rule, job: Job, now: datetime) -> int:
    try:
        return job(now)
    except Exception:  # the other tables are still to be looked after
        log.exception("retention.failed", table=rule.table)
        return 0
