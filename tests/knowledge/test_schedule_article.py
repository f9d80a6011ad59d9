"""What was approved goes public by itself, at its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.audit.models import AuditRecord
from knowledge.actions.editing import ChangedMeanwhile
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import CannotPublish, approve_article
from knowledge.actions.reviewing import return_article
from knowledge.actions.scheduling import publish_due, schedule_article, unschedule_article
from knowledge.models import Article, Revision
from knowledge.tasks import publish_due_articles
from tests.factories import hide, make_answer, make_article, make_user
from tests.knowledge.acts import save

State = Article.State
DAY = timedelta(days=1)


@pytest.fixture
def draft(curator, helper) -> Article:
    return promote_answer(answer=make_answer(author=helper), by=curator)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


@pytest.fixture
def tomorrow():
    return timezone.now() + DAY


def state_of(article: Article) -> str:
    article.refresh_from_db()
    return article.state


def test_approved_article_waits_for_its_time_and_then_goes_public(draft, second, tomorrow, helper):
    schedule_article(article=draft, by=second, at=tomorrow)

    assert publish_due(now=tomorrow - timedelta(seconds=1)) == 0
    assert state_of(draft) == State.IN_REVIEW
    assert publish_due(now=tomorrow) == 1
    assert publish_due(now=tomorrow) == 0

    assert state_of(draft) == State.PUBLISHED
    assert (draft.published_at, draft.publish_at) == (tomorrow, None)
    assert draft.checked_by == second
    assert draft.checked_at < tomorrow
    helper.refresh_from_db()
    assert helper.points == 30
    assert Revision.objects.get(article=draft).reviewer == second


def test_who_wrote_it_may_not_schedule_it(draft, curator, tomorrow):
    with pytest.raises(CannotPublish):
        schedule_article(article=draft, by=curator, at=tomorrow)


def test_approved_one_gets_another_time_from_any_curator(draft, curator, second, tomorrow):
    schedule_article(article=draft, by=second, at=tomorrow)

    schedule_article(article=draft, by=curator, at=tomorrow + DAY)

    draft.refresh_from_db()
    assert (draft.publish_at, draft.approved_by) == (tomorrow + DAY, second)


def test_edit_takes_the_approval_back(draft, curator, second, tomorrow):
    schedule_article(article=draft, by=second, at=tomorrow)

    save(draft, by=curator, solution="Do this.")

    assert publish_due(now=tomorrow) == 0
    assert state_of(draft) == State.IN_REVIEW
    with pytest.raises(CannotPublish):
        schedule_article(article=draft, by=curator, at=tomorrow)


def test_unscheduled_article_waits_in_review_again(draft, curator, second, tomorrow):
    schedule_article(article=draft, by=second, at=tomorrow)

    for _ in range(2):
        unschedule_article(article=draft, by=curator)

    assert publish_due(now=tomorrow) == 0
    assert state_of(draft) == State.IN_REVIEW
    assert draft.approved_by is None


def test_sent_back_article_is_not_published_at_its_time(draft, second, tomorrow):
    schedule_article(article=draft, by=second, at=tomorrow)

    return_article(article=draft, by=second, note="Not yet.")

    assert publish_due(now=tomorrow) == 0
    assert state_of(draft) == State.DRAFT


def test_article_whose_source_was_hidden_waits_with_a_note_and_hinders_no_other(
    draft, curator, second, tomorrow
):
    """A-AZ-09"""
    other = promote_answer(answer=make_answer(), by=curator)
    for article in (draft, other):
        schedule_article(article=article, by=second, at=tomorrow)
    hide(draft.sources.get().answer)

    assert publish_due(now=tomorrow) == 1

    assert state_of(draft) == State.IN_REVIEW
    assert "hidden" in draft.returned_note
    assert draft.publish_at is None
    assert state_of(other) == State.PUBLISHED


def test_scheduled_article_can_be_published_before_its_time(draft, second, tomorrow):
    schedule_article(article=draft, by=second, at=tomorrow)

    approve_article(article=draft, by=second)

    assert state_of(draft) == State.PUBLISHED
    assert publish_due(now=tomorrow) == 0


def test_time_has_to_lie_ahead(draft, second):
    now = timezone.now()
    with pytest.raises(CannotPublish):
        schedule_article(article=draft, by=second, at=now, now=now)


def test_public_article_of_which_nothing_waits_is_not_scheduled(second, tomorrow):
    with pytest.raises(CannotPublish):
        schedule_article(article=make_article(), by=second, at=tomorrow)


def test_nobody_schedules_what_he_has_not_read(draft, curator, second, tomorrow):
    save(draft, by=curator, solution="Something else.")

    with pytest.raises(ChangedMeanwhile):
        schedule_article(article=draft, by=second, at=tomorrow, version=1)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_schedule_and_unschedule(draft, second, tomorrow, roles):
    """A-AZ-10: both directions."""
    other = make_user(roles=roles)
    with pytest.raises(CannotPublish):
        schedule_article(article=draft, by=other, at=tomorrow)
    schedule_article(article=draft, by=second, at=tomorrow)

    with pytest.raises(CannotPublish):
        schedule_article(article=draft, by=other, at=tomorrow + DAY)
    with pytest.raises(CannotPublish):
        unschedule_article(article=draft, by=other)


def test_worker_publishes_what_is_due(draft, second):
    yesterday = timezone.now() - DAY
    schedule_article(article=draft, by=second, at=yesterday, now=yesterday - DAY)

    publish_due_articles()

    assert state_of(draft) == State.PUBLISHED
    assert AuditRecord.objects.filter(act="article-published").count() == 1
