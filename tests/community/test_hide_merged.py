"""A merged question is read where it went: moderators hide it there as any other post."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db.models import Sum
from django.urls import reverse

from accounts.models import ReputationEntry, User
from accounts.notifications.models import Notice
from community.actions.hiding import hide_post, restore_post
from community.actions.masking import mask_post
from community.actions.merging import merge_questions
from community.actions.solutions import accept_answer
from community.models import Answer, Image, ImageUse, Question
from community.moderation.actions.deciding import uphold_report
from community.moderation.actions.reporting import report_content
from config import reader_pages
from config.recount import compared
from tests.factories import make_answer, make_question, make_user

pytestmark = pytest.mark.django_db
WORDS = {"reason": "insult", "explanation": "Please stay friendly."}


@pytest.fixture
def merged(asker, moderator) -> Question:
    question = make_question(author=asker, title="You fools", body="All of you are fools.")
    merge_questions(question=question, into=make_question(), by=moderator)
    return Question.objects.select_related("merged_into").get(pk=question.pk)


def seen(browser, question: Question) -> str:
    return browser.get(question.merged_into.get_absolute_url()).text


def differences() -> list[str]:
    found = [each for one in compared() for each in one.differences()]
    return [str(each) for each in found if each.field != "roles"]


def points_of(user: User) -> int:
    return User.objects.values_list("points", flat=True).get(pk=user.pk)


def hide_by_page(client_of, moderator, question: Question):
    address = reverse("community:post-hide", args=["question", question.pk])
    return client_of(moderator).post(address, WORDS)


def test_moderator_hides_a_merged_question_where_it_is_read(merged, moderator, client_of, client):
    """A-AZ-07: its address still leads to where its answers went."""
    assert "All of you are fools." in seen(client, merged)

    response = hide_by_page(client_of, moderator, merged)

    assert response.status_code == 302
    page = seen(client, merged)
    assert "fools" not in page
    assert "asked the same" not in page
    former = client.get(merged.get_absolute_url())
    assert former.headers["Location"] == merged.merged_into.get_absolute_url()
    assert differences() == []


def test_hidden_merged_question_is_named_above_none_of_its_answers(moderator, asker, client):
    """A-AZ-07"""
    moved = make_answer(question=make_question(author=asker, title="You fools"))
    into = make_question()
    merge_questions(question=moved.question, into=into, by=moderator)
    assert "You fools" in client.get(into.get_absolute_url()).text

    hide_post(post=moved.question, by=moderator, **WORDS)

    page = client.get(into.get_absolute_url()).text
    assert moved.body in page
    assert "You fools" not in page


def test_kept_pages_forget_the_hidden_text_at_once(
    merged, moderator, settings, client, deliver_events
):
    """A-CA-06"""
    settings.READER_PAGE_SECONDS = 15
    reader_pages.forget_all()
    assert "fools" in seen(client, merged)

    hide_post(post=merged, by=moderator, **WORDS)
    deliver_events()

    assert "fools" not in seen(client, merged)


def test_image_of_a_hidden_merged_question_is_gone_with_it(merged, moderator, stranger):
    """A-AZ-13"""
    image = Image.objects.create(
        key=f"{'a' * 24}-10x10", owner=merged.author, width=10, height=10, size=1
    )
    ImageUse.objects.create(image=image, question=merged)
    assert Image.objects.visible_to(stranger).exists()

    hide_post(post=merged, by=moderator, **WORDS)

    assert not Image.objects.visible_to(stranger).exists()


def test_shown_again_it_is_read_where_it_went(merged, moderator, client, client_of, deliver_events):
    hide_post(post=merged, by=moderator, **WORDS)

    restore_post(post=merged, by=moderator, explanation="It was a quote.")
    deliver_events()

    merged.refresh_from_db()
    assert (merged.hidden_as, merged.merged_into_id is None) == ("merged", False)
    assert "All of you are fools." in seen(client, merged)
    assert differences() == []
    notices = client_of(merged.author).get(reverse("accounts:notices")).text
    assert "Your post is shown to everybody now" in notices


def test_its_author_reads_why_and_what_it_earned_goes_and_comes(moderator, asker, helper):
    answer = make_answer(question=make_question(author=asker), author=helper)
    accept_answer(answer=answer, by=asker)
    earned = points_of(asker), points_of(helper)
    merge_questions(question=answer.question, into=make_question(), by=moderator)

    hide_post(post=answer.question, by=moderator, **WORDS)
    assert (points_of(asker), points_of(helper)) == (0, earned[1])
    restore_post(post=answer.question, by=moderator, explanation="It was a quote.")

    assert (points_of(asker), points_of(helper)) == earned
    assert ReputationEntry.objects.aggregate(sum=Sum("points"))["sum"] == sum(earned)


def test_author_is_told_that_it_was_hidden(merged, moderator, deliver_events, client_of):
    hide_post(post=merged, by=moderator, **WORDS)
    deliver_events()

    assert Notice.objects.filter(user=merged.author, kind="post-decided").exists()
    page = client_of(merged.author).get(reverse("community:my-hidden")).text
    assert "Please stay friendly." in page


def test_upheld_report_of_a_merged_question_hides_it(merged, moderator, client):
    """L-DS-02"""
    report = report_content(
        path=merged.get_absolute_url(), reason="insult", submission=uuid4(), by=None
    ).report

    upheld = uphold_report(report=report, by=moderator, **WORDS)

    assert upheld.state == "upheld"
    assert "fools" not in seen(client, merged)


def test_who_merges_shields_nothing_of_his_own_from_moderators(curator, moderator, client):
    """A-AZ-11"""
    question, into = make_question(author=curator, body="All of you are fools."), make_question()
    merge_questions(question=question, into=into, by=curator)

    hide_post(post=question, by=moderator, **WORDS)

    assert "fools" not in client.get(into.get_absolute_url()).text


def test_masked_merged_question_is_masked_where_it_is_read(
    moderator, asker, client, client_of, deliver_events
):
    """L-GD-13"""
    question = make_question(author=asker, body="Call 0171 2345678, please.")
    into = make_question()
    merge_questions(question=question, into=into, by=moderator)
    question.refresh_from_db()

    mask_post(post=question, by=moderator, strings=["0171 2345678"])
    deliver_events()

    assert "2345678" not in client.get(into.get_absolute_url()).text
    notices = client_of(asker).get(reverse("accounts:notices")).text
    assert "A moderator masked personal data in your post" in notices


def test_everybody_reports_it_where_it_is_read_and_moderators_act_there(
    merged, moderator, stranger, client, client_of
):
    reported = f"?path={quote(merged.get_absolute_url(), safe='')}"
    hide = reverse("community:post-hide", args=["question", merged.pk])
    mask = reverse("community:post-mask", args=["question", merged.pk])

    for browser in client, client_of(stranger):
        page = seen(browser, merged)
        assert reported in page
        assert hide not in page
    page = seen(client_of(moderator), merged)
    assert hide in page
    assert mask in page


def test_moderators_find_the_hidden_one_to_show_it_again(merged, moderator, stranger, client_of):
    hide_post(post=merged, by=moderator, **WORDS)
    restore = reverse("community:post-restore", args=["question", merged.pk])

    assert restore in seen(client_of(moderator), merged)
    assert restore not in seen(client_of(stranger), merged)


def test_hidden_one_goes_along_when_its_thread_is_merged_again(merged, moderator, client):
    hide_post(post=merged, by=moderator, **WORDS)
    end = make_question()

    merge_questions(question=merged.merged_into, into=end, by=moderator)

    merged.refresh_from_db()
    assert merged.merged_into == end
    assert "fools" not in seen(client, merged)
    assert Answer.objects.count() == 0
    assert differences() == []


def test_nobody_else_hides_it(merged, curator, client_of):
    """A-AZ-10"""
    assert hide_by_page(client_of, curator, merged).status_code == 403
    assert hide_by_page(client_of, make_user(), merged).status_code == 403
