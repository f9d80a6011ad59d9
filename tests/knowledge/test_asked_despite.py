"""What the asker had looked at is shown to those who help, and what resembles it is offered."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.actions.pending import keep_question, publish_pending
from community.models import DuplicateProposal, Question
from config.events import relay
from config.personal_data import Leaver, declared
from knowledge.search import index
from tests.factories import hide, make_article, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def read():
    return make_article(title="What he has read")


@pytest.fixture
def question(asker, read):
    passed_by = make_question(title="What he passed by, unread")
    return make_question(
        author=asker,
        title="Box blinks red in the evening",
        suggested={f"article-{read.pk}": "failed", f"question-{passed_by.pk}": "shown"},
    )


@pytest.mark.parametrize("who", ["helper", "employee", "asker"])
def test_who_may_help_sees_what_was_looked_at(client, question, request, who):
    client.force_login(request.getfixturevalue(who))

    page = client.get(question.get_absolute_url()).text

    assert "Already looked at" in page
    assert "What he has read" in page
    assert "did not help" in page
    assert "1 suggestion was not opened" in page


def test_what_was_looked_at_goes_with_the_texts_of_who_leaves(question, asker):
    """L-GD-02"""
    (posts,) = [one for one in declared() if (one.model, one.field) == (Question, "author")]

    posts.erase_rows_of(Leaver(asker.pk, keeps_texts=False))

    question.refresh_from_db()
    assert question.suggested == {}


def test_published_question_alone_says_what_was_looked_at(read, asker):
    """L-GD: what was kept for publishing is not kept twice."""
    kept = keep_question(
        mailbox=asker.email,
        submission=uuid4(),
        title="Box blinks red",
        body="Since this morning.",
        language="en",
        suggested={f"article-{read.pk}": "opened"},
    )

    question = publish_pending(pending=kept, by=asker)

    kept.refresh_from_db()
    assert (question.suggested, kept.suggested) == ({f"article-{read.pk}": "opened"}, {})


def test_readers_without_an_account_do_not(client, question):
    """L-TD-01: the kept page is the same for all of them."""
    page = client.get(question.get_absolute_url()).text

    assert "Already looked at" not in page


def test_hidden_question_is_not_named_by_it(client, helper, asker):
    """A-AZ-07"""
    secret = make_question(title="Something that was hidden later")
    question = make_question(author=asker, suggested={f"question-{secret.pk}": "opened"})
    hide(secret)
    client.force_login(helper)

    assert "Something that was hidden later" not in client.get(question.get_absolute_url()).text


def test_what_was_looked_at_costs_its_readers_nothing_and_members_two_queries(
    client, helper, asker, count_queries
):
    """A-DO-10: however much it was."""
    plain = make_question(author=asker)
    few, many = (
        make_question(
            author=asker,
            suggested={f"article-{make_article(title=f'Text {n}').pk}": "opened" for n in texts}
            | {f"question-{make_question().pk}": "shown"},
        )
        for texts in (range(1), range(5))
    )
    pages = [question.get_absolute_url() for question in (plain, few, many)]

    by_readers = [count_queries(lambda page=page: client.get(page)) for page in pages]
    client.force_login(helper)
    client.get(pages[0])
    by_members = [count_queries(lambda page=page: client.get(page)) for page in pages]

    assert by_readers[0] == by_readers[1] == by_readers[2] <= 8
    assert by_members[0] + 2 == by_members[1] == by_members[2] <= 14


def similar_to(client, question) -> str:
    index.rebuild()
    return client.get(reverse("knowledge:related", args=[question.pk])).text


@pytest.mark.parametrize(
    ("who", "words"), [("asker", "The same as mine"), ("employee", "Asked before?")]
)
def test_similar_question_is_offered_to_its_asker_and_to_who_may_propose_it(
    client, question, request, who, words
):
    original = make_question(title="Box blinks red in the evening, too")
    client.force_login(request.getfixturevalue(who))

    page = similar_to(client, question)

    assert words in page
    assert f"?other={original.pk}" in page


def test_stranger_and_visitor_are_offered_nothing(client, question, stranger):
    make_question(title="Box blinks red in the evening, too")
    assert "?other=" not in similar_to(client, question)

    client.force_login(stranger)
    assert "?other=" not in similar_to(client, question)


@pytest.mark.parametrize("who", ["asker", "helper"])
def test_hidden_question_is_offered_to_nobody(client, question, request, who):
    """A-AZ-07: not before the index has heard of it, either."""
    original = make_question(title="Box blinks red in the evening, too")
    index.rebuild()
    hide(original)
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("knowledge:related", args=[question.pk])).text

    assert original.title not in page
    assert f"?other={original.pk}" not in page


def test_asker_says_that_his_question_was_asked_before(client, question, asker):
    original = make_question(title="Box blinks red in the evening, too")
    client.force_login(asker)

    client.post(reverse("community:duplicate-propose", args=[question.pk]), {"other": original.pk})

    proposal = DuplicateProposal.objects.get()
    assert (proposal.original, proposal.proposed_by) == (original, asker)
    relay.deliver_pending(limit=100)
