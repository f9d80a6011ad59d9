"""Anyone reports anything, without account and cookie, and gets a receipt at once."""

import re
from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReputationEntry
from accounts.notifications.models import OutgoingMail
from community.images.addresses import new_key
from community.models import Image
from community.moderation.actions.reporting import CannotReport, report_content
from community.moderation.models import Report
from community.moderation.targets import Target, author_of, cleaned_path, target_of
from tests.factories import (
    hide,
    make_answer,
    make_article,
    make_comment,
    make_question,
    make_user,
)

FORM = reverse("moderation:report")
SEND = reverse("moderation:report-send")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
pytestmark = pytest.mark.django_db


def filled_in(**values) -> dict[str, str]:
    form = {"path": "/en/questions/1/slug/", "reason": "insult", "submission": str(uuid4())}
    return form | {"explanation": "He calls me names."} | values


def send(client, *, headers=SAME_ORIGIN, **values):
    return client.post(SEND, filled_in(**values), headers=headers)


def test_receipt_comes_at_once_with_number_and_time(client):
    """L-DS-01, L-DS-02: three steps: open the form, fill it in, send it."""
    response = send(client)

    report = Report.objects.get()
    receipt = client.get(response["Location"])
    assert response.status_code == 302
    assert f"Report no. {report.pk}" in receipt.text
    assert f"{timezone.localtime(report.created_at):%Y}" in receipt.text
    assert report.path in receipt.text
    assert not response.cookies
    assert not receipt.cookies
    assert "no-store" in receipt["Cache-Control"]


def test_form_shows_what_is_reported_to_whoever_may_read_it(client):
    """L-DS-01, A-AZ-07"""
    answer = make_answer(body="Pull the plug of the neighbour, says the answer.")
    path = answer.get_absolute_url()

    page = client.get(FORM, {"path": path}).text
    assert "Pull the plug of the neighbour" in page
    assert answer.author.display_name in page
    hide(answer)

    page = client.get(FORM, {"path": path}).text
    assert "Pull the plug" not in page
    assert answer.author.display_name not in page


def test_form_sent_with_a_fault_still_shows_what_is_reported(client):
    answer = make_answer(body="Pull the plug of the neighbour, says the answer.")

    page = send(client, path=answer.get_absolute_url(), reason="")

    assert page.status_code == 422
    assert "Pull the plug of the neighbour" in page.text


@pytest.mark.parametrize("address", ["http://[", "//[x]/", "/en/questions/1/%00/"])
def test_form_takes_any_address(client, address):
    assert client.get(FORM, {"path": address}).status_code == 200
    assert send(client, path=address).status_code in {302, 422}


def test_receipt_names_the_title_of_what_was_reported(client):
    question = make_question(title="Box shouts at my neighbour")

    receipt = client.get(send(client, path=question.get_absolute_url())["Location"])

    assert "Box shouts at my neighbour" in receipt.text
    assert f">{question.get_absolute_url()}<" not in receipt.text


def test_form_bears_no_cookie_and_no_token(client):
    """L-DS-01, A-CA-03"""
    response = client.get(FORM)

    assert response.status_code == 200
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.text


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://x"}])
def test_report_from_elsewhere_is_refused(client, headers):
    """A-CS-01"""
    assert send(client, headers=headers).status_code == 403
    assert not Report.objects.exists()


def test_get_sends_nothing(client):
    """A-CS-01"""
    assert client.get(SEND, filled_in()).status_code == 405


def test_every_item_leads_to_its_report(client):
    """L-DS-01: question, answer, comment, article, profile and any page by its footer."""
    comment = make_comment(answer=make_answer())
    question = comment.question
    thread = client.get(f"{question.get_absolute_url()}?comments=all").text

    reported = {
        target_of(cleaned_path(unquote(path)))
        for path in re.findall(rf'{FORM}\?path=([^"]+)"', thread)
    }

    assert Target(Report.Kind.QUESTION, question.pk) in reported
    assert Target(Report.Kind.ANSWER, comment.answer_id) in reported
    assert Target(Report.Kind.COMMENT, comment.pk) in reported
    article = make_article()
    for path in article.get_absolute_url(), comment.author.get_absolute_url(), "/en/rules/":
        page = client.get(path, follow=True)
        assert FORM in page.text
        prefilled = client.get(FORM, headers={"Referer": f"http://testserver{path}"}).text
        assert cleaned_path(f"http://127.0.0.1:8000{path}") == path
        assert 'name="path"' in prefilled


