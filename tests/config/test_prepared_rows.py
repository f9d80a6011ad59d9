"""Queries whose SQL is written once: the numbers of one call never stand in another's."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from community.models import Product, Question
from config.prepared_rows import PreparedRows
from knowledge.insights.models import DayFigure
from tests.factories import make_question, make_user

pytestmark = pytest.mark.django_db


def asked_by(*, author_id: int, **_others: int):
    return Question.objects.filter(author=author_id).select_related("author").order_by("id")


def test_each_call_asks_about_its_own_numbers():
    rows = PreparedRows(asked_by)
    one, other = make_question(by=make_user()), make_question(by=make_user())

    assert rows(author_id=one.author_id) == [one]
    assert rows(author_id=other.author_id) == [other]
    assert rows(author_id=0) == []


def test_rows_bring_along_what_the_query_joins(django_assert_num_queries):
    rows = PreparedRows(asked_by)
    question = make_question(by=make_user())
    rows(author_id=question.author_id)

    with django_assert_num_queries(1):
        (found,) = rows(author_id=question.author_id)
        assert found.author == question.author


def test_every_shape_has_its_own_query():
    rows = PreparedRows(
        lambda is_open, *, pk: Question.objects.filter(pk=pk, hidden_at__isnull=is_open)
    )
    question = make_question(by=make_user())

    assert rows(True, pk=question.pk) == [question]
    assert rows(False, pk=question.pk) == []


def titled(*, title: str):
    return Question.objects.filter(title=title)


def test_words_are_asked_about_as_numbers_are():
    rows = PreparedRows(titled)
    one = make_question(by=make_user(), title="No picture on channel 5")
    other = make_question(by=make_user(), title="%s \uffff0 ' ; --")

    assert rows(title=one.title) == [one]
    assert rows(title=other.title) == [other]
    assert rows(title="No picture") == []


def test_times_are_asked_about_as_numbers_are():
    rows = PreparedRows(lambda *, since: Question.objects.filter(created_at__gte=since))
    question, now = make_question(by=make_user()), timezone.now()

    assert rows(since=now - timedelta(hours=1)) == [question]
    assert rows(since=now + timedelta(hours=1)) == []


def test_days_are_asked_about_as_times_are():
    rows = PreparedRows(lambda *, day: DayFigure.objects.between(day, day))
    day = date(2026, 11, 2)
    figure = DayFigure.objects.create(day=day, measure="asked", value=1)

    assert rows(day=day) == [figure]
    assert rows(day=day + timedelta(days=1)) == []


def test_times_and_numbers_come_back_as_the_query_itself_would_give_them():
    rows = PreparedRows(asked_by)
    question = make_question(by=make_user())
    rows(author_id=question.author_id)

    (found,) = rows(author_id=question.author_id)

    assert found.created_at == Question.objects.get(pk=question.pk).created_at


def test_small_columns_are_asked_about_as_others_are():
    rows = PreparedRows(lambda *, least: Product.objects.filter(position__gt=least))
    product = Product.objects.create(slug="modem", name_de="Modem", name_en="Modem", position=5)

    assert rows(least=4) == [product]
    assert rows(least=5) == []


def test_number_that_is_not_asked_about_is_refused():
    rows = PreparedRows(asked_by)

    with pytest.raises(ValueError, match="other_id"):
        rows(author_id=1, other_id=2)


def test_rows_may_be_tuples():
    rows = PreparedRows(
        lambda *, author_id: asked_by(author_id=author_id).values_list("title", "pk")
    )
    question = make_question(by=make_user())

    assert rows(author_id=question.author_id) == [(question.title, question.pk)]
