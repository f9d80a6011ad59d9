"""A-AZ-09: articles whose source is hidden later, and what shows that there was one."""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.events import MemberErased
from accounts.models import User
from community.actions.deleting import delete_post
from community.actions.hiding import hide_post, restore_post
from community.actions.solutions import accept_answer
from community.models import Question
from config.events.bus import record
from config.events.models import Delivery
from knowledge.actions.detaching import detach_sources, doubt_withdrawn
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import CannotPublish, approve_article
from knowledge.models import Article, ArticleSource, Candidate, Doubt, IndexJob
from tests.factories import hide, make_answer, make_article, make_question, make_user
from tests.knowledge.acts import approve, save

WORDS = {"reason": "insult", "explanation": "Please stay friendly."}
TITLE = "Lighthouse canary title"


@pytest.fixture
def answer(asker, helper):
    return make_answer(question=make_question(author=asker, title=TITLE), author=helper)


@pytest.fixture
def published(answer, curator, deliver_events):
    """Under a title of its own, as a curator words it."""
    article = make_article(answer=answer, by=curator, title="How to reset", slug="how-to-reset")
    deliver_events()
    return article


@pytest.fixture
def decide(moderator, deliver_events):
    def act(action, post, **words):
        action(post=post, by=moderator, **words)
        deliver_events()

    return act


def state_of(article) -> str:
    return Article.objects.values_list("state", flat=True).get(pk=article.pk)


@pytest.mark.parametrize("audience", ["members", "staff"])
@pytest.mark.parametrize("which", ["answer", "question"])
def test_thread_shown_again_names_no_article_that_not_everybody_may_read(
    answer, published, curator, decide, which, audience
):
    """A-AZ-07, A-AZ-09"""
    save(published, by=curator, audience=audience)
    approve(published)
    hidden = answer if which == "answer" else answer.question
    decide(hide_post, hidden, **WORDS)

    decide(restore_post, hidden, explanation="It is fine.")

    answer.refresh_from_db()
    assert (answer.article_title, answer.article_url) == ("", "")


@pytest.mark.parametrize("which", ["answer", "question"])
def test_hidden_source_is_not_doubted_for_being_no_solution_too(answer, published, which):
    hide(answer if which == "answer" else answer.question)

    doubt_withdrawn(answer_id=answer.pk)

    assert not published.doubts.filter(cause=Doubt.Cause.SOURCE_WITHDRAWN).exists()


@pytest.mark.parametrize("which", ["answer", "question"])
def test_article_goes_to_the_curators_and_names_its_source_no_more(
    client, answer, published, decide, which
):
    hidden = answer if which == "answer" else answer.question
    assert TITLE in client.get(published.get_absolute_url()).text

    decide(hide_post, hidden, **WORDS)

    page = client.get(published.get_absolute_url())
    assert page.status_code == 200
    assert TITLE not in page.text
    assert answer.question.get_absolute_url() not in page.text
    assert state_of(published) == Article.State.NEEDS_REVIEW


def test_thread_of_a_hidden_answer_points_to_the_article_no_more_until_it_is_shown(
    client, answer, published, decide
):
    thread = answer.question.get_absolute_url()
    assert "How to reset" in client.get(thread).text

    decide(hide_post, answer, **WORDS)
    assert "How to reset" not in client.get(thread).text
    assert Question.objects.get(pk=answer.question_id).article_url == ""
    decide(restore_post, answer, explanation="It was a quote.")

    assert "How to reset" in client.get(thread).text
    assert ArticleSource.objects.filter(answer=answer).exists()
    assert state_of(published) == Article.State.NEEDS_REVIEW


def test_draft_of_a_hidden_source_is_never_public(client, answer, curator, decide):
    draft = promote_answer(answer=answer, by=curator)

    decide(hide_post, answer, **WORDS)

    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=make_user(roles="curator"))
    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("which", ["answer", "question"])
def test_hidden_solution_is_no_candidate(client_of, curator, answer, decide, deliver_events, which):
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    queue = client_of(curator)
    assert TITLE in queue.get(reverse("knowledge:curate")).text
    hidden = answer if which == "answer" else answer.question

    decide(hide_post, hidden, **WORDS)
    assert Candidate.objects.get().state == Candidate.State.WITHDRAWN
    assert TITLE not in queue.get(reverse("knowledge:curate")).text
    decide(restore_post, hidden, explanation="It was a quote.")

    stands_again = Candidate.State.WAITING if which == "question" else Candidate.State.WITHDRAWN
    assert Candidate.objects.get().state == stands_again


def test_search_looks_again_at_what_was_hidden_or_shown(answer, decide, deliver_events):
    deliver_events()
    for action, words in (hide_post, WORDS), (restore_post, {"explanation": "Fine."}):
        IndexJob.objects.all().delete()

        decide(action, answer, **words)

        documents = set(IndexJob.objects.values_list("document", flat=True))
        assert f"question-{answer.question_id}" in documents


def test_event_that_comes_late_goes_by_what_is_true_now(
    answer, published, moderator, deliver_events
):
    """C-21: hidden and shown again before anybody heard of it."""
    hide_post(post=answer, by=moderator, **WORDS)
    restore_post(post=answer, by=moderator, explanation="It was a quote.")

    deliver_events()

    assert state_of(published) == Article.State.PUBLISHED
    assert Question.objects.get(pk=answer.question_id).article_url


def test_answer_whose_author_took_it_back_is_promoted_no_more(published, answer, deliver_events):
    """Its article stays, and names it no more."""
    Candidate.objects.create(answer=answer, question=answer.question, state="promoted")

    delete_post(post=answer, by=answer.author)
    detach_sources(answer_ids=[answer.pk])

    assert not ArticleSource.objects.filter(answer=answer).exists()
    assert Candidate.objects.get(answer=answer).state == Candidate.State.WITHDRAWN


def test_articles_of_a_keeper_who_was_erased_wait_for_another_one(published, deliver_events):
    """Also where the event was recorded by the version before."""
    User.objects.filter(pk=published.owner_id).update(is_active=False)
    with transaction.atomic():
        record(MemberErased(published.owner_id))
    Delivery.objects.filter(handler__endswith="find_another_keeper").update(
        handler="knowledge.handlers.find_another_keeper"
    )

    deliver_events()

    assert [doubt.cause for doubt in published.doubts.open()] == [Doubt.Cause.OWNER_LEFT]
