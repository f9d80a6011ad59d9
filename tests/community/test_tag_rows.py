"""The tags of a list come by a query that is prepared once for so many questions."""

import pytest

from community.models import Question
from community.tag_rows import show_tags
from tests.factories import make_question, make_user

pytestmark = pytest.mark.django_db


def test_questions_bear_the_same_tags_as_by_the_plain_query():
    asker = make_user()
    for tags in (["router", "wifi"], ["wifi"], []):
        make_question(by=asker, tags=tags)

    plain = Question.objects.for_listing().order_by("id")
    shown = show_tags(list(Question.objects.order_by("id")))

    assert [len(each.shown_tags) for each in shown] == [2, 1, 0]
    assert [set(each.shown_tags) for each in shown] == [set(each.shown_tags) for each in plain]
    assert show_tags([]) == []


def test_the_tags_of_a_list_cost_one_query(django_assert_num_queries):
    questions = [make_question(by=make_user(), tags=["wifi"]) for _ in range(3)]
    show_tags(questions)

    with django_assert_num_queries(1):
        show_tags(questions)
