"""Drafts: kept on the server while somebody types, for him alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions.drafts import (
    KEPT,
    MOST_DRAFTS,
    MOST_LETTERS,
    CannotKeepDraft,
    discard_draft,
    keep_draft,
    sweep,
)
from community.models import Answer, Comment, Draft, Question
from tests.factories import hide, make_answer, make_question

pytestmark = pytest.mark.django_db
TYPED = "The LED blinks, and then"


def keep(browser, place: str, **fields):
    return browser.post(reverse("community:draft"), {"draft-place": place} | fields)


@pytest.fixture
def question(asker):
    return make_question(author=asker, title="Box blinks red")


@pytest.fixture
def browser(client_of, helper):
    return client_of(helper)


def test_last_state_is_kept(helper):
    for text in ("One", "One two"):
        keep_draft(person=helper, place="ask", fields={"body": text})

    assert [draft.fields for draft in Draft.objects.all()] == [{"body": "One two"}]


def test_only_the_fields_of_the_form_are_kept(browser, helper):
    """A-MA-01"""
    evil = {"person": "1", "csrfmiddlewaretoken": "x", "submission": str(uuid4()), "version": "3"}

    keep(browser, "answer:7", body=TYPED, **evil)

    draft = Draft.objects.get()
    assert (draft.person, draft.fields) == (helper, {"body": TYPED})


def test_longest_text_of_any_form_is_kept(helper):
    keep_draft(person=helper, place="ask", fields={"body": "a" * 25_000, "title": "b" * 255})

    assert len(Draft.objects.get().fields["body"]) == 25_000


def test_endless_text_is_refused(browser):
    refused = keep(browser, "ask", body="a" * (MOST_LETTERS + 1))

    assert refused.status_code == 422
    assert "too long" in refused.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "place", ["", "ask:1", "answer", "answer:0", "answer:x", "post:1", "edit-answer:1:2", "a" * 90]
)
def test_place_that_there_is_not_is_refused(browser, helper, place):
    assert keep(browser, place, body=TYPED).status_code == 422
    with pytest.raises(CannotKeepDraft):
        keep_draft(person=helper, place=place, fields={"body": TYPED})


def test_emptied_form_is_no_draft(helper):
    keep_draft(person=helper, place="ask", fields={"body": TYPED})
    keep_draft(person=helper, place="ask", fields={"body": "  ", "title": ""})

    assert not Draft.objects.exists()


def test_oldest_make_room_for_the_newest(helper):
    start = timezone.now()
    for number in range(1, MOST_DRAFTS + 3):
        at = start + timedelta(seconds=number)
        keep_draft(person=helper, place=f"answer:{number}", fields={"body": "x"}, now=at)

    assert Draft.objects.count() == MOST_DRAFTS
    assert not Draft.objects.filter(place__in=["answer:1", "answer:2"]).exists()


def test_untouched_drafts_are_swept_after_half_a_year(helper):
    keep_draft(person=helper, place="ask", fields={"body": TYPED})

    assert sweep(now=timezone.now()) == 0
    assert sweep(now=timezone.now() + KEPT + timedelta(days=1)) == 1


def test_nobody_else_reads_or_discards_a_draft(client, client_of, helper, stranger, question):
    """A-AZ-05: also by `?user=`."""
    place = f"answer:{question.pk}"
    keep_draft(person=helper, place=place, fields={"body": TYPED})
    browser = client_of(stranger)

    for address in (
        question.get_absolute_url(),
        reverse("community:my-drafts"),
        reverse("community:my-drafts") + f"?user={helper.pk}&person={helper.pk}",
        reverse("community:draft-discard") + f"?place={place}",
    ):
        assert TYPED not in browser.get(address, follow=True).content.decode()
    browser.post(reverse("community:draft-discard"), {"place": place, "person": helper.pk})
    assert Draft.objects.count() == 1
    assert client.get(reverse("community:my-drafts")).status_code == 302
    assert keep(client, place, body="Mine").status_code == 302
    assert Draft.objects.get().fields == {"body": TYPED}


def test_answer_is_restored_on_any_device_and_gone_when_posted(client_of, helper, question):
    place = f"answer:{question.pk}"
    assert keep(client_of(helper), place, body=TYPED).status_code == 204

    other_device = client_of(helper)
    page = other_device.get(question.get_absolute_url()).content.decode()
    assert TYPED in page
    assert "Your draft is back" in page

    other_device.post(
        reverse("community:answer", args=[question.pk]),
        {"body": TYPED + " it stops.", "submission": str(uuid4())},
    )
    assert Answer.objects.count() == 1
    assert not Draft.objects.exists()


def test_question_is_restored_and_gone_when_posted(browser):
    typed = {"title": "Box blinks red", "body": TYPED, "tried": "Pulling the plug"}
    keep(browser, "ask", kind="idea", language="de", **typed)

    page = browser.get(reverse("community:ask")).content.decode()
    assert "Box blinks red" in page
    assert "Pulling the plug" in page
    assert TYPED in page
    assert 'value="de" selected' in page

    browser.post(
        reverse("community:ask"),
        {
            "title": "Box blinks red",
            "body": TYPED,
            "kind": "idea",
            "language": "en",
            "submission": str(uuid4()),
        },
    )
    assert Question.objects.count() == 1
    assert not Draft.objects.exists()


def test_comment_is_restored_and_gone_when_posted(browser, question):
    keep(browser, f"comment:{question.pk}", body=TYPED)
    address = reverse("community:comment", args=["question", question.pk])
    assert TYPED in browser.get(address).content.decode()

    browser.post(address, {"body": TYPED, "submission": str(uuid4())})
    assert Comment.objects.count() == 1
    assert not Draft.objects.exists()


def test_edit_is_restored_on_the_version_that_was_seen(browser, helper):
    """C-07: who comes back after somebody else has saved meets the conflict page."""
    answer = make_answer(author=helper)
    keep(browser, f"edit-answer:{answer.pk}", body=TYPED, version="1", reason="Said more")
    Answer.objects.update(version=2)

    page = browser.get(reverse("community:answer-edit", args=[answer.pk])).content.decode()

    assert TYPED in page
    assert 'name="version" value="1"' in page


def test_discarding_asks_first_and_leads_back(browser, question):
    place = f"answer:{question.pk}"
    keep(browser, place, body=TYPED)
    address = reverse("community:draft-discard")

    assert TYPED in browser.get(f"{address}?place={place}").content.decode()
    assert Draft.objects.exists()
    gone = browser.post(address, {"place": place})

    assert gone.headers["Location"] == reverse("community:question-short", args=[question.pk])
    assert not Draft.objects.exists()
    assert TYPED not in browser.get(question.get_absolute_url()).content.decode()
    assert browser.get(f"{address}?place=nothing").status_code == 404


def test_answer_to_a_question_hidden_meanwhile_is_kept(browser, question):
    """A-AZ-17"""
    hide(question)

    gone = browser.post(
        reverse("community:answer", args=[question.pk]), {"body": TYPED, "submission": str(uuid4())}
    )

    assert gone.status_code == 404
    assert TYPED in gone.content.decode()
    assert Draft.objects.get().fields == {"body": TYPED}


def test_comment_on_a_post_hidden_meanwhile_is_kept(browser, question):
    """A-AZ-17"""
    hide(question)

    browser.post(reverse("community:comment", args=["question", question.pk]), {"body": TYPED})

    assert Draft.objects.get().place == f"comment:{question.pk}"


def test_my_drafts_lead_on_or_show_the_whole_text(browser, question):
    other = make_question()
    keep(browser, f"answer:{question.pk}", body=TYPED)
    keep(browser, f"answer:{other.pk}", body=TYPED + " word" * 60 + " the end.")
    hide(other)

    page = browser.get(reverse("community:my-drafts")).content.decode()

    assert "Box blinks red" in page
    assert reverse("community:question-short", args=[question.pk]) in page
    assert "the end." in page
    assert other.title not in page


def test_draft_of_a_form_that_is_gone_shows_its_text_and_can_be_discarded(browser, helper):
    text = "Typed into a form of the release before."
    Draft.objects.create(person=helper, place="write-search:7", fields={"body": text})

    page = browser.get("/en/drafts/")
    browser.post("/en/drafts/actions/discard", {"place": "write-search:7", "list": "1"})

    assert text in page.content.decode()
    assert not Draft.objects.exists()


def test_queries_of_my_drafts_do_not_grow(browser, helper, count_queries):
    def look() -> None:
        browser.get(reverse("community:my-drafts"))

    def add(count: int) -> None:
        for _ in range(count):
            answer = make_answer()
            for place in (f"answer:{answer.question_id}", f"edit-answer:{answer.pk}"):
                keep_draft(person=helper, place=place, fields={"body": TYPED})

    add(1)
    few = count_queries(look)
    add(7)
    assert count_queries(look) == few <= 8


def test_drafts_are_counted(browser, at_noon):
    for number in range(60):
        keep(browser, "ask", body=f"{TYPED} {number}")

    assert keep(browser, "ask", body=TYPED).status_code == 429


def test_discarding_nothing_does_no_harm(helper):
    discard_draft(person=helper, place="ask")


def test_sign_that_no_database_keeps_is_left_out_of_a_draft(helper):
    """A-UN-01"""
    draft = keep_draft(person=helper, place="ask", fields={"title": "Router\x00 blinks"})

    assert draft.fields == {"title": "Router blinks"}


IBAN, CUSTOMER, PHONE = "DE89 3704 0044 0532 0130 00", "FN-20418377", "0171 2345678"


def test_draft_keeps_nothing_that_may_never_be_published(browser):
    """A-PR-03"""
    keep(browser, "ask", title=f"{CUSTOMER} is mine", body=f"Pay {IBAN} or 4111 **1111** 1111 1111")

    assert Draft.objects.get().fields == {
        "title": "•••••• is mine",
        "body": "Pay DE•• •••• 3000 or •••• 1111",
    }
    assert IBAN not in browser.get(reverse("community:ask")).text


def test_what_was_masked_in_the_form_is_masked_in_its_draft(browser, question):
    """A-PR-03: it came back for another reason."""
    for place, address, typed in (
        ("ask", reverse("community:ask"), {"title": "x"}),
        (
            f"comment:{question.pk}",
            reverse("community:comment", args=["question", question.pk]),
            {},
        ),
        (f"answer:{question.pk}", reverse("community:answer", args=[question.pk]), {}),
        (
            f"edit-question:{question.pk}",
            reverse("community:question-edit", args=[question.pk]),
            {},
        ),
    ):
        sent = {"body": f"Call {PHONE}", "personal_data": "mask"} | typed
        keep(browser, place, body=sent["body"])
        assert PHONE in Draft.objects.get(place=place).fields["body"]

        assert browser.post(address, sent).status_code == 422

        assert Draft.objects.get(place=place).fields["body"] == "Call ••• ••••"
