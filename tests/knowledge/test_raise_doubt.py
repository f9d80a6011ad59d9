"""Why somebody has to look at an article again, and that somebody did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.events.models import Event
from config.recount import compared
from knowledge.actions.doubting import CannotFlag, flag_article, raise_doubt, settle_doubts
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article, publish_at_once, unpublish_article
from knowledge.actions.retiring import retire_article
from knowledge.actions.reviewing import confirm_article
from knowledge.models import Article, Doubt
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import save

Cause = Doubt.Cause
State = Article.State


@pytest.fixture
def article(curator) -> Article:
    return make_article(by=curator)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def test_doubt_stands_once_for_each_thing_it_is_about(article):
    for subject in ("answer-1", "answer-1", "answer-2"):
        raise_doubt(article=article, cause=Cause.SOURCE_EDITED, subject=subject)

    assert Doubt.objects.count() == 2
    assert Event.objects.filter(name="knowledge.DoubtRaised").count() == 2


def test_doubt_that_was_settled_can_come_up_again(article, second):
    raise_doubt(article=article, cause=Cause.SOURCE_EDITED, subject="answer-1")
    confirm_article(article=article, by=second)

    raise_doubt(article=article, cause=Cause.SOURCE_EDITED, subject="answer-1")

    assert Doubt.objects.count() == 2
    assert Doubt.objects.open().count() == 1


def test_draft_keeps_its_state(curator):
    """A-AZ-09: what nobody reads yet is not published because it is in doubt."""
    draft = promote_answer(answer=make_answer(), by=curator)

    raise_doubt(article=draft, cause=Cause.SOURCE_EDITED)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert Doubt.objects.open().count() == 1


def test_doubts_of_a_draft_are_settled_when_it_is_published(curator, second):
    draft = promote_answer(answer=make_answer(), by=curator)
    raise_doubt(article=draft, cause=Cause.SOURCE_EDITED)

    article = approve_article(article=draft, by=second)

    assert article.state == State.PUBLISHED
    assert not Doubt.objects.open().exists()


def test_retired_article_is_doubted_no_more(article, second):
    raise_doubt(article=article, cause=Cause.REVIEW_DUE)
    retired = retire_article(article=article, by=second, retired_as="outdated")

    assert raise_doubt(article=retired, cause=Cause.FLAGGED) is None
    assert not Doubt.objects.open().exists()


def test_unpublished_article_raises_no_questions(article, second):
    raise_doubt(article=article, cause=Cause.REVIEW_DUE)

    unpublish_article(article=article, by=second)

    assert not Doubt.objects.open().exists()


@pytest.mark.parametrize("cause", [Cause.PUBLISHED_ALONE, Cause.ORIGINAL_CHANGED])
def test_what_says_nothing_about_the_text_leaves_it_published(article, cause):
    raise_doubt(article=article, cause=cause)

    article.refresh_from_db()
    assert article.state == State.PUBLISHED


def test_article_needs_review_until_the_last_doubt_is_settled(article, second):
    raise_doubt(article=article, cause=Cause.LINK_BROKEN)
    raise_doubt(article=article, cause=Cause.REVIEW_DUE)
    article.refresh_from_db()

    settle_doubts(article, second, timezone.now(), [Cause.LINK_BROKEN])
    assert Article.objects.get().state == State.NEEDS_REVIEW
    settle_doubts(article, second, timezone.now(), [Cause.REVIEW_DUE])

    assert Article.objects.get().state == State.PUBLISHED


def test_confirming_a_translation_does_not_bring_it_up_to_its_original(article, second):
    raise_doubt(article=article, cause=Cause.ORIGINAL_CHANGED)

    confirm_article(article=article, by=second)

    assert Doubt.objects.open().get().cause == Cause.ORIGINAL_CHANGED


def test_words_and_subjects_that_are_too_long_are_cut(article):
    doubt = raise_doubt(article=article, cause=Cause.FLAGGED, subject="x" * 500, note="y" * 5000)

    doubt.refresh_from_db()
    assert (len(doubt.subject), len(doubt.note)) == (200, 1000)


def test_recount_finds_and_repairs_a_state_that_fits_no_doubt(article, curator):
    doubted = make_article(by=curator)
    raise_doubt(article=doubted, cause=Cause.FLAGGED)
    Article.objects.filter(pk=article.pk).update(state=State.NEEDS_REVIEW)
    Article.objects.filter(pk=doubted.pk).update(state=State.PUBLISHED)
    (states,) = (each for each in compared() if getattr(each, "field", "") == "state")

    assert {found.object_id for found in states.repair()} == {article.pk, doubted.pk}

    assert list(states.differences()) == []
    assert Article.objects.get(pk=article.pk).state == State.PUBLISHED
    assert Article.objects.get(pk=doubted.pk).state == State.NEEDS_REVIEW


# Four eyes: what one person published alone.


def publish_alone(article, by):
    save(article, by=by, solution="Do not touch the wire.", summary="Dangerous before.")
    return publish_at_once(article=article, by=by, why="dangerous")


def test_who_published_alone_cannot_confirm_it_alone(article, curator):
    """A-AZ-10: four eyes."""
    alone = publish_alone(article, curator)

    confirm_article(article=alone, by=curator)

    assert Doubt.objects.open().get().cause == Cause.PUBLISHED_ALONE
    assert Article.objects.get().check_due_at is not None


def test_employee_is_no_second_curator(article, curator):
    alone = publish_alone(article, curator)

    confirm_article(article=alone, by=make_user(roles="employee"))

    assert Doubt.objects.open().exists()


def test_second_curator_settles_what_was_published_alone(article, curator, second):
    alone = publish_alone(article, curator)

    confirm_article(article=alone, by=second)

    assert not Doubt.objects.open().exists()
    assert Article.objects.get().check_due_at is None


# “Flag it or fix it”.


@pytest.mark.parametrize("role", ["employee", "curator"])
def test_who_knows_flags_an_article(article, role):
    person = make_user(roles=role)

    doubt = flag_article(article=article, by=person, note="  The button is green.  ")

    assert (doubt.note, doubt.raised_by) == ("The button is green.", person)
    assert Article.objects.get().state == State.NEEDS_REVIEW


def test_second_word_of_one_person_takes_the_place_of_the_first(article, employee_of_staff):
    flag_article(article=article, by=employee_of_staff, note="The button is green.")
    flag_article(article=article, by=employee_of_staff, note="It is blue.")

    assert Doubt.objects.get().note == "It is blue."


def test_words_of_two_people_both_stay(article, employee_of_staff, second):
    flag_article(article=article, by=employee_of_staff, note="The button is green.")
    flag_article(article=article, by=second, note="The menu is gone.")

    assert set(Doubt.objects.values_list("note", flat=True)) == {
        "The button is green.",
        "The menu is gone.",
    }


def test_flag_after_a_confirmation_is_a_new_one(article, employee_of_staff, second):
    flag_article(article=article, by=employee_of_staff, note="The button is green.")
    confirm_article(article=article, by=second, now=timezone.now() + timedelta(minutes=1))

    flag_article(article=article, by=employee_of_staff, note="It still is.")

    assert Doubt.objects.open().get().note == "It still is."


@pytest.mark.parametrize("note", ["", "  \n "])
def test_flag_says_what_is_wrong(article, employee_of_staff, note):
    with pytest.raises(CannotFlag):
        flag_article(article=article, by=employee_of_staff, note=note)


def test_stranger_may_not_flag(article, stranger, moderator):
    """A-AZ-10"""
    for person in (stranger, moderator):
        with pytest.raises(CannotFlag):
            flag_article(article=article, by=person, note="It is wrong.")

    assert not Doubt.objects.exists()


def test_draft_is_not_flagged(curator, employee_of_staff):
    draft = promote_answer(answer=make_answer(), by=curator)

    with pytest.raises(CannotFlag):
        flag_article(article=draft, by=employee_of_staff, note="It is wrong.")


@pytest.fixture
def employee_of_staff(db):
    return make_user(roles="employee")
