"""Brings cases in line with their facts, however late these change."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from knowledge.insights.drafts import FIELDS, Draft, calm_state
from knowledge.insights.form_cases import PREFIX as OF_A_FORM
from knowledge.insights.form_cases import drafts_of_forms, form_of
from knowledge.insights.models import Case, LedgerMark
from knowledge.insights.reports import report_days, taken_off
from knowledge.insights.thread_cases import drafts_of_threads, question_of

AT_ONCE = 500
LEDGER = "ledger"
State = Case.State
# What reports take cases from.
TAKEABLE = (State.OPEN, State.COUNTED, State.REPORTED)


@dataclass
class Touched:
    """What changed: days are counted again, documents compared with their reports."""

    days: set[date] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    cases: int = 0

    def note(self, case: Case | Draft) -> None:
        self.days.add(case.day)
        if case.level == Case.Level.CONFIRMED:
            self.documents.add(case.document)


def lock_ledger() -> LedgerMark:
    """One at a time derives cases and figures."""
    LedgerMark.objects.get_or_create(job=LEDGER)
    return LedgerMark.objects.select_for_update(no_key=True).get(job=LEDGER)


def drafts_of(keys: Collection[str], *, now: datetime) -> Iterator[Draft]:
    """What the facts behind these keys amount to, before reports take anything off."""
    forms = [form_of(key) for key in keys if key.startswith(OF_A_FORM)]
    threads = [question_of(key) for key in keys if not key.startswith(OF_A_FORM)]
    yield from drafts_of_forms(forms, now=now)
    yield from drafts_of_threads(threads, now=now)


def settle(keys: Iterable[str], *, now: datetime, touched: Touched) -> None:
    """Make the cases of these keys what their facts say; a part of them at a time."""
    for part in parts(sorted(set(keys))):
        _settle(part, now, touched)


def subtract(documents: Iterable[str], *, now: datetime, touched: Touched) -> None:
    """Take off what reports of these documents take off, and put back what they no longer do."""
    for part in parts(sorted(set(documents))):
        _subtract(part, now, touched)


def parts(rows: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def is_settled(case: Case, draft: Draft) -> bool:
    """As far as the case itself goes: whether a report takes it off is another question."""
    takeable = draft.level == Case.Level.CONFIRMED and draft.state in TAKEABLE
    if takeable and case.state == State.REPORTED:
        draft = draft.with_state(State.REPORTED)
    return all(getattr(case, name) == getattr(draft, name) for name in FIELDS)


@transaction.atomic
def _settle(keys: Sequence[str], now: datetime, touched: Touched) -> None:
    lock_ledger()
    stored = {case.key: case for case in Case.objects.filter(key__in=keys)}
    drafts = {draft.key: draft for draft in drafts_of(keys, now=now)}
    gone = [case for key, case in stored.items() if key not in drafts]
    new = [draft for key, draft in drafts.items() if key not in stored]
    changed = [
        (stored[key], draft)
        for key, draft in drafts.items()
        if key in stored and not is_settled(stored[key], draft)
    ]
    for row in (*gone, *new, *(each for pair in changed for each in pair)):
        touched.note(row)
    touched.cases += len(gone) + len(new) + len(changed)
    _write(gone, new, changed)


def _write(
    gone: Iterable[Case], new: Iterable[Draft], changed: Sequence[tuple[Case, Draft]]
) -> None:
    Case.objects.filter(pk__in=[case.pk for case in gone]).delete()
    Case.objects.bulk_create(
        Case(key=draft.key, **{name: getattr(draft, name) for name in FIELDS}) for draft in new
    )
    for case, draft in changed:
        for name in FIELDS:
            setattr(case, name, getattr(draft, name))
    Case.objects.bulk_update([case for case, _draft in changed], FIELDS)


@transaction.atomic
def _subtract(documents: Sequence[str], now: datetime, touched: Touched) -> None:
    lock_ledger()
    wrong = list(wrongly_reported(documents, now=now))
    for case, state in wrong:
        case.state = state
        touched.days.add(case.day)
    touched.cases += len(wrong)
    Case.objects.bulk_update([case for case, _state in wrong], ["state"])


def wrongly_reported(
    documents: Sequence[str], *, now: datetime
) -> Iterator[tuple[Case, Case.State]]:
    """Cases of these documents that a report takes off, or no longer does, and their state."""
    days = report_days(documents)
    confirmed = Case.objects.filter(level=Case.Level.CONFIRMED, document__in=documents)
    is_taken = confirmed.filter(state=State.REPORTED).values_list("document", flat=True)
    at_stake = sorted({*days, *is_taken})
    by_document: Mapping[str, list[Case]] = {document: [] for document in at_stake}
    for case in confirmed.filter(document__in=at_stake, state__in=TAKEABLE).order_by("pk"):
        by_document[case.document].append(case)
    for document, cases in by_document.items():
        taken = taken_off(((case.day, case.key) for case in cases), days.get(document, []))
        for case in cases:
            state = State.REPORTED if case.key in taken else _as_before(case, now)
            if case.state != state:
                yield case, state


def _as_before(case: Case, now: datetime) -> Case.State:
    """Of a case that no report takes off: only what was taken off goes back."""
    return calm_state(case.due_at, now) if case.state == State.REPORTED else State(case.state)
