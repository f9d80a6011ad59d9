"""A change of a published article that was approved goes to its readers at its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge import queues
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.pending import discard_pending
from knowledge.actions.publishing import (
    CannotPublish,
    approve_article,
    publish_at_once,
    unpublish_article,
)
from knowledge.actions.retiring import bring_back_article, retire_article
from knowledge.actions.reviewing import return_article, submit_article
from knowledge.actions.scheduling import publish_due, schedule_article, unschedule_article
from knowledge.models import Article, Doubt, PendingRevision
from tests.factories import hide, make_article, make_user
from tests.knowledge.acts import save

State = Article.State
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


@pytest.fixture
def article(curator) -> Article:
    return make_article(by=curator)


@pytest.fixture
def scheduled(article, curator, second) -> Article:
    save(article, by=curator, solution="From tomorrow on.")
    submit_article(article=article, by=curator)
    return schedule_article(article=article, by=second, at=TOMORROW)


def read_by_readers(article: Article) -> str:
    article.refresh_from_db()
    return article.solution


def test_readers_get_it_at_its_time_and_not_before(scheduled, second):
    assert read_by_readers(scheduled) != "From tomorrow on."
    assert publish_due(now=TOMORROW - timedelta(seconds=1)) == 0

    assert publish_due(now=TOMORROW) == 1
    assert publish_due(now=TOMORROW) == 0

    assert read_by_readers(scheduled) == "From tomorrow on."
    assert (scheduled.publish_at, scheduled.approved_by) == (None, None)
    assert (scheduled.revised_at, scheduled.checked_by) == (TOMORROW, second)
    assert not PendingRevision.objects.exists()


def test_who_wrote_the_change_may_not_schedule_it(article, curator):
    save(article, by=curator, solution="From tomorrow on.")

    with pytest.raises(CannotPublish):
        schedule_article(article=article, by=curator, at=TOMORROW)


def test_change_that_was_not_sent_to_review_is_in_review_once_it_is_called_back(
    article, curator, second
):
    save(article, by=curator, solution="From tomorrow on.")
    schedule_article(article=article, by=second, at=TOMORROW)

    unschedule_article(article=article, by=curator)

    assert article.pending_revision.submitted_at is not None
    assert publish_due(now=TOMORROW) == 0
    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)


def test_edit_takes_the_approval_back(scheduled, curator):
    save(scheduled, by=curator, solution="Or rather not.")

    assert publish_due(now=TOMORROW) == 0
    with pytest.raises(CannotPublish):
        approve_article(article=scheduled, by=curator)


def test_typing_error_joins_it_and_takes_the_approval_back(scheduled, second):
    save(scheduled, by=second, solution="From tomorrow onn.", significance="typo")

    assert publish_due(now=TOMORROW) == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda article, by: return_article(article=article, by=by, note="No."),
        lambda article, by: discard_pending(article=article, by=by),
        lambda article, by: unpublish_article(article=article, by=by),
        lambda article, by: retire_article(article=article, by=by, retired_as="outdated"),
        lambda article, by: publish_at_once(article=article, by=by, why="wrong"),
        lambda article, by: approve_article(article=article, by=by),
    ],
    ids=["returned", "discarded", "unpublished", "retired", "at once", "sooner"],
)
def test_whatever_else_becomes_of_it_its_time_is_over(scheduled, second, act):
    act(scheduled, second)

    scheduled.refresh_from_db()
    assert (scheduled.publish_at, scheduled.approved_by) == (None, None)
    assert publish_due(now=TOMORROW) == 0


@pytest.mark.parametrize("take_out", [unpublish_article, None])
def test_taken_from_its_readers_it_is_approved_by_nobody(scheduled, curator, second, take_out):
    if take_out:
        article = take_out(article=scheduled, by=second)
    else:
        retire_article(article=scheduled, by=second, retired_as="outdated")
        article = bring_back_article(article=scheduled, by=second)

    with pytest.raises(CannotPublish):
        approve_article(article=article, by=curator)


def test_doubt_stands_until_readers_get_the_new_text(article, curator, second):
    raise_doubt(article=article, cause=Doubt.Cause.SOURCE_EDITED)
    save(article, by=curator, solution="From tomorrow on.")
    schedule_article(article=article, by=second, at=TOMORROW)
    assert Article.objects.get(pk=article.pk).state == State.NEEDS_REVIEW

    publish_due(now=TOMORROW)

    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert not article.doubts.open().exists()


def test_doubt_that_was_raised_since_the_approval_stays(scheduled):
    later = timezone.now() + timedelta(hours=1)
    raise_doubt(article=scheduled, cause=Doubt.Cause.SOURCE_EDITED, now=later)

    publish_due(now=TOMORROW)

    scheduled.refresh_from_db()
    assert scheduled.state == State.NEEDS_REVIEW
    assert scheduled.solution == "From tomorrow on."


def test_change_whose_source_was_hidden_waits_with_a_note(scheduled):
    """A-AZ-09"""
    hide(scheduled.sources.get().answer)

    assert publish_due(now=TOMORROW) == 0

    assert "hidden" in scheduled.pending_revision.returned_note
    assert read_by_readers(scheduled) != "From tomorrow on."
    assert scheduled.returned_note == ""


def test_scheduled_ones_wait_for_no_reviewer(scheduled, curator, article):
    draft = make_article(by=curator)
    unpublish_article(article=draft, by=curator)
    schedule_article(article=draft, by=make_user(roles="curator"), at=TOMORROW)

    counts = queues.open_counts(curator)
    assert (counts["review"], counts["drafts"]) == (0, 2)
    assert list(queues.QUEUES["review"].page(curator, {}).items) == []
    listed = queues.QUEUES["drafts"].page(curator, {}).items
    assert {each.pk for each in listed} == {scheduled.pk, draft.pk}

    unschedule_article(article=scheduled, by=curator)

    counts = queues.open_counts(curator)
    assert (counts["review"], counts["drafts"]) == (1, 1)
