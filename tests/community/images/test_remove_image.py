"""Moderators take an image away: by its report, or beside the post that shows it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.notifications.models import Notice
from community.actions.hiding import hide_post
from community.actions.merging import merge_questions
from community.actions.removing_images import CannotRemoveImage, remove_shown_image
from community.models import Decision, Image
from community.moderation.actions.deciding import CannotDecideReport, uphold_report
from community.moderation.actions.reporting import report_content, token_of
from community.moderation.models import Report
from config import reader_pages
from tests.community.images.uploading import make_image, showing
from tests.factories import make_answer, make_question, make_user

pytestmark = pytest.mark.django_db
WORDS = {"reason": "personal-data", "explanation": "A face of somebody else."}


@pytest.fixture
def image(asker) -> Image:
    return make_image(by=asker)


@pytest.fixture
def question(asker, image):
    return make_question(author=asker, body=showing(image))


def reported(image: Image, **values) -> Report:
    told = {"reason": "personal-data", "submission": uuid4(), "by": None} | values
    return report_content(path=image.get_absolute_url(), **told).report


def page_of(image: Image) -> str:
    return reverse("community:image-remove", args=[image.pk])


def decide_page(report: Report, name: str = "report-decide") -> str:
    return reverse(f"moderation:{name}", args=[report.pk])


def is_there(browser, image: Image) -> bool:
    return browser.get(image.get_absolute_url()).status_code == 200


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_upheld_report_of_an_image_takes_it_from_every_reader(
    question, image, asker, moderator, client, client_of, commits
):
    """L-DS-02, A-UP-03: also from who added it and from moderators."""
    report = reported(image)
    assert is_there(client, image)

    with commits():
        response = client_of(moderator).post(decide_page(report, "uphold"), WORDS)

    assert response.status_code == 302
    image.refresh_from_db()
    assert image.removed_at is not None
    for browser in client, client_of(asker), client_of(moderator):
        assert not is_there(browser, image)
    report.refresh_from_db()
    assert (report.state, report.decision) == (Report.State.UPHELD, Decision.objects.get())
    receipt = reverse("moderation:receipt", args=[token_of(report.submission)])
    assert "A moderator agreed with you, and acted." in client.get(receipt).text


def test_moderator_sees_the_reported_image_and_says_for_what_it_goes(
    question, image, moderator, client_of
):
    report = reported(image)
    browser = client_of(moderator)

    page = browser.get(decide_page(report)).text
    assert f'src="{image.get_absolute_url()}"' in page
    assert "Remove the image" in page

    assert browser.post(decide_page(report, "uphold"), {"explanation": "x"}).status_code == 422
    assert Image.objects.filter(removed_at=None).exists()


def test_decision_stands_with_each_post_that_shows_the_image(question, image, asker, moderator):
    answer = make_answer(question=question, author=asker, body=f"Again. {showing(image)}")

    decisions = remove_shown_image(image=image, by=moderator, **WORDS)

    assert [decision.post for decision in decisions] == [question, answer]
    assert {decision.act for decision in decisions} == {Decision.Act.REMOVE_IMAGE}
    assert {decision.role for decision in decisions} == {"moderator"}
    assert decisions[0].explanation == WORDS["explanation"]
    question.refresh_from_db()
    assert (question.hidden_at, question.body) == (None, showing(image))


def test_who_added_it_is_told_once_with_the_reason_and_not_by_whom(
    question, image, asker, moderator, client_of, deliver_events
):
    """A-VO-13"""
    make_answer(question=question, author=asker, body=f"Again. {showing(image)}")

    remove_shown_image(image=image, by=moderator, **WORDS)
    deliver_events()

    assert Notice.objects.filter(user=asker, kind="image-removed").count() == 1
    page = client_of(asker).get(reverse("accounts:notices")).text
    assert "A moderator has removed an image of yours" in page
    assert WORDS["explanation"] in page
    assert question.title in page
    assert moderator.display_name not in page


def test_notice_names_no_title_of_a_thread_that_is_hidden(
    question, image, asker, moderator, client_of, deliver_events
):
    """A-AZ-07"""
    helper = make_user()
    answer = make_answer(question=question, author=helper, body=showing(make_image(by=helper)))
    theirs = Image.objects.get(owner=helper)
    remove_shown_image(image=theirs, by=moderator, **WORDS)
    deliver_events()
    hide_post(post=question, by=moderator, **WORDS)

    page = client_of(helper).get(reverse("accounts:notices")).text

    assert "A moderator has removed an image of yours" in page
    assert answer.question.title not in page


def test_moderator_removes_it_beside_the_post(question, image, moderator, client_of, client):
    browser = client_of(moderator)
    hide_page = browser.get(reverse("community:post-hide", args=["question", question.pk])).text
    assert page_of(image) in hide_page
    page = browser.get(page_of(image)).text
    assert question.title in page

    assert browser.post(page_of(image), {"reason": "other"}).status_code == 422
    response = browser.post(page_of(image), WORDS, follow=True)

    assert "Removed. Whoever added it can read why." in response.text
    assert not is_there(client, image)
    assert browser.get(page_of(image)).status_code == 404
    after = browser.get(reverse("community:post-hide", args=["question", question.pk])).text
    assert "Is it only an image?" not in after


def test_what_a_moderator_removes_by_himself_decides_open_reports(
    question, image, moderator, deliver_events
):
    report, own = reported(image), reported(image, by=moderator)

    remove_shown_image(image=image, by=moderator, **WORDS)
    deliver_events()

    report.refresh_from_db()
    assert report.state == Report.State.UPHELD
    assert Report.objects.open().get() == own


def test_all_reports_of_an_image_are_upheld_with_one(question, image, moderator):
    reports = [reported(image) for _ in range(3)]

    uphold_report(report=reports[0], by=moderator, **WORDS)
    uphold_report(report=reports[1], by=moderator, **WORDS)

    assert not Report.objects.open().exists()
    assert Decision.objects.count() == 1


def test_kept_pages_are_forgotten_with_the_image(
    question, image, moderator, settings, deliver_events, client
):
    """A-CA-06"""
    settings.READER_PAGE_SECONDS = 60
    reader_pages.forget_all()
    client.get(question.get_absolute_url())
    before = reader_pages._mark()

    remove_shown_image(image=image, by=moderator, **WORDS)
    deliver_events()

    assert reader_pages._mark() > before


def test_nobody_removes_images_of_his_own_or_of_an_administrator_this_way(
    moderator, administrator, client_of
):
    """A-AZ-11"""
    for owner in moderator, administrator:
        image = make_image(by=owner)
        make_question(author=owner, body=showing(image))

        with pytest.raises(CannotRemoveImage):
            remove_shown_image(image=image, by=moderator, **WORDS)
        with pytest.raises(CannotDecideReport):
            uphold_report(report=reported(image), by=moderator, **WORDS)
        assert client_of(moderator).post(page_of(image), WORDS).status_code == 403

    assert not Image.objects.exclude(removed_at=None).exists()


@pytest.mark.parametrize("who", ["asker", "helper", "stranger", "employee", "curator"])
def test_removing_needs_the_right(request, question, image, client_of, who):
    """A-AZ-10"""
    nobody = request.getfixturevalue(who)

    with pytest.raises(CannotRemoveImage):
        remove_shown_image(image=image, by=nobody, **WORDS)
    assert client_of(nobody).post(page_of(image), WORDS).status_code == 403


@pytest.mark.parametrize("words", [{"reason": "taste"}, {"explanation": " \u200b "}])
def test_removing_takes_a_known_reason_and_words(question, image, moderator, words):
    with pytest.raises(CannotRemoveImage, match="say why"):
        remove_shown_image(image=image, by=moderator, **(WORDS | words))


def test_removing_twice_is_one_decision(question, image, moderator):
    remove_shown_image(image=image, by=moderator, **WORDS)

    assert remove_shown_image(image=image, by=moderator, **WORDS) == []
    assert Decision.objects.count() == 1


def test_image_of_a_merged_question_is_removed_where_it_is_read(
    question, image, moderator, client_of, deliver_events, client
):
    merge_questions(question=question, into=make_question(), by=moderator)
    assert is_there(client, image)

    response = client_of(moderator).post(page_of(image), WORDS)
    deliver_events()

    assert response.status_code == 302
    assert not is_there(client, image)
    notices = client_of(question.author).get(reverse("accounts:notices")).text
    assert "A moderator has removed an image of yours" in notices
