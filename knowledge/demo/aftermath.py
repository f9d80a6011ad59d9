"""What happens to a thread of the demo besides asking and answering: the deeds of its file."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.utils import translation

from community.actions.confirming import confirm_answer
from community.actions.deleting import delete_post
from community.actions.drafts import keep_draft
from community.actions.feedback import say_did_not_help, say_solved_too
from community.actions.hiding import hide_post
from community.actions.masking import mask_post
from community.actions.solutions import withdraw_acceptance
from community.moderation.actions.deciding import dismiss_report, uphold_report
from community.moderation.actions.reporting import report_content
from community.moderation.models import Report
from knowledge.actions.candidates import dismiss_candidate
from knowledge.demo import closing, rewording, signing
from knowledge.demo.content import Thread
from knowledge.demo.deeds import Deed
from knowledge.demo.world import Act, World
from knowledge.models import Candidate

Do = Callable[[Deed, Thread, World, datetime], None]


def aftermath(thread: Thread, *, start: datetime) -> Iterator[Act]:
    for deed in thread.deeds:
        yield Act(start - thread.asked + deed.after, partial(_do, deed, thread))


def _do(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    with translation.override(thread.language):
        DOES[deed.do](deed, thread, world, at)


def _delete(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    delete_post(post=world.post(thread.key, deed.on), by=world.person(deed.by), now=at)


def _hide(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    hide_post(
        post=world.post(thread.key, deed.on),
        by=world.person(deed.by),
        reason=deed.reason,
        explanation=deed.because,
        now=at,
    )


def _report(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    """Nobody needs an account: then `by` is empty."""
    report_content(
        path=world.post(thread.key, deed.on).get_absolute_url(),
        reason=deed.reason,
        explanation=deed.because,
        submission=uuid5(NAMESPACE_URL, f"{thread.key} {deed.on} {deed.after}"),
        by=world.person(deed.by) if deed.by else None,
        now=at,
    )


def _uphold(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    uphold_report(
        report=_reports(deed, thread, world)[0],
        by=world.person(deed.by),
        reason=deed.reason,
        explanation=deed.because,
        now=at,
    )


def _dismiss(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    for report in _reports(deed, thread, world):
        dismiss_report(report=report, by=world.person(deed.by), note=deed.because, now=at)


def _reports(deed: Deed, thread: Thread, world: World) -> list[Report]:
    post = world.post(thread.key, deed.on)
    return list(Report.objects.open().about(post._meta.model_name or "", post.pk).order_by("pk"))


def _confirm(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    confirm_answer(answer=world.answers[thread.key, deed.on], by=world.person(deed.by), now=at)


def _take_back(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    """It did not solve it after all."""
    question = world.questions[thread.key]
    withdraw_acceptance(question=question, by=world.person(deed.by), now=at)


def _mask(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    post = world.post(thread.key, deed.on)
    by = world.person(deed.by)
    mask_post(post=post, by=by, strings=[deed.body], explanation=deed.because, now=at)


def _solved_too(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    for _reader in range(deed.times):
        say_solved_too(answer=world.answers[thread.key, deed.on], now=at)


def _did_not_help(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    for _reader in range(deed.times):
        say_did_not_help(answer=world.answers[thread.key, deed.on], now=at)


def _draft(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    post = world.post(thread.key, deed.on)
    form = "comment-answer" if deed.on else "answer"
    fields = {"body": deed.body}
    keep_draft(person=world.person(deed.by), place=f"{form}:{post.pk}", fields=fields, now=at)


def _set_aside(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    """No article is made of it."""
    candidate = Candidate.objects.get(answer=world.answers[thread.key, deed.on])
    dismiss_candidate(candidate=candidate, by=world.person(deed.by), reason=deed.reason, now=at)


DOES: Mapping[str, Do] = {
    "delete": _delete,
    "hide": _hide,
    "mask": _mask,
    "take-back": _take_back,
    "report": _report,
    "uphold": _uphold,
    "dismiss": _dismiss,
    "confirm": _confirm,
    "solved-too": _solved_too,
    "did-not-help": _did_not_help,
    "draft": _draft,
    "set-aside": _set_aside,
    "edit": rewording.edit,
    "propose": rewording.propose,
    "take": rewording.take,
    "decline": rewording.decline,
    "sign": signing.sign,
    "end-mark": signing.end,
    "close": closing.close,
    "case-differs": closing.say_case_differs,
    "lock": closing.lock,
    "ask-details": closing.ask,
    "propose-duplicate": closing.propose,
    "merge": closing.merge,
}
