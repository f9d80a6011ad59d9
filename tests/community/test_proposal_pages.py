"""Suggested edits on their pages and in notices."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notifications.models import Notice
from community.actions.editing import edit_answer
from community.actions.proposals import decline_proposal, propose_edit, take_proposal
from community.models import EditProposal
from tests.factories import hide, make_answer, make_member, make_question, make_user

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script> & <b>bold</b>"


@pytest.fixture
def answer(helper):
    return make_answer(author=helper, body="Hold the button.")


@pytest.fixture
def proposal(answer, stranger):
    return propose_edit(
        post=answer, by=stranger, version=1, body="Hold the red button.", reason="Which one?"
    )


@pytest.fixture
def worker(db):
    person = make_user()
    User.objects.filter(pk=person.pk).update(points=1000)
    person.refresh_from_db()
    return person


def page_of(proposal) -> str:
    return reverse("community:proposal", args=[proposal.pk])


def act(name: str, proposal) -> str:
    return reverse(f"community:proposal-{name}", args=[proposal.pk])


def notices(user) -> list[str]:
    return list(Notice.objects.of(user).order_by("id").values_list("kind", flat=True))


def test_author_sees_the_difference_and_takes_it(client_of, helper, answer, proposal):
    browser = client_of(helper)
    page = browser.get(page_of(proposal)).content.decode()
    assert "<ins>red </ins>" in page
    assert "Which one?" in page

    browser.post(act("take", proposal))

    answer.refresh_from_db()
    assert answer.body == "Hold the red button."
    assert "<ins>red </ins>" in browser.get(page_of(proposal)).content.decode()


def test_author_declines_with_one_click(client_of, helper, answer, proposal):
    client_of(helper).post(act("decline", proposal))

    answer.refresh_from_db()
    assert answer.body == "Hold the button."
    assert EditProposal.objects.get().state == "declined"


@pytest.mark.parametrize("name", ["take", "decline", "withdraw"])
def test_strangers_find_nothing(client, client_of, asker, curator, proposal, name):
    """A-AZ-10: all directions need a right, and who has none learns nothing."""
    for person in (asker, curator):
        browser = client_of(person)
        assert browser.get(page_of(proposal)).status_code == 404
        assert browser.post(act(name, proposal)).status_code == 404
    assert client.post(act(name, proposal)).status_code == 302
    assert EditProposal.objects.get().is_open


@pytest.mark.parametrize("name", ["take", "decline"])
def test_who_proposed_may_look_but_not_decide(client_of, stranger, proposal, name):
    """A-AZ-10"""
    browser = client_of(stranger)
    assert act("take", proposal) not in browser.get(page_of(proposal)).content.decode()

    browser.post(act(name, proposal))

    assert EditProposal.objects.get().is_open


def test_proposal_for_a_hidden_post_is_not_found(client_of, helper, answer, proposal):
    hide(answer)

    assert client_of(helper).get(page_of(proposal)).status_code == 404
    assert client_of(helper).post(act("take", proposal)).status_code == 404


def test_queue_lists_what_waits_long_enough(client_of, worker, answer, proposal):
    browser, address = client_of(worker), reverse("community:proposals")
    assert page_of(proposal) not in browser.get(address).content.decode()
    EditProposal.objects.update(created_at=timezone.now() - timedelta(days=4))

    assert page_of(proposal) in browser.get(address).content.decode()
    browser.post(act("take", proposal))

    answer.refresh_from_db()
    assert answer.version == 2


def test_queue_lists_no_posts_of_organisations(client_of, worker, employee, stranger):
    proposal = propose_edit(
        post=make_answer(author=employee), by=stranger, version=1, body="We pay it all back."
    )
    EditProposal.objects.update(created_at=timezone.now() - timedelta(days=4))

    page = client_of(worker).get(reverse("community:proposals")).content.decode()

    assert page_of(proposal) not in page


def test_page_of_suggestions_shows_own_ones_alone(client_of, helper, stranger, asker, proposal):
    """A-AZ-05"""
    address = reverse("community:proposals")

    for person, is_shown in ((helper, True), (stranger, True), (asker, False)):
        page = client_of(person).get(f"{address}?user={helper.pk}").content.decode()
        assert (page_of(proposal) in page) == is_shown


def test_queries_of_the_page_do_not_grow(client_of, worker, count_queries):
    def look() -> None:
        client_of(worker).get(reverse("community:proposals"))

    def add(count: int) -> None:
        for _ in range(count):
            question = make_question(author=worker)
            for post in (question, make_answer(question=question), make_answer(author=worker)):
                by = make_user() if post.author_id == worker.pk else worker
                title = "Another title altogether" if post is question else ""
                propose_edit(post=post, by=by, version=1, body="Hold it longer.", title=title)
            propose_edit(post=make_answer(), by=make_user(), version=1, body="Hold it longer.")
        EditProposal.objects.update(created_at=timezone.now() - timedelta(days=4))

    add(1)
    few = count_queries(look)
    add(5)
    assert count_queries(look) == few


def test_author_is_told_of_a_proposal_and_its_maker_of_the_decision(
    helper, stranger, proposal, deliver_events
):
    deliver_events()
    assert notices(helper)[-1] == "edit-proposed"

    decline_proposal(proposal=proposal, by=helper)
    deliver_events()
    assert notices(stranger) == ["edit-decided"]


def test_notices_say_what_happened(client_of, helper, stranger, proposal, deliver_events):
    take_proposal(proposal=proposal, by=helper)
    deliver_events()

    page = client_of(stranger).get(reverse("accounts:notices")).content.decode()

    assert "Your edit was taken" in page
    assert page_of(proposal) in page


def test_author_is_told_of_an_edit_and_led_to_where_he_can_undo_it(
    client_of, helper, answer, stranger, deliver_events
):
    User.objects.filter(pk=stranger.pk).update(points=500)
    stranger.refresh_from_db()
    edit_answer(answer=answer, by=stranger, version=1, body="Hold the red button.")
    deliver_events()

    page = client_of(helper).get(reverse("accounts:notices")).content.decode()

    assert "You can undo it" in page
    assert reverse("community:answer-history", args=[answer.pk]) in page


def test_nobody_is_told_of_what_is_hidden(client_of, helper, answer, proposal, deliver_events):
    deliver_events()
    hide(answer)

    page = client_of(helper).get(reverse("accounts:notices")).content.decode()

    assert page_of(proposal) not in page


def test_reason_is_escaped_in_page_notice_and_mail(client_of, stranger, deliver_events, send_mails):
    """A-XS-09: also in the HTML part of the mail."""
    author = make_member(email="heike@example.org")
    answer = make_answer(author=author, body="Hold the button.")
    proposal = propose_edit(
        post=answer, by=stranger, version=1, body="Hold the red button.", reason=EVIL
    )
    deliver_events()
    send_mails()

    browser = client_of(author)
    pages = [browser.get(address) for address in (page_of(proposal), reverse("accounts:notices"))]
    (letter,) = [m for m in mail.outbox if "suggests an edit" in m.body]
    (html, _type), *_rest = letter.alternatives
    for text in (*(page.content.decode() for page in pages), html):
        assert "<script>alert(1)" not in text
        assert "<b>bold" not in text
    assert "&lt;script&gt;alert(1)" in html
