"""What was taken from its readers has lost its approval: it comes back with the word of somebody
who did not write it (PRODUCT, section 3, “Life of an article”)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import (
    CannotPublish,
    approve_article,
    publish_at_once,
    unpublish_article,
)
from knowledge.actions.retiring import bring_back_article, retire_article
from knowledge.actions.reviewing import confirm_article, submit_article
from knowledge.actions.scheduling import publish_due, schedule_article, unschedule_article
from knowledge.models import Article, Doubt
from tests.factories import make_answer, make_user
from tests.knowledge.acts import save

TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


@pytest.fixture
def third(db):
    return make_user(roles="curator")


@pytest.fixture
def draft(curator) -> Article:
    return promote_answer(answer=make_answer(), by=curator)


@pytest.fixture
def published(draft, second) -> Article:
    return approve_article(article=draft, by=second)


def unpublished(article: Article, by) -> Article:
    return unpublish_article(article=article, by=by, why="It is wrong.")


def retired_and_back(article: Article, by) -> Article:
    article = retire_article(article=article, by=by, retired_as="wrong")
    return bring_back_article(article=article, by=by)


taken_out = pytest.mark.parametrize("take_out", [unpublished, retired_and_back])


@taken_out
def test_writer_does_not_put_his_text_back_alone(published, curator, second, take_out):
    article = take_out(published, second)

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)
    with pytest.raises(CannotPublish):
        schedule_article(article=article, by=curator, at=TOMORROW)


@taken_out
def test_writer_does_not_put_back_what_he_took_out_himself(published, curator, take_out):
    article = take_out(published, curator)

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)


@taken_out
def test_who_did_not_write_it_puts_it_back(published, second, third, take_out):
    article = take_out(published, second)

    approve_article(article=article, by=third)

    article.refresh_from_db()
    assert article.is_public
    assert article.revisions.get().reviewer == third


@taken_out
def test_writer_may_approve_what_another_one_made_of_it(published, curator, second, take_out):
    """Two people have had their hands in it, and none of them alone."""
    article = take_out(published, second)
    save(article, by=second, solution="Rather do that.")

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=second)
    assert approve_article(article=article, by=curator).is_public


def test_typing_error_makes_nobody_the_writer(published, curator, second):
    save(published, by=curator, solution="Restart the router first.")
    approve_article(article=published, by=second)
    save(published, by=second, solution="Restart the routers first.", significance="typo")
    article = unpublished(published, second)

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)
    assert approve_article(article=article, by=second).is_public


def test_company_with_one_curator_puts_back_alone_and_says_so(published, curator, settings):
    settings.FOUR_EYES = False
    article = unpublished(published, curator)

    approve_article(article=article, by=curator)

    revision = article.revisions.get()
    assert revision.reviewer is None
    assert revision.reviewed_at is not None


def test_put_back_at_once_it_waits_for_who_did_not_write_it(published, curator, second, third):
    article = unpublished(published, second)
    publish_at_once(article=article, by=third, why="dangerous")

    confirm_article(article=article, by=curator)

    article.refresh_from_db()
    assert article.check_due_at is not None
    assert article.doubts.open().filter(cause=Doubt.Cause.PUBLISHED_ALONE).exists()
    assert article.revisions.get().reviewer == second
    confirm_article(article=article, by=second)
    assert not article.doubts.open().exists()


def test_put_back_at_once_by_its_writer_he_is_no_reviewer(published, curator, second):
    article = unpublished(published, second)
    publish_at_once(article=article, by=curator, why="dangerous")

    confirm_article(article=article, by=curator)

    assert article.revisions.get().reviewer == second


def test_approved_for_later_after_it_was_taken_out(published, curator, second, third):
    article = unpublished(published, second)
    schedule_article(article=article, by=third, at=TOMORROW)
    schedule_article(article=article, by=curator, at=TOMORROW + timedelta(hours=1))

    assert publish_due(now=TOMORROW + timedelta(hours=2)) == 1

    article.refresh_from_db()
    assert article.checked_by == third


def test_approval_for_later_taken_back_leaves_the_writer_alone(published, curator, second, third):
    article = unpublished(published, second)
    schedule_article(article=article, by=third, at=TOMORROW)
    unschedule_article(article=article, by=curator)

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)


def test_what_was_approved_for_later_is_brought_forward_in_the_name_of_who_approved_it(
    draft, curator, second
):
    submit_article(article=draft, by=curator)
    schedule_article(article=draft, by=second, at=TOMORROW)

    approve_article(article=draft, by=curator)

    draft.refresh_from_db()
    assert draft.is_public
    assert draft.checked_by == second
    assert draft.revisions.get().reviewer == second


def test_approval_for_later_ends_with_retirement(draft, curator, second):
    schedule_article(article=draft, by=second, at=TOMORROW)

    article = retired_and_back(draft, second)

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)
