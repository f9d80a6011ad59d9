"""A confirmation is taken back by whoever made it, as long as nothing happened since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.actions.doubting import raise_doubt
from knowledge.actions.publishing import publish_at_once
from knowledge.actions.reviewing import CannotReview, confirm_article
from knowledge.actions.unconfirming import Check, check_of, take_back_confirmation
from knowledge.models import Article, Doubt
from tests.factories import make_article, make_user
from tests.knowledge.acts import save

pytestmark = pytest.mark.django_db
State = Article.State


@pytest.fixture
def second():
    return make_user(roles="curator")


def confirmed(article: Article, by) -> tuple[Article, Check]:
    """With what it said of its last check before."""
    former = check_of(Article.objects.get(pk=article.pk))
    return confirm_article(article=article, by=by), former


def take_back(article: Article, former: Check, *, by) -> None:
    take_back_confirmation(article=article, by=by, confirmed_at=article.checked_at, former=former)
    article.refresh_from_db()


def test_doubts_are_open_again_and_the_check_is_the_former_one(second):
    article = make_article()
    raise_doubt(article=article, cause=Doubt.Cause.REVIEW_DUE)
    article, former = confirmed(article, second)

    take_back(article, former, by=second)

    assert article.state == State.NEEDS_REVIEW
    assert article.doubts.open().get().cause == Doubt.Cause.REVIEW_DUE
    assert check_of(article) == former


def test_doubt_that_was_raised_anew_stands_once(second):
    article = make_article()
    raise_doubt(article=article, cause=Doubt.Cause.REVIEW_DUE)
    article, former = confirmed(article, second)
    raise_doubt(article=article, cause=Doubt.Cause.REVIEW_DUE)

    take_back(article, former, by=second)

    assert article.doubts.open().count() == 1
    assert article.state == State.NEEDS_REVIEW


def test_nobody_takes_back_what_somebody_else_confirmed(second):
    """A-AZ-10"""
    article, former = confirmed(make_article(), second)

    for other in (make_user(roles="curator"), make_user(roles="administrator"), make_user()):
        with pytest.raises(CannotReview):
            take_back(article, former, by=other)

    assert Article.objects.get(pk=article.pk).checked_by == second


def test_confirmation_is_not_taken_back_after_the_next_one(second):
    article, former = confirmed(make_article(), second)
    later = timezone.now() + timedelta(minutes=1)
    confirm_article(article=article, by=second, now=later)

    with pytest.raises(CannotReview):
        take_back(article, former, by=second)

    assert Article.objects.get(pk=article.pk).checked_at == later


def test_second_person_who_takes_it_back_has_not_looked(curator, second):
    """A-AZ-10: what was published alone waits again, by the time it had."""
    article = make_article(by=curator)
    save(article, by=curator, solution="Do not touch it.")
    publish_at_once(article=article, by=curator, why="dangerous")
    article, former = confirmed(article, second)

    take_back(article, former, by=second)

    assert article.check_due_at == former.due_at is not None
    assert article.doubts.open().filter(cause=Doubt.Cause.PUBLISHED_ALONE).exists()
    assert article.revisions.get(number=article.version).reviewer is None
