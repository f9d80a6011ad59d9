"""What moderators hear of, and whoever reported something."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import translation

from accounts.models import User
from accounts.notifications.actions import notify
from community.actions.masked_copies import register_keeper
from community.actions.open_reports import register_teller
from community.events import AnswerCalledDangerous, ImageRemoved, PostDecided
from community.models import Answer, Decision
from community.moderation.actions.deciding import settle_image_reports, settle_reports
from community.moderation.actions.masking import mask_reports, open_among
from community.moderation.actions.reporting import owe_decision, report_content
from community.moderation.events import ReportDecided
from community.moderation.models import Report
from config.events.bus import handles

register_keeper(mask_reports)
register_teller(open_among)


@handles(AnswerCalledDangerous)
def report_dangerous_answer(event: AnswerCalledDangerous) -> None:
    """Once for each voter and answer, however often it is delivered."""
    answer = Answer.objects.select_related("question").get(pk=event.answer_id)
    with translation.override(answer.question.language):
        path = answer.get_absolute_url()
    report_content(
        path=path,
        reason=Report.Reason.DANGEROUS,
        by=User.objects.filter(pk=event.voter_id, is_active=True).first(),
        submission=uuid5(NAMESPACE_URL, f"dangerous:{event.answer_id}:{event.voter_id}"),
    )


@handles(PostDecided)
def uphold_reports_of_hidden_post(event: PostDecided) -> None:
    """Also where a moderator came upon it by himself."""
    hidden = Decision.objects.filter(pk=event.decision_id, act=Decision.Act.HIDE)
    decision = hidden.select_related("question", "answer", "comment", "by").first()
    if decision is not None:
        settle_reports(decision=decision)


@handles(ImageRemoved)
def uphold_reports_of_removed_image(event: ImageRemoved) -> None:
    """Also where a moderator came upon it by himself."""
    rows = Decision.objects.filter(pk__in=event.decision_ids).select_related("by").order_by("pk")
    decisions = list(rows)
    if decisions and decisions[0].by is not None:
        settle_image_reports(image_id=event.image_id, decisions=decisions, by=decisions[0].by)


@handles(ReportDecided)
def tell_reporter(event: ReportDecided) -> None:
    report = Report.objects.get(pk=event.report_id)
    if report.reporter_id is not None:
        notify(
            user_ids=[report.reporter_id],
            kind="report-decided",
            subject_id=report.pk,
            key=f"report:{report.pk}",
        )
    elif report.email:
        with translation.override(_language_of(report)):
            owe_decision(report)


def _language_of(report: Report) -> str:
    """That of the page which was reported."""
    return "de" if report.path.startswith("/de/") else "en"
