"""How an answer stands on its page: official, solved, confirmed, and what its reader may do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import Affiliation
from community.models import Answer, OfficialMark, Question
from community.policies import signing_answers
from community.policies.confirming import can_confirm_answer, may_confirm
from community.threads.rows import affiliation_for_page, marks_for_page


@dataclass(frozen=True)
class Reader:
    """What the reader may say for the company; nothing, as long as nobody is signed in."""

    user: Any
    affiliation: Affiliation | None = None
    may_sign: bool = False
    may_confirm: bool = False

    @property
    def works_for_company(self) -> bool:
        """By a role or by an affiliation: he talks to customers elsewhere, too."""
        return self.affiliation is not None or bool(self.user.is_authenticated and self.user.roles)


@dataclass(frozen=True)
class Standing:
    """What is said of one answer, and what the reader may say of it."""

    mark: OfficialMark | None = None
    is_official: bool = False
    was_official_until: date | None = None
    is_edited_since: bool = False
    quotes_customer: bool = False
    is_declined: bool = False
    is_solution: bool = False
    is_confirmed: bool = False
    can_confirm: bool = False
    can_withdraw: bool = False
    can_sign: bool = False
    can_end: bool = False
    can_decline: bool = False

    @property
    def is_worth_an_article(self) -> bool:
        return self.is_solution or self.is_confirmed or self.is_official

    @property
    def offers_something(self) -> bool:
        """Is there anything to press for who speaks for the company, or declines its word?"""
        own = self.can_confirm or self.can_withdraw or self.can_sign
        return own or self.can_end or self.can_decline


PLAIN = Standing()


def reader_of(viewer) -> Reader:
    """One query for a member, none for anybody else."""
    if not viewer.is_authenticated:
        return Reader(viewer)
    mine = affiliation_for_page(viewer)
    signs = mine is not None and mine.is_active and mine.has_right  # type: ignore[attr-defined]
    return Reader(viewer, mine, may_sign=signs, may_confirm=may_confirm(viewer, mine))


def newest_marks(question: Question) -> dict[int, OfficialMark]:
    """The newest mark of each answer that has one, the latest signed first: one query."""
    newest: dict[int, OfficialMark] = {}
    if question.answer_count:
        for mark in marks_for_page(question):
            newest.setdefault(mark.answer_id, mark)
    return newest


def settle_standing(
    question: Question, answers: Iterable[Answer], marks: dict[int, OfficialMark], reader: Reader
) -> None:
    """Put on each of `answers` its question, and how it stands as `standing`; no query."""
    now = timezone.now()
    for answer in answers:
        answer.question = question
        told = _told(question, answer, marks.get(answer.pk))
        if reader.user.is_authenticated:
            told = _with_offers(told, answer, reader, now)
        answer.standing = told  # type: ignore[attr-defined]


def _told(question: Question, answer: Answer, mark: OfficialMark | None) -> Standing:
    is_solution = answer.pk == question.accepted_answer_id
    is_confirmed = answer.pk == question.confirmed_answer_id
    if mark is None and not is_solution and not is_confirmed:
        return PLAIN
    told = Standing(is_solution=is_solution, is_confirmed=is_confirmed)
    return told if mark is None else _marked(told, answer, mark)


def _marked(told: Standing, answer: Answer, mark: OfficialMark) -> Standing:
    mark.answer = answer
    if mark.declined_at:
        return replace(told, is_declined=True)
    return replace(
        told,
        mark=mark,
        is_official=mark.is_in_force,
        was_official_until=mark.official_until,
        is_edited_since=mark.revision.number != answer.version,
        quotes_customer=signing_answers.quotes_customer(mark),
    )


def _with_offers(told: Standing, answer: Answer, reader: Reader, now: datetime) -> Standing:
    user, mark = reader.user, told.mark
    is_open = mark is not None and mark.is_open
    return replace(
        told,
        can_confirm=not told.is_confirmed
        and can_confirm_answer(user, reader.affiliation, answer.question, answer, now),
        can_withdraw=told.is_confirmed and reader.may_confirm,
        can_sign=reader.may_sign and not told.is_declined and not answer.is_hidden,
        can_end=_may_end(reader, mark),
        can_decline=is_open and told.quotes_customer and user.pk == answer.author_id,
    )


def _may_end(reader: Reader, mark: OfficialMark | None) -> bool:
    """As `signing_answers.can_end_mark`, by what is known of the reader already."""
    if mark is None or not mark.is_open:
        return False
    mine = reader.affiliation
    same_side = mine is not None and mine.organisation_id == mark.affiliation.organisation_id
    return reader.user.is_administrator or (reader.may_sign and same_side)
