"""A moderator agrees with a report or not; whoever reported hears of it, the author never whom."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.reputation import penalise_post
from accounts.models import User
from community.actions.hiding import hide_post
from community.actions.removing_images import remove_shown_image
from community.actions.thread_locks import lock_rows
from community.models import Decision
from community.models.reasons import COSTS_POINTS
from community.moderation import policies
from community.moderation.events import ReportDecided
from community.moderation.models import Report
from community.moderation.targets import author_of, reported_image, reported_post
from config.audit.recording import record_act
from config.events.bus import record
from config.text import is_blank

State = Report.State


class CannotDecideReport(Exception):
    """The message is meant for the moderator who tried."""


@transaction.atomic
def uphold_report(
    *, report: Report, by: User, reason: str, explanation: str, now: datetime | None = None
) -> Report:
    """Agree: a post is hidden, or an image removed, for `reason` with the `explanation` for its
    author, and all open reports about it are upheld. Of anything else the explanation is the note.

    Raises CannotDecideReport, CannotHide where the post can't be hidden, and CannotRemoveImage.
    """
    at = now or timezone.now()
    image = reported_image(report)
    if image is not None:
        lock_rows(Report.objects.open().about(Report.Kind.IMAGE, image.pk))
        report = _locked(report, by)
        why = {"reason": reason, "explanation": explanation}
        decisions = remove_shown_image(image=image, by=by, now=at, **why)
        settle_image_reports(image_id=image.pk, decisions=decisions, by=by, now=at)
        report.refresh_from_db()
        return report
    post = reported_post(report)
    if post is None:
        report = _locked(report, by)
        if report.state == State.OPEN:
            _close([report], State.UPHELD, by, at, note=explanation)
        return report
    if not policies.can_decide_report(by, report, post.author):
        raise CannotDecideReport(_not_yours())
    # Who masks a thread locks what was said about it before it.
    lock_rows(Report.objects.open().about(post._meta.model_name or "", post.pk))
    decision = hide_post(post=post, by=by, reason=reason, explanation=explanation, now=at)
    settle_reports(decision=decision, now=at)
    report.refresh_from_db()
    return report


@transaction.atomic
def dismiss_report(*, report: Report, by: User, note: str, now: datetime | None = None) -> Report:
    """Disagree, with a note that whoever reported reads. Raises CannotDecideReport for who may not
    decide, and without a note."""
    report = _locked(report, by)
    if is_blank(note):
        raise CannotDecideReport(_("Please say why: the person who reported it reads it."))
    if report.state == State.OPEN:
        _close([report], State.DISMISSED, by, now or timezone.now(), note=note)
    return report


@transaction.atomic
def settle_reports(*, decision: Decision, now: datetime | None = None) -> int:
    """A post was hidden: the open reports about it were right, its author pays for an insult, a
    deception or advertising. Return how many; one's own report is for another moderator."""
    post, by = decision.post, decision.by
    kind = post._meta.model_name
    about = Report.objects.open().about(kind, post.pk).exclude(reporter=by)
    reports = list(about.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if reports and by is not None:
        at = now or timezone.now()
        if decision.reason in COSTS_POINTS:
            penalise_post(author=post.author, subject=kind, subject_id=post.pk, by=by, now=at)
        _close(reports, State.UPHELD, by, at, decision=decision)
    return len(reports)


@transaction.atomic
def settle_image_reports(
    *, image_id: int, decisions: Sequence[Decision], by: User, now: datetime | None = None
) -> None:
    """An image was removed: the open reports about it were right; one's own is for another
    moderator."""
    about = Report.objects.open().about(Report.Kind.IMAGE, image_id).exclude(reporter=by)
    reports = list(about.select_for_update(of=("self",), no_key=True).order_by("pk"))
    decision = decisions[0] if decisions else None
    _close(reports, State.UPHELD, by, now or timezone.now(), decision=decision)


def _locked(report: Report, by: User) -> Report:
    rows = Report.objects.select_for_update(of=("self",), no_key=True)
    report = rows.get(pk=report.pk)
    if not policies.can_decide_report(by, report, author_of(report)):
        raise CannotDecideReport(_not_yours())
    return report


def _close(
    reports: list[Report],
    state: str,
    by: User,
    at: datetime,
    *,
    note: str = "",
    decision: Decision | None = None,
) -> None:
    for report in reports:
        report.state, report.decided_by, report.decided_at = state, by, at
        report.note, report.decision = note, decision
        report.save(update_fields=["state", "decided_by", "decided_at", "note", "decision"])
        record_act("report-decided", by=by, subject=f"report-{report.pk}", after=state, why=note)
        record(ReportDecided(report.pk), actor=by)


def _not_yours() -> str:
    return _("You can't decide about this report. Another moderator has to do this.")
