from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.actions.promotion import promote_answer
from knowledge.actions.reviewing import (
    CannotReview,
    confirm_article,
    hand_over_article,
    submit_article,
)
from knowledge.models import Article
from tests.factories import make_answer, make_article, make_user


@pytest.fixture
def draft(curator) -> Article:
    return promote_answer(answer=make_answer(), by=curator)


@pytest.fixture
def published(curator) -> Article:
    return make_article(by=curator)


def test_draft_is_submitted_once(draft, curator):
    for _ in range(2):
        draft = submit_article(article=draft, by=curator)

    assert draft.state == Article.State.IN_REVIEW


def test_published_article_is_not_submitted(published, curator):
    with pytest.raises(CannotReview):
        submit_article(article=published, by=curator)


def test_stranger_may_not_submit_or_hand_over(draft, stranger):
    with pytest.raises(CannotReview):
        submit_article(article=draft, by=stranger)
    with pytest.raises(CannotReview):
        hand_over_article(article=draft, to=stranger, by=stranger)


def test_article_is_handed_over_to_another_owner(draft, curator, employee):
    article = hand_over_article(article=draft, to=employee, by=curator)

    assert article.owner == employee


def test_employee_confirms_what_somebody_else_wrote(published):
    expert = make_user(roles="employee")
    later = timezone.now() + timedelta(days=200)
    Article.objects.filter(pk=published.pk).update(state=Article.State.NEEDS_REVIEW)

    article = confirm_article(article=published, by=expert, now=later)

    assert article.state == Article.State.PUBLISHED
    assert (article.checked_by, article.checked_at) == (expert, later)


def test_stranger_may_not_confirm(published, stranger):
    with pytest.raises(CannotReview):
        confirm_article(article=published, by=stranger)


def test_draft_cannot_be_confirmed(draft, curator):
    with pytest.raises(CannotReview):
        confirm_article(article=draft, by=curator)