@pytest.mark.parametrize(
    ("path", "kind", "number"),
    [
        ("/en/questions/7/a-slug/", "question", 7),
        ("/de/questions/7/a-slug/#question", "question", 7),
        ("/en/questions/7/a-slug/#answer-9", "answer", 9),
        ("/en/questions/7/a-slug/?comment=3#comment-3", "comment", 3),
        ("/en/people/4/", "member", 4),
        ("/en/knowledge/5/a-slug/", "article", 5),
        ("/en/answers/9/actions/history?version=1", "answer", 9),
        ("/en/comments/3/actions/history", "comment", 3),
        ("/en/comments/answer/9/", "answer", 9),
        ("/en/questions/7/picture.png", "question", 7),
        ("/en/related/questions/7/", "question", 7),
        ("/feeds/questions/7.atom", "question", 7),
        ("/en/posts/answer/9/hide/", "answer", 9),
        ("/en/posts/table/9/hide/", "page", None),
        ("/en/suggestions/article-5/", "article", 5),
        ("/en/answers/99999999999999999999/actions/history", "page", None),
        ("/en/rules/", "page", None),
        ("/en/no/such/page/", "page", None),
        ("/en/questions/7/a-slug/#answer-99999999999999999999", "question", 7),
    ],
)
def test_address_says_what_is_reported(path, kind, number):
    assert target_of(path) == Target(kind, number)


def test_image_is_reported_by_its_address(asker, moderator, client_of):
    """L-DS-01; whose it is may not decide (A-AZ-11)."""
    for owner in asker, moderator:
        image = Image.objects.create(
            key=new_key(20, 10), owner=owner, width=20, height=10, size=99, content_type="image/png"
        )
        assert target_of(image.get_absolute_url()) == Target(Report.Kind.IMAGE, image.pk)
        report_content(path=image.get_absolute_url(), reason="illegal", submission=uuid4())

    visible = Report.objects.visible_to(moderator)
    assert [author_of(report) for report in visible] == [asker]


@pytest.mark.parametrize(
    "address",
    [
        *("", "rules", "https://elsewhere.example/en/rules/", "javascript:alert(1)"),
        *("//elsewhere.example/x", "/\\elsewhere.example", "http://127.0.0.1:8000//x.example/"),
    ],
)
def test_address_of_another_site_is_refused(settings, client, address):
    settings.BASE_URL = "http://127.0.0.1:8000"
    response = send(client, path=address)

    assert response.status_code == 422
    assert "copy it from your browser" in response.text or "required" in response.text
    assert "He calls me names." in response.text


def test_hidden_and_missing_look_the_same(client):
    """A-AZ-04: a report tells nobody whether something that he may not read is there."""
    hidden = make_question(title="Canary title")
    hide(hidden)
    pages = []

    for number in hidden.pk, 987_654:
        path = f"/en/questions/{number}/x/"
        form = client.get(f"{FORM}?path={path}")
        receipt = client.get(send(client, path=path)["Location"])
        pages.append(
            re.sub(
                rf"[0-9a-f-]{{36,64}}|questions(/|%2F){number}\b|no\. \d+|>[^<]*\d\d:\d\d[^<]*<",
                "",
                form.text + receipt.text,
            )
        )

    assert pages[0] == pages[1]
    assert "Canary title" not in pages[0]


def test_once_per_form(client):
    """C-01"""
    key = str(uuid4())

    first, second = (send(client, submission=key)["Location"] for _ in range(2))

    assert first == second
    assert Report.objects.count() == 1


def test_illegal_takes_a_reason_and_good_faith(client):
    """L-DS-01: and neither name nor address."""
    refused = send(client, reason="illegal", explanation="")
    assert refused.status_code == 422
    assert "Please say why it is illegal." in refused.text
    assert "Please confirm that you say this in good faith." in refused.text

    sent = send(client, reason="illegal", explanation="§ 185", good_faith="on")

    assert sent.status_code == 302
    assert (Report.objects.get().name, Report.objects.get().email) == ("", "")


def test_receipt_is_mailed_without_a_word_that_was_typed(client, send_mails, mailoutbox):
    """L-DS-02; nobody sends his words to others in our name."""
    response = send(
        client, name="Canary Name", email="reader@example.org", explanation="Buy canaries!"
    )
    send_mails()

    (mail,) = mailoutbox
    assert mail.to == ["reader@example.org"]
    assert str(Report.objects.get().pk) in mail.subject
    assert response["Location"] in mail.body
    assert "anar" not in mail.subject + mail.body


