from datetime import timedelta

import pytest
from django.utils import timezone

from config.events.models import Event
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.pending import pending_of
from knowledge.actions.promotion import promote_answer
from knowledge.actions.reviewing import (
    CannotReview,
    confirm_article,
    hand_over_article,
    plan_review,
    return_article,
    submit_article,
)
from knowledge.models import Article, Doubt
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import approve, save


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
    assert Event.objects.filter(name="knowledge.ArticleSubmitted").count() == 1


def test_change_of_a_published_article_is_submitted_once(published, curator):
    save(published, by=curator, solution="Do this.")
    at = timezone.now()

    for minutes in range(2):
        submit_article(article=published, by=curator, now=at + timedelta(minutes=minutes))

    assert pending_of(published).submitted_at == at
    published.refresh_from_db()
    assert published.state == Article.State.PUBLISHED


def test_published_article_without_a_change_is_not_submitted(published, curator):
    with pytest.raises(CannotReview):
        submit_article(article=published, by=curator)


def test_draft_is_sent_back_with_what_is_missing(draft, curator):
    submit_article(article=draft, by=curator)

    return_article(article=draft, by=make_user(roles="curator"), note=" Which router? ")

    draft.refresh_from_db()
    assert (draft.state, draft.returned_note) == (Article.State.DRAFT, "Which router?")
    submit_article(article=draft, by=curator)
    draft.refresh_from_db()
    assert draft.returned_note == ""


def test_change_is_sent_back_with_what_is_missing(published, curator):
    save(published, by=curator, solution="Do this.")
    submit_article(article=published, by=curator)

    return_article(article=published, by=make_user(roles="curator"), note="Which router?")

    waiting = pending_of(published)
    assert (waiting.submitted_at, waiting.returned_note) == (None, "Which router?")


@pytest.mark.parametrize("note", ["", "  \n"])
def test_nothing_is_sent_back_without_a_word_why(draft, curator, note):
    submit_article(article=draft, by=curator)

    with pytest.raises(CannotReview):
        return_article(article=draft, by=make_user(roles="curator"), note=note)


def test_what_was_not_submitted_is_not_sent_back(draft, published, curator):
    save(published, by=curator, solution="Do this.")

    for article in (draft, published):
        with pytest.raises(CannotReview):
            return_article(article=article, by=make_user(roles="curator"), note="Which router?")


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_others_may_neither_submit_nor_return_nor_hand_over_nor_plan(draft, curator, roles):
    other = make_user(roles=roles)
    with pytest.raises(CannotReview):
        submit_article(article=draft, by=other)
    submit_article(article=draft, by=curator)

    with pytest.raises(CannotReview):
        return_article(article=draft, by=other, note="No.")
    with pytest.raises(CannotReview):
        hand_over_article(article=draft, to=other, by=other)
    with pytest.raises(CannotReview):
        plan_review(article=draft, on=timezone.localdate(), by=other)


def test_article_is_handed_over_to_another_owner(draft, curator, employee):
    article = hand_over_article(article=draft, to=employee, by=curator)

    assert article.owner == employee


def test_day_to_look_again_is_set_and_taken_away(published, curator):
    day = timezone.localdate() + timedelta(days=40)

    for on in (day, None):
        plan_review(article=published, on=on, by=curator)
        published.refresh_from_db()
        assert published.review_on == on


def test_employee_confirms_what_somebody_else_wrote(published):
    expert = make_user(roles="employee")
    later = timezone.now() + timedelta(days=200)
    raise_doubt(article=published, cause=Doubt.Cause.REVIEW_DUE)

    article = confirm_article(article=published, by=expert, now=later)

    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert (article.checked_by, article.checked_at) == (expert, later)
    assert not article.doubts.open().exists()


def test_confirmed_article_waits_a_year_for_the_next_look(published):
    expert = make_user(roles="employee")
    later = timezone.now() + timedelta(days=400)

    confirm_article(article=published, by=expert, now=later)

    published.refresh_from_db()
    assert published.review_on == timezone.localdate(later) + timedelta(days=365)


def test_who_confirms_it_later_is_not_who_approved_it(published, curator):
    """L-AU-04"""
    approved_by = published.revisions.get().reviewer

    confirm_article(article=published, by=make_user(roles="curator"))

    assert published.revisions.get().reviewer == approved_by is not None


def test_confirming_does_not_approve_what_waits(published, curator):
    save(published, by=curator, solution="Do this.")

    confirm_article(article=published, by=curator)

    published.refresh_from_db()
    assert published.solution != "Do this."
    assert pending_of(published)
    assert approve(published).solution == "Do this."


def test_stranger_may_not_confirm(published, stranger):
    with pytest.raises(CannotReview):
        confirm_article(article=published, by=stranger)


def test_draft_cannot_be_confirmed(draft, curator):
    with pytest.raises(CannotReview):
        confirm_article(article=draft, by=curator)
