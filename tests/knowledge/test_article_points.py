"""Thirty points for each answer that became an article: once, and back if it was wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from community.actions.hiding import hide_post, restore_post
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article, unpublish_article
from knowledge.actions.retiring import bring_back_article, retire_article
from knowledge.actions.sources import add_source, remove_source
from tests.factories import make_answer, make_article, make_user


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def points_of(person: User) -> int:
    return User.objects.get(pk=person.pk).points


def hide(post, moderator) -> None:
    hide_post(post=post, by=moderator, reason="other", explanation="See the house rules.")


def test_hidden_source_earns_nothing_when_another_one_is_added(curator, helper, moderator):
    article = make_article(answer=make_answer(author=helper))
    hidden = article.sources.get().answer
    hide(hidden, moderator)
    assert points_of(helper) == 0

    add_source(article=article, answer=make_answer(), by=curator)

    assert points_of(helper) == 0
    restore_post(post=hidden, by=moderator, explanation="It was harmless.")
    assert points_of(helper) == 30


def test_source_of_a_hidden_thread_earns_nothing_when_another_one_is_added(
    curator, helper, moderator
):
    article = make_article(answer=make_answer(author=helper))
    thread = article.sources.get().question
    hide(thread, moderator)
    before = points_of(helper)

    add_source(article=article, answer=make_answer(), by=curator)

    assert points_of(helper) == before
    restore_post(post=thread, by=moderator, explanation="It was harmless.")
    assert points_of(helper) == 30


def test_source_that_is_added_later_earns_once(curator, helper, second):
    article = make_article()
    answer = make_answer(author=helper)
    source = add_source(article=article, answer=answer, by=curator)
    assert points_of(helper) == 30

    remove_source(article=article, source=source, by=curator)
    assert points_of(helper) == 0
    add_source(article=article, answer=answer, by=curator)

    assert points_of(helper) == 30


def test_source_that_moves_to_another_article_after_a_month_earns_no_more(curator, helper):
    article, other = make_article(), make_article()
    answer = make_answer(author=helper)
    source = add_source(article=article, answer=answer, by=curator)
    later = timezone.now() + timedelta(days=31)

    remove_source(article=article, source=source, by=curator, now=later)
    add_source(article=other, answer=answer, by=curator, now=later)

    assert points_of(helper) == 30


def test_article_that_was_wrong_comes_back_and_earns_once_again(curator, helper, second):
    article = make_article(answer=make_answer(author=helper))
    retire_article(article=article, by=curator, retired_as="wrong")
    assert points_of(helper) == 0
    bring_back_article(article=article, by=curator)

    approve_article(article=article, by=second)
    unpublish_article(article=article, by=curator)
    approve_article(article=article, by=second)

    assert points_of(helper) == 30


def test_wrong_one_gives_back_what_a_hidden_source_would_get_again(curator, helper, moderator):
    article = make_article(answer=make_answer(author=helper))
    hidden = article.sources.get().answer
    hide(hidden, moderator)
    retire_article(article=article, by=curator, retired_as="wrong")

    restore_post(post=hidden, by=moderator, explanation="It was harmless.")

    assert points_of(helper) == 0


def test_draft_promoted_by_the_answerer_himself_earns_from_the_second_person(helper, second):
    """He wrote an answer as a customer; that he curates too makes it no worse."""
    article = promote_answer(answer=make_answer(author=helper), by=make_user(roles="curator"))

    approve_article(article=article, by=second)

    assert points_of(helper) == 30
