"""Threads and articles that show what is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Question
from knowledge.actions import thread_gaps
from knowledge.actions.doubting import raise_doubt, settle_doubts
from knowledge.actions.gaps import dismiss_gap
from knowledge.actions.thread_gaps import find_gaps
from knowledge.models import Article, Doubt, Gap
from tests.factories import make_answer, make_article, make_question

pytestmark = pytest.mark.django_db
Kind = Gap.Kind
LONG_AGO = timedelta(days=5)


def waiting_question(**values) -> Question:
    values = {"affected_count": 4, "created_at": timezone.now() - LONG_AGO} | values
    question = make_question()
    Question.objects.filter(pk=question.pk).update(**values)
    return Question.objects.get(pk=question.pk)


def asked_again(times: int, **values) -> Question:
    original = make_question()
    Question.objects.filter(pk=original.pk).update(**values)
    for _ in range(times):
        duplicate = make_question()
        Question.objects.filter(pk=duplicate.pk).update(
            closed_at=timezone.now(), closed_as="duplicate", duplicate_of=original
        )
    return original


def unhelpful_article(said_no: int) -> Article:
    article = make_article()
    Article.objects.filter(pk=article.pk).update(did_not_help_count=said_no)
    raise_doubt(article=article, cause=Doubt.Cause.DID_NOT_HELP)
    return article


def found() -> list[tuple[str, int]]:
    find_gaps()
    return list(Gap.objects.order_by("-count", "pk").values_list("kind", "count"))


def test_question_that_many_wait_for_is_a_gap():
    waiting_question()

    assert found() == [(Kind.UNANSWERED, 5)]


@pytest.mark.parametrize(
    "values",
    [
        {"affected_count": 1},
        {"created_at": timezone.now()},
        {"kind": "complaint"},
        {"hidden_at": timezone.now()},
        {"closed_at": timezone.now(), "closed_as": "outdated"},
        {"answer_count": 1},
    ],
    ids="-".join,
)
def test_question_that_is_new_rare_or_no_question_is_none(values):
    waiting_question(**values)

    assert found() == []


def test_what_is_asked_again_and_again_is_a_gap_unless_an_article_answers_it():
    asked_again(2)
    asked_again(1)
    asked_again(4, article_url="/en/knowledge/1/", article_title="It")

    assert found() == [(Kind.DUPLICATES, 3)]


def test_what_articles_answer_takes_no_place_of_what_is_missing(monkeypatch):
    monkeypatch.setattr(thread_gaps, "MOST_OF_A_KIND", 1)
    asked_again(4, article_url="/en/knowledge/1/", article_title="It")
    asked_again(3, hidden_at=timezone.now())
    asked_again(2)

    assert found() == [(Kind.DUPLICATES, 3)]


def test_article_that_did_not_help_is_a_gap_until_somebody_looked(curator):
    article = unhelpful_article(7)
    unhelpful_article(2)
    assert found() == [(Kind.DID_NOT_HELP, 7)]

    settle_doubts(article, curator, timezone.now(), [Doubt.Cause.DID_NOT_HELP])

    assert found() == []


def test_answered_question_is_no_gap_any_more():
    question = waiting_question()
    find_gaps()

    make_answer(question=question)
    Question.objects.filter(pk=question.pk).update(answer_count=1)

    assert found() == []


def test_numbers_follow_and_looking_twice_adds_nothing():
    question = waiting_question()
    find_gaps()
    Question.objects.filter(pk=question.pk).update(affected_count=9)

    assert found() == [(Kind.UNANSWERED, 10)]
    assert found() == [(Kind.UNANSWERED, 10)]


def test_dismissed_one_stays_dismissed(curator):
    waiting_question()
    find_gaps()
    dismiss_gap(gap=Gap.objects.get(), by=curator)

    find_gaps()

    assert Gap.objects.get().state == Gap.State.DISMISSED


def test_hidden_question_is_shown_to_no_curator(curator):
    """A-AZ-07"""
    question = waiting_question()
    find_gaps()

    Question.objects.filter(pk=question.pk).update(hidden_at=timezone.now())

    assert not Gap.objects.visible_to(curator).exists()


def test_looking_costs_the_same_however_much_there_is(count_queries):
    waiting_question()
    asked_again(2)
    find_gaps()
    few = count_queries(find_gaps)
    for _ in range(5):
        waiting_question()

    find_gaps()

    assert count_queries(find_gaps) == few
