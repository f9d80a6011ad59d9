"""Moderators agree with reports or not; whoever reported hears of it, the author never whom."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.actions.medals import award_medals
from accounts.models import MedalAward, User
from accounts.notifications.models import Notice
from community.actions.hiding import hide_post, restore_post
from community.actions.votes import vote_answer
from community.events import AnswerCalledDangerous
from community.models import Answer, Decision
from community.models.post import Post
from community.moderation.actions.deciding import (
    CannotDecideReport,
    dismiss_report,
    uphold_report,
)
from community.moderation.actions.reporting import report_content, token_of
from community.moderation.handlers import report_dangerous_answer
from community.moderation.models import Report
from tests.factories import make_answer, make_comment, make_question, make_user

LIST = reverse("moderation:reports")
WORDS = {"reason": "insult", "explanation": "Please stay friendly."}
pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(asker, helper):
    return make_answer(question=make_question(author=asker), author=helper, body="You are dumb.")


def reported(post, *, by=None, **values) -> Report:
    path = post.get_absolute_url() + ("#question" if "#" not in post.get_absolute_url() else "")
    values = {"reason": "insult", "submission": uuid4(), "by": by} | values
    return report_content(path=path, **values).report


def decide_page(report, name="report-decide") -> str:
    return reverse(f"moderation:{name}", args=[report.pk])


def points_of(user) -> int:
    return User.objects.values_list("points", flat=True).get(pk=user.pk)


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_upheld_report_hides_the_post_and_costs_its_author(moderator, make):
    post = make()
    report = reported(post)

    uphold_report(report=report, by=moderator, **WORDS)

    post.refresh_from_db()
    report.refresh_from_db()
    assert post.hidden_as == Post.Hidden.BY_MODERATOR
    assert (report.state, report.decided_by) == (Report.State.UPHELD, moderator)
    assert report.decision == Decision.objects.get()
    assert points_of(post.author) == -50


def test_penalty_comes_once_and_goes_when_the_post_is_shown_again(moderator, answer):
    reports = [reported(answer, by=make_user()) for _ in range(3)]

    uphold_report(report=reports[0], by=moderator, **WORDS)
    uphold_report(report=reports[1], by=moderator, **WORDS)
    assert points_of(answer.author) == -50
    assert not Report.objects.open().exists()
    restore_post(post=answer, by=moderator, explanation="It was a quote.")

    assert points_of(answer.author) == 0


@pytest.mark.parametrize("reason", ["illegal", "personal-data", "dangerous", "other"])
def test_other_reasons_cost_nothing(moderator, answer, reason):
    uphold_report(report=reported(answer), by=moderator, reason=reason, explanation="See rules.")

    assert points_of(answer.author) == 0


def test_what_a_moderator_hides_by_himself_decides_open_reports(moderator, answer, deliver_events):
    report = reported(answer)

    hide_post(post=answer, by=moderator, **WORDS)
    deliver_events()

    report.refresh_from_db()
    assert report.state == Report.State.UPHELD
    assert points_of(answer.author) == -50


def test_hiding_without_a_report_costs_nothing(moderator, answer, deliver_events):
    hide_post(post=answer, by=moderator, **WORDS)
    deliver_events()

    assert points_of(answer.author) == 0


def test_dismissed_report_leaves_the_post_and_says_why(moderator, answer):
    report = dismiss_report(report=reported(answer), by=moderator, note="It is a quote.")

    answer.refresh_from_db()
    assert (report.state, report.note) == (Report.State.DISMISSED, "It is a quote.")
    assert answer.hidden_at is None


def test_dismissing_takes_words(moderator, answer):
    with pytest.raises(CannotDecideReport, match="say why"):
        dismiss_report(report=reported(answer), by=moderator, note=" ")


def test_first_decision_stands(moderator, answer):
    report = dismiss_report(report=reported(answer), by=moderator, note="It is a quote.")

    again = dismiss_report(report=report, by=make_user(roles="moderator"), note="No.")

    assert (again.decided_by, again.note) == (moderator, "It is a quote.")


@pytest.mark.parametrize("who", ["asker", "helper", "stranger", "employee", "curator"])
def test_both_decisions_need_the_right(request, answer, client_of, who):
    """A-AZ-10"""
    report, nobody = reported(answer), request.getfixturevalue(who)
    browser = client_of(nobody)

    with pytest.raises(CannotDecideReport):
        uphold_report(report=report, by=nobody, **WORDS)
    with pytest.raises(CannotDecideReport):
        dismiss_report(report=report, by=nobody, note="No.")
    assert browser.get(LIST).status_code == 403
    assert browser.get(decide_page(report)).status_code == 403
    assert browser.post(decide_page(report, "uphold"), WORDS).status_code == 403
    assert browser.post(decide_page(report, "dismiss"), {"note": "No."}).status_code == 403
    assert Report.objects.open().count() == 1


def test_moderator_neither_sees_nor_decides_reports_about_himself(moderator, client_of):
    """A-AZ-11"""
    own, profile = (
        reported(make_answer(author=moderator), explanation="Canary"),
        reported(moderator),
    )
    picked = client_of(moderator)

    for report in own, profile:
        with pytest.raises(CannotDecideReport):
            dismiss_report(report=report, by=moderator, note="No.")
        assert picked.get(decide_page(report)).status_code == 404
        assert picked.post(decide_page(report, "dismiss"), {"note": "x"}).status_code == 404
    assert "Canary" not in picked.get(LIST).text
    assert client_of(make_user(roles="moderator")).get(decide_page(own)).status_code == 200


def test_moderator_decides_no_report_of_his_own(moderator, answer, deliver_events):
    """A-AZ-11"""
    report = reported(answer, by=moderator)

    with pytest.raises(CannotDecideReport):
        dismiss_report(report=report, by=moderator, note="No.")
    hide_post(post=answer, by=moderator, **WORDS)
    deliver_events()

    assert Report.objects.open().get() == report
    assert points_of(answer.author) == 0


def test_reporter_with_account_is_told_what_was_decided(
    moderator, answer, stranger, deliver_events, client_of
):
    """L-DS-02"""
    report = reported(answer, by=stranger)
    uphold_report(report=report, by=moderator, **WORDS)
    deliver_events()

    assert Notice.objects.get(user=stranger).kind == "report-decided"
    page = client_of(stranger).get(reverse("accounts:notices")).text
    receipt = reverse("moderation:receipt", args=[token_of(report.submission)])
    assert receipt in page
    assert "A moderator agreed with you" in client_of(stranger).get(receipt).text


def test_reporter_without_account_is_mailed_what_was_decided(
    moderator, answer, deliver_events, send_mails, mailoutbox, client
):
    """L-DS-02"""
    report = reported(answer, email="reader@example.org", name="Rosa")
    dismiss_report(report=report, by=moderator, note="It is a quote.")
    deliver_events()
    send_mails()

    mail = next(mail for mail in mailoutbox if mail.to == ["reader@example.org"])
    receipt = reverse("moderation:receipt", args=[token_of(report.submission)])
    assert receipt in mail.body
    assert "It is a quote." in client.get(receipt).text


def test_author_is_never_shown_who_reported(
    moderator, answer, stranger, deliver_events, send_mails, mailoutbox, client_of
):
    """A-VO-13"""
    reported(answer, by=stranger, explanation="Canary words")
    reported(answer, name="Rosa Canary", email="canary@example.org")
    uphold_report(report=Report.objects.first(), by=moderator, **WORDS)
    deliver_events()
    send_mails()

    author = client_of(answer.author)
    seen = [
        author.get(path, follow=True).text
        for path in (
            answer.question.get_absolute_url(),
            reverse("community:my-hidden") + "?kind=answer",
            reverse("accounts:notices"),
            reverse("accounts:points"),
        )
    ]
    seen += [mail.body for mail in mailoutbox if mail.to == [answer.author.email]]
    for page in seen:
        assert "Canary" not in page
        assert "canary@" not in page
        assert stranger.display_name not in page


def test_answer_that_is_called_dangerous_is_reported_once_for_each_voter(
    answer, stranger, deliver_events
):
    event = AnswerCalledDangerous(answer.pk, stranger.pk)

    for _delivery in range(2):
        report_dangerous_answer(event)

    report = Report.objects.get()
    assert (report.kind, report.object_id) == ("answer", answer.pk)
    assert (report.reason, report.reporter) == (Report.Reason.DANGEROUS, stranger)


def test_vote_for_dangerous_reaches_the_moderators(answer, stranger, deliver_events):
    vote_answer(answer=answer, by=stranger, value=-1, reason="dangerous")
    deliver_events()

    assert Report.objects.get().reason == Report.Reason.DANGEROUS


def test_good_report_earns_a_medal(moderator, answer, stranger, asker):
    uphold_report(report=reported(answer, by=stranger), by=moderator, **WORDS)
    dismiss_report(report=reported(make_answer(), by=asker), by=moderator, note="Fine.")

    award_medals(people=[stranger.pk, asker.pk])

    (award,) = MedalAward.objects.filter(medal="good-report")
    assert award.user == stranger


def test_open_reports_come_first_and_decided_ones_on_their_own_page(moderator, answer, client_of):
    reported(answer, explanation="Still open")
    decided = reported(make_answer(), explanation="Long decided")
    dismiss_report(report=decided, by=moderator, note="Fine.")
    browser = client_of(moderator)

    assert "Still open" in browser.get(LIST).text
    assert "Long decided" not in browser.get(LIST).text
    assert "Long decided" in browser.get(f"{LIST}?show=decided").text


def test_moderator_decides_by_the_page(moderator, answer, client_of):
    report, other = reported(answer, explanation="See for yourself"), reported(make_answer())
    browser = client_of(moderator)
    page = browser.get(decide_page(report)).text
    assert "See for yourself" in page
    assert answer.body in page

    assert browser.post(decide_page(report, "uphold"), {}).status_code == 422
    assert browser.post(decide_page(report, "uphold"), WORDS).status_code == 302
    assert browser.post(decide_page(other, "dismiss"), {}).status_code == 422
    assert browser.post(decide_page(other, "dismiss"), {"note": "Fine."}).status_code == 302

    assert [report.state for report in Report.objects.order_by("id")] == ["upheld", "dismissed"]
    assert Answer.objects.get(pk=answer.pk).hidden_at is not None


def test_report_about_something_else_is_upheld_with_what_was_done(moderator, stranger, client_of):
    report = reported(stranger)

    client_of(moderator).post(decide_page(report, "uphold"), {"explanation": "Picture removed."})

    report.refresh_from_db()
    assert (report.state, report.note) == (Report.State.UPHELD, "Picture removed.")


def test_list_of_reports_names_the_threads(moderator, client_of):
    reported(make_answer(question=make_question(title="Box shouts at night")), by=make_user())

    assert "Box shouts at night" in client_of(moderator).get(LIST).text


def test_list_of_reports_costs_a_fixed_number_of_queries(moderator, client_of, count_queries):
    browser = client_of(moderator)

    def visit_with_more(number: int) -> int:
        for _n in range(number):
            reported(make_answer(), by=make_user())
        return count_queries(lambda: browser.get(LIST))

    few, more = visit_with_more(1), visit_with_more(5)
    assert few == more
    assert more <= 8


@pytest.mark.parametrize("side_page", ["answer-history", "answer-edit"])
def test_report_by_a_side_page_is_not_shown_to_whom_it_is_about(moderator, client_of, side_page):
    """A-AZ-11: where the footer of any of its pages led to the form."""
    own = make_answer(author=moderator)
    path = reverse(f"community:{side_page}", args=[own.pk])
    report = report_content(path=path, reason="insult", submission=uuid4(), name="Rosa").report
    picked = client_of(moderator)

    with pytest.raises(CannotDecideReport):
        dismiss_report(report=report, by=moderator, note="No.")
    assert picked.get(decide_page(report)).status_code == 404
    assert "Rosa" not in picked.get(LIST).text
    uphold_report(report=report, by=make_user(roles="moderator"), **WORDS)

    own.refresh_from_db()
    assert own.hidden_as == Post.Hidden.BY_MODERATOR
