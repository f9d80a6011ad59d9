"""No way round the second person: a text that somebody sent back, took back, or changed letter by
letter is not what was approved (PRODUCT, section 3, “Life of an article”)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.editing import edit_answer
from knowledge.actions.editing import CannotEdit
from knowledge.actions.promotion import CannotPromote, discard_draft, promote_answer
from knowledge.actions.publishing import (
    CannotPublish,
    approve_article,
    publish_at_once,
    unpublish_article,
)
from knowledge.actions.reviewing import confirm_article, return_article, submit_article
from knowledge.actions.scheduling import publish_due, schedule_article, unschedule_article
from knowledge.models import Article, Doubt
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import approve, save

WORDS = "alder birch cedar daisy elder fern gorse hazel ivory juniper koala laurel".split()


@pytest.fixture
def second(db):
    return make_user(roles="curator")


@pytest.fixture
def draft(curator):
    return promote_answer(answer=make_answer(), by=curator)


@pytest.fixture
def scheduled(draft, curator, second):
    submit_article(article=draft, by=curator)
    tomorrow = timezone.now() + timedelta(days=1)
    return schedule_article(article=draft, by=second, at=tomorrow)


def test_what_was_sent_back_is_not_approved_by_who_wrote_it(scheduled, curator, second):
    return_article(article=scheduled, by=second, note="The second step is wrong.")

    with pytest.raises(CannotPublish):
        approve_article(article=scheduled, by=curator)


def test_approval_that_was_taken_back_does_not_count(scheduled, curator, second):
    unschedule_article(article=scheduled, by=second)

    with pytest.raises(CannotPublish):
        approve_article(article=scheduled, by=curator)


def test_approval_taken_back_leaves_what_readers_once_got_in_the_history(curator, second):
    """Somebody looked at it then, and that stays true."""
    article = make_article(by=curator)
    approved = article.revisions.get()
    save(article, by=curator, solution="Now something else.")
    approve(article)

    assert article.revisions.get(pk=approved.pk).reviewer is not None


def test_typing_errors_one_after_the_other_rewrite_nothing(curator):
    """Each changes three words; together they would be another text."""
    article = make_article(by=curator)
    save(article, by=curator, solution=" ".join(WORDS))
    approve(article)

    text = list(WORDS)
    refused = 0
    for place, word in enumerate(WORDS):
        text[place] = f"{word}s"
        try:
            save(article, by=curator, solution=" ".join(text), significance="typo")
        except CannotEdit:
            refused += 1

    assert 0 < refused < len(WORDS)
    article.refresh_from_db()
    assert article.solution.split()[-1] == WORDS[-1]


def test_source_edited_after_the_approval_is_not_settled_by_the_clock(
    draft, second, deliver_events
):
    """Nobody looked at it since: it goes public, and to the curators."""
    now = timezone.now()
    schedule_article(article=draft, by=second, at=now + timedelta(days=1))
    source = draft.sources.get().answer
    edit_answer(answer=source, by=source.author, version=source.version, body="Rather don't.")
    deliver_events()

    publish_due(now=now + timedelta(days=2))

    draft.refresh_from_db()
    assert draft.state == Article.State.NEEDS_REVIEW
    assert [each.cause for each in draft.doubts.open()] == [Doubt.Cause.SOURCE_EDITED]


def test_approval_for_later_settles_what_was_in_doubt_until_then(draft, second, deliver_events):
    source = draft.sources.get().answer
    edit_answer(answer=source, by=source.author, version=source.version, body="Rather don't.")
    deliver_events()
    assert draft.doubts.open().exists()
    now = timezone.now()
    schedule_article(article=draft, by=second, at=now + timedelta(days=1))

    publish_due(now=now + timedelta(days=2))

    draft.refresh_from_db()
    assert draft.state == Article.State.PUBLISHED
    assert not draft.doubts.open().exists()


def test_doubted_draft_that_goes_out_alone_still_needs_review(draft, curator, deliver_events):
    source = draft.sources.get().answer
    edit_answer(answer=source, by=source.author, version=source.version, body="Rather don't.")
    deliver_events()

    publish_at_once(article=draft, by=curator, why="dangerous")

    draft.refresh_from_db()
    assert draft.state == Article.State.NEEDS_REVIEW


def test_administrator_discards_no_words_of_others(draft, administrator):
    with pytest.raises(CannotPromote):
        discard_draft(article=draft, by=administrator)


def test_what_readers_once_got_is_not_discarded_by_who_wrote_it(curator):
    article = unpublish_article(article=make_article(by=curator), by=curator)

    with pytest.raises(CannotPromote):
        discard_draft(article=article, by=curator)

    assert Article.objects.filter(pk=article.pk).exists()


def test_administrator_is_no_second_person_for_himself(administrator):
    own = promote_answer(answer=make_answer(), by=administrator)

    with pytest.raises(CannotPublish):
        approve_article(article=own, by=administrator)


def test_two_curators_can_each_look_at_what_the_other_one_wrote(draft, curator, second):
    """What somebody wrote for later makes him no writer of what readers get now."""
    publish_at_once(article=draft, by=curator, why="dangerous")
    save(draft, by=second, solution="Said better.")

    confirm_article(article=draft, by=second)

    draft.refresh_from_db()
    assert draft.check_due_at is None
    assert not draft.doubts.open().exists()
    assert draft.revisions.get(number=draft.version).reviewer == second
    approve_article(article=draft, by=curator)
    draft.refresh_from_db()
    assert draft.solution == "Said better."


def test_who_published_alone_is_no_second_person_by_what_waits(draft, curator, second):
    publish_at_once(article=draft, by=curator, why="dangerous")
    save(draft, by=second, solution="Said better.")

    confirm_article(article=draft, by=curator)

    assert draft.doubts.open().filter(cause=Doubt.Cause.PUBLISHED_ALONE).exists()
    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=curator)
