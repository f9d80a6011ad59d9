"""All of a thread: what was merged into it, what was edited out, what was reported about it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.actions.editing import edit_answer
from community.actions.masking import mask_post
from community.actions.merging import merge_questions
from community.actions.proposals import propose_edit
from community.actions.signing_answers import sign_answer
from community.maskable import others_with
from community.models import Answer, OfficialMark, Question, Revision
from community.moderation.actions.reporting import report_content
from community.moderation.models import Report
from community.moderation.targets import reported_post
from tests.factories import make_answer, make_comment, make_question, make_signer, make_user

pytestmark = pytest.mark.django_db

PHONE, NAME = "0171 2345678", "Gerda Canaryfeld"
REMOVED = "This text was removed at its author's wish."


@pytest.fixture
def told(moderator):
    def mask(post, *strings, **values):
        return mask_post(post=post, by=moderator, strings=strings or [PHONE], **values)

    return mask


@pytest.fixture
def offered(moderator):
    def others(post):
        return others_with(post, [PHONE], by=moderator).maskable

    return others


def test_question_that_was_merged_into_it_is_offered_and_masked(told, offered, moderator, client):
    """A-PR-03: its text is read on the same page."""
    merged, into = make_question(body=f"Call {PHONE}"), make_question()
    answer = make_answer(question=into, body=f"It is {PHONE}")
    merge_questions(question=merged, into=into, by=moderator)

    assert offered(answer) == [merged]
    told(answer, also=offered(answer))

    assert PHONE not in client.get(into.get_absolute_url()).text
    merged.refresh_from_db()
    assert merged.body == "Call ••• ••••"


def test_what_stands_where_it_went_is_offered_from_the_merged_one(told, offered, moderator):
    merged, into = make_question(body=f"Call {PHONE}"), make_question(body=f"He has {PHONE}")
    merge_questions(question=merged, into=into, by=moderator)
    merged.refresh_from_db()

    assert offered(merged) == [into]
    told(merged, also=offered(merged))

    assert not Question.objects.filter(body__contains=PHONE).exists()


@pytest.mark.parametrize("kept", ["edited", "proposed"])
def test_post_whose_kept_texts_alone_hold_it_is_offered_and_masked(
    told, offered, helper, client, kept
):
    """L-GD-13: everybody reads the history."""
    answer = make_answer(body=f"Call {PHONE}")
    other = make_answer(question=answer.question, author=helper, body="I called too")
    if kept == "edited":
        Answer.objects.filter(pk=other.pk).update(body=f"I called {PHONE} too")
        edit_answer(answer=other, by=helper, version=1, body="I called too")
    else:
        propose_edit(post=other, by=make_user(points=1000), version=1, body=f"I called {PHONE}")
    comment = make_comment(answer=other, body="Me too")

    assert offered(answer) == [other]
    told(answer, also=offered(answer))

    history = reverse("community:answer-history", args=[other.pk])
    assert PHONE not in client.get(history).text
    assert not other.revisions.filter(body__contains=PHONE).exists()
    assert not other.editproposals.filter(body__contains=PHONE).exists()
    comment.refresh_from_db()
    assert comment.version == 1


@pytest.mark.parametrize("written", ["+49 171 234 56 78", "0171/2345678", "**0171** 23 45 678"])
def test_number_is_offered_in_any_spelling(offered, written):
    answer = make_answer(body=f"Call {PHONE}")
    other = make_answer(question=answer.question, body=f"I called {written}")

    assert offered(answer) == [other]


def test_queries_do_not_grow_with_kept_texts(offered, helper, count_queries):
    answer = make_answer(body=f"Call {PHONE}")

    def edited_out():
        other = make_answer(question=answer.question, author=helper, body=f"I called {PHONE}")
        edit_answer(answer=other, by=helper, version=1, body="I called too")

    edited_out()
    one = count_queries(lambda: offered(answer))
    edited_out()
    edited_out()

    assert count_queries(lambda: offered(answer)) == one


def test_signed_text_stays_what_was_signed_when_its_editor_took_his_words_along(told):
    """The revision says that it was removed; the post and the signature do not."""
    answer = make_answer(body=f"Call {PHONE} for a **reset**.")
    mark = sign_answer(answer=answer, by=make_signer())
    Revision.objects.update(body=REMOVED)

    told(answer)

    mark.refresh_from_db()
    answer.refresh_from_db()
    assert mark.body_html == answer.body_html
    assert "Call ••• •••• for a <strong>reset</strong>." in mark.body_html


def test_earlier_signed_text_of_which_no_revision_tells_is_masked_too(told):
    signer = make_signer()
    answer = make_answer(author=signer, body=f"Call **0171** 2345678 for a reset & {NAME}.")
    mark = sign_answer(answer=answer, by=signer)
    edit_answer(answer=answer, by=signer, version=1, body="Hold the button.")
    Revision.objects.filter(number=1).update(body=REMOVED)

    told(answer, PHONE, NAME)

    mark = OfficialMark.objects.get(pk=mark.pk)
    assert "Call ••• •••• for a reset &amp; ••••••." in mark.body_html


def reported(path: str, explanation: str) -> Report:
    receipt = report_content(
        path=path, reason="personal-data", submission=uuid4(), explanation=explanation
    )
    return receipt.report


def test_report_keeps_neither_the_words_nor_the_address(told):
    """A-PR-03: the reporter quotes it, and the title stands in the address."""
    question = make_question(title=f"Why does {NAME} not answer?")
    answer = make_answer(question=question)
    about_question = reported(question.get_absolute_url(), f"It names {NAME}.")
    about_answer = reported(answer.get_absolute_url(), "Look above.")

    told(question, NAME)

    about_question.refresh_from_db()
    about_answer.refresh_from_db()
    assert about_question.explanation == "It names ••••••."
    assert "canaryfeld" not in f"{about_question.path} {about_answer.path}"
    assert about_answer.path.endswith(
        f"/questions/{question.pk}/?answer={answer.pk}#answer-{answer.pk}"
    )
    assert reported_post(about_answer) == answer


def test_address_of_a_report_leads_there_still(told, client):
    question = make_question(title=f"Why does {NAME} not answer?")
    report = reported(question.get_absolute_url(), "")

    told(question, NAME)

    report.refresh_from_db()
    question.refresh_from_db()
    assert client.get(report.path, follow=True).request["PATH_INFO"] == question.get_absolute_url()


def test_reports_of_a_merged_question_are_masked_with_the_thread(told, moderator):
    merged, into = make_question(title=f"Where is {NAME}?"), make_question(body=f"I am {NAME}.")
    report = reported(merged.get_absolute_url(), f"It names {NAME}.")
    merge_questions(question=merged, into=into, by=moderator)

    told(into, NAME)

    report.refresh_from_db()
    assert report.explanation == "It names ••••••."


def test_reports_of_other_threads_stay(told):
    report = reported(make_question().get_absolute_url(), f"It names {NAME}.")

    told(make_answer(body=NAME), NAME)

    report.refresh_from_db()
    assert report.explanation == f"It names {NAME}."
