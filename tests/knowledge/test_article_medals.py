"""Medals for answers that outlive their thread."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import medals
from accounts.actions.medals import award_medals
from accounts.models import Affiliation, MedalAward, User
from knowledge.actions.publishing import unpublish_article
from knowledge.models import Article
from tests.factories import hide, make_affiliation, make_answer, make_article, make_user


def held_by(user: User) -> set[str]:
    award_medals(people=[user.pk])
    return set(MedalAward.objects.filter(user=user).values_list("medal", flat=True))


def test_answer_that_became_an_article(helper):
    make_article(answer=make_answer(author=helper))

    assert held_by(helper) == {"article"}


def test_article_that_was_taken_back_counts_no_more(helper, curator):
    article = make_article(answer=make_answer(author=helper), by=curator)
    unpublish_article(article=article, by=curator)

    assert held_by(helper) == set()


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_source_counts_for_nothing(helper, what):
    answer = make_answer(author=helper)
    make_article(answer=answer)
    hide(answer if what == "answer" else answer.question)

    assert held_by(helper) == set()


def test_source_written_for_the_company_counts_for_nothing(helper):
    """A-BG-16: not even after leaving."""
    make_affiliation(user=helper)
    make_article(answer=make_answer(author=helper))
    Affiliation.objects.update(ended_at=timezone.now())

    assert held_by(helper) == set()


def test_article_in_use_for_a_year(helper, stranger):
    for user, days in ((helper, 366), (stranger, 364)):
        article = make_article(answer=make_answer(author=user))
        published_at = timezone.now() - timedelta(days=days)
        Article.objects.filter(pk=article.pk).update(published_at=published_at)

    assert "lasting-article" in held_by(helper)
    assert "lasting-article" not in held_by(stranger)


def test_ten_articles_are_not_nine(helper):
    for _ in range(9):
        make_article(answer=make_answer(author=helper))
    assert "ten-articles" not in held_by(helper)
    assert medals.counts_of(helper.pk)["ten-articles"] == 9

    make_article(answer=make_answer(author=helper))

    assert "ten-articles" in held_by(helper)


def test_worker_looks_at_authors_of_sources(helper):
    make_article(answer=make_answer(author=helper))
    idle = make_user()

    due = medals.moved_since(timezone.now() - timedelta(hours=1))

    assert helper.pk in due
    assert idle.pk not in due
