"""Links that wait for a moderator stay text wherever the post is read, until one has looked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community.actions.editing import edit_answer, edit_question
from community.actions.hiding import hide_post, restore_post
from community.actions.holding import release_post
from community.actions.proposals import propose_edit, take_proposal
from community.models import Answer, Decision
from knowledge.actions.promotion import CannotPromote, promote_answer
from knowledge.models import Article
from tests.factories import make_answer, make_question, make_user

LINKED = "Please look at https://shop.example/x now."
LINK = 'href="https://shop.example'
pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(settings):
    settings.HOLD = "links"
    return make_user(created_at=timezone.now() - timedelta(hours=2))


@pytest.fixture
def held(newcomer) -> Answer:
    return make_answer(question=make_question(), author=newcomer, body=LINKED)


@pytest.fixture
def trusted(newcomer):
    return _trust(make_user())


def _trust(user: User) -> User:
    User.objects.filter(pk=user.pk).update(points=600)
    return User.objects.get(pk=user.pk)


def waits(answer: Answer) -> bool:
    answer.refresh_from_db()
    return answer.links_held_at is not None and LINK not in answer.body_html


def test_earlier_states_show_them_as_text_too(held, newcomer, moderator, client):
    """A-VO-11"""
    edited = edit_answer(answer=held, by=newcomer, version=1, body=f"{LINKED} Really.")
    states = [reverse("community:answer-history", args=[held.pk]) + f"?version={n}" for n in (1, 2)]

    for state in states:
        page = client.get(state).text
        assert "https://shop.example/x" in page
        assert LINK not in page
    release_post(post=edited, by=moderator)

    assert all(LINK in client.get(state).text for state in states)


def test_taking_the_words_of_somebody_trusted_releases_nothing(held, newcomer, trusted):
    """A-VO-11"""
    proposal = propose_edit(post=held, by=trusted, version=1, body=LINKED.replace("now", "today"))

    take_proposal(proposal=proposal, by=newcomer)

    assert waits(held)
    assert "today" in held.body_html


def test_edit_by_somebody_trusted_releases_nothing(held, trusted):
    """A-VO-11"""
    edit_answer(answer=held, by=trusted, version=1, body=LINKED.replace("now", "today"))

    assert waits(held)
    assert not Decision.objects.filter(act=Decision.Act.RESTORE).exists()


def test_edit_of_a_held_post_releases_nothing_when_no_more_posts_wait(held, newcomer, settings):
    """A-VO-11: what waits is looked at, whatever the operator has chosen since."""
    settings.HOLD = "off"

    edit_answer(answer=held, by=newcomer, version=1, body=LINKED.replace("now", "today"))

    assert waits(held)


def test_title_of_a_held_question_can_change_while_its_links_wait(newcomer, trusted):
    question = make_question(author=newcomer, body=LINKED)

    edit_question(question=question, by=trusted, version=1, title="Box blinks", body=LINKED)

    question.refresh_from_db()
    assert question.title == "Box blinks"
    assert LINK not in question.body_html


def test_edit_that_takes_them_out_ends_the_waiting(held, trusted):
    edit_answer(answer=held, by=trusted, version=1, body="Please hold the button.")

    held.refresh_from_db()
    assert held.links_held_at is None


def test_author_who_is_trusted_by_now_releases_them_by_his_edit(held, newcomer):
    author = _trust(newcomer)

    edit_answer(answer=held, by=author, version=1, body=LINKED.replace("now", "today"))

    held.refresh_from_db()
    assert held.links_held_at is None
    assert LINK in held.body_html


def test_hidden_and_shown_again_they_still_wait(held, newcomer, moderator, settings):
    """A-VO-11: also where the whole post had to wait meanwhile."""
    settings.HOLD, settings.HOLD_WORDS = "words", ["pills"]
    edit_answer(answer=held, by=newcomer, version=1, body=f"{LINKED} Cheap pills.")
    hide_post(post=held, by=moderator, reason="other", explanation="See the rules.")

    restore_post(post=held, by=moderator, explanation="It is fine.")

    assert waits(held)


@pytest.mark.parametrize("where", ["question", "answer"])
def test_no_article_is_made_of_what_no_moderator_has_looked_at(
    newcomer, moderator, curator, client_of, where
):
    """A-VO-11: in an article they would be links again."""
    question = make_question(author=newcomer, body=LINKED if where == "question" else "It blinks.")
    body = LINKED if where == "answer" else "Hold the button."
    answer = make_answer(question=question, author=newcomer, body=body)

    with pytest.raises(CannotPromote, match="moderator"):
        promote_answer(answer=answer, by=curator)
    page = client_of(curator).post(reverse("knowledge:promote", args=[answer.pk]), follow=True)
    assert "A moderator has to look at the links in it first." in page.text
    assert not Article.objects.exists()
    release_post(post=question if where == "question" else answer, by=moderator)

    article = promote_answer(answer=answer, by=curator)
    assert LINK in article.applies_html + article.solution_html
