"""Who took a suggestion, or had it taken by the queue, goes back to his own text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community.actions.proposals import propose_edit, take_proposal
from community.models import Question, Revision
from tests.factories import make_answer, make_question, make_user

LONG = "It blinks red since this morning, and nothing that the manual says has helped so far."


@pytest.fixture
def question(asker):
    return make_question(author=asker, title="Box blinks red", body=LONG, tags=["led"])


@pytest.fixture
def proposal(question, stranger):
    return propose_edit(
        post=question,
        by=stranger,
        version=1,
        title="Router blinks red",
        body=f"{LONG} Thanks!",
        tags=["router"],
    )


def undo(browser, question):
    """As the button on the page of its history does."""
    address = reverse("community:question-revert", args=[question.pk])
    return browser.post(address, {"to": 1, "version": 2})


def told_of(question) -> tuple:
    question = Question.objects.get(pk=question.pk)
    return question.title, question.body, [tag.name for tag in question.tags.all()]


def test_author_undoes_what_he_took(client_of, asker, question, proposal):
    """At once, too: his own text is no repeated one."""
    browser = client_of(asker)
    browser.post(reverse("community:proposal-take", args=[proposal.pk]))
    assert told_of(question) == ("Router blinks red", f"{LONG} Thanks!", ["router"])

    history = browser.get(reverse("community:question-history", args=[question.pk])).text
    assert reverse("community:question-revert", args=[question.pk]) in history
    undone = undo(browser, question)

    assert undone.status_code == 302
    assert told_of(question) == ("Box blinks red", LONG, ["led"])
    assert Revision.objects.of(question).count() == 3
    proposal.refresh_from_db()
    assert proposal.state == "taken"


def test_author_undoes_what_the_queue_took(client_of, asker, question, proposal):
    worker = make_user()
    User.objects.filter(pk=worker.pk).update(points=1000)
    later = timezone.now() + timedelta(days=4)
    take_proposal(proposal=proposal, by=User.objects.get(pk=worker.pk), now=later)

    undo(client_of(asker), question)

    assert told_of(question) == ("Box blinks red", LONG, ["led"])


def test_who_proposed_it_does_not_bring_it_back(client_of, asker, stranger, question, proposal):
    """A-AZ-10"""
    take_proposal(proposal=proposal, by=asker)

    assert undo(client_of(stranger), question).status_code in {403, 404}

    assert told_of(question)[0] == "Router blinks red"


def test_taken_answer_is_undone_without_its_votes_moving(client_of, helper, stranger):
    answer = make_answer(author=helper, body="Hold the button.")
    proposal = propose_edit(post=answer, by=stranger, version=1, body="Hold the red button.")
    take_proposal(proposal=proposal, by=helper)

    client_of(helper).post(
        reverse("community:answer-revert", args=[answer.pk]), {"to": 1, "version": 2}
    )

    answer.refresh_from_db()
    assert (answer.body, answer.version) == ("Hold the button.", 3)