def test_one_address_gets_three_receipts_an_hour_at_most(client, at_noon):
    """A-DO-12"""
    responses = [send(client, email="reader@example.org") for _ in range(5)]

    assert {response.status_code for response in responses} == {302}
    assert OutgoingMail.objects.filter(to="reader@example.org").count() == 3


def test_account_reports_twenty_times_a_day(client_of, helper, at_noon):
    """A-VO-17"""
    browser = client_of(helper)
    statuses = [send(browser).status_code for _ in range(20)]

    refused = send(browser, explanation="One too many")

    assert set(statuses) == {302}
    assert refused.status_code == 422
    assert "One too many" in refused.text


def test_new_account_reports_five_times_a_day(client_of, at_noon):
    """A-VO-06"""
    browser = client_of(make_user(created_at=timezone.now() - timedelta(hours=1)))

    statuses = [send(browser).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [422]


def test_network_reports_twenty_times_a_day(client, at_noon):
    """A-VO-17"""
    statuses = [send(client).status_code for _ in range(20)]

    assert set(statuses) == {302}
    assert send(client).status_code in {422, 429}


def test_fifty_reports_hide_nothing_by_themselves(client, deliver_events):
    """A-VO-12"""
    answer = make_answer()
    for _number in range(50):
        report_content(
            path=f"{answer.question.get_absolute_url()}#answer-{answer.pk}",
            reason=Report.Reason.INSULT,
            submission=uuid4(),
            by=make_user(),
        )
    deliver_events()

    answer.refresh_from_db()
    assert Report.objects.about("answer", answer.pk).count() == 50
    assert answer.hidden_at is None
    assert not ReputationEntry.objects.filter(user=answer.author).exists()


def test_author_sees_nothing_of_a_report(client_of, deliver_events, asker, helper):
    """A-VO-13"""
    answer = make_answer(author=helper)
    path = f"{answer.question.get_absolute_url()}#answer-{answer.pk}"
    before = client_of(helper).get(path).text

    report_content(path=path, reason="insult", submission=uuid4(), by=asker, explanation="Canary")
    deliver_events()

    def stripped(page: str) -> str:
        return re.sub(r"[A-Za-z0-9-]{36,64}", "", page)

    assert stripped(client_of(helper).get(path).text) == stripped(before)
    assert helper.unread_count == 0


def test_closed_account_reports_nothing(helper):
    helper.is_active = False

    with pytest.raises(CannotReport):
        report_content(path="/en/", reason="insult", submission=uuid4(), by=helper)


def test_member_leaves_no_address_and_guests_data_stay_out_of_the_receipt(client, client_of, asker):
    send(client_of(asker), name="Somebody else", email="other@example.org")
    assert (Report.objects.get().reporter, Report.objects.get().email) == (asker, "")

    receipt = client.get(send(client, name="Rosa Canary", email="rosa@example.org")["Location"])

    assert "Rosa" not in receipt.text
    assert "rosa@" not in receipt.text


def test_wrong_receipt_is_missing(client):
    assert client.get(reverse("moderation:receipt", args=["0" * 64])).status_code == 404


def test_hostile_words_are_text(client, client_of, moderator):
    """A-XS-07, A-XS-09"""
    hostile = "<script>alert(1)</script>"
    refused = send(client, path=f"/en/{hostile}", explanation=hostile, name=hostile, reason="none")
    receipt = client.get(send(client, path=f"/en/{hostile}", explanation=hostile)["Location"])
    browser, report = client_of(moderator), Report.objects.get()

    pages = [refused, receipt, browser.get(reverse("moderation:reports"))]
    pages.append(browser.get(reverse("moderation:report-decide", args=[report.pk])))

    assert [page.status_code for page in pages] == [422, 200, 200, 200]
    for page in pages:
        assert hostile not in page.text


@pytest.mark.parametrize("path", ["/en/questions/{}/x/", "/en/people/{}/"])
def test_number_that_no_row_has_is_a_page(client, path):
    """A-DO-05, A-DO-09"""
    response = send(client, path=path.format(10**30))

    assert response.status_code == 302
    assert Report.objects.get().kind == "page"
