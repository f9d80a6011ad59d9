"""How often others took something for the answer reaches the index, and is taken back there."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.actions.closing import close_question, reopen_question
from community.actions.confirming import confirm_answer
from community.actions.merging import merge_questions
from community.actions.visibility import withhold
from community.models import Question
from knowledge.models import Reuse
from knowledge.search.documents import documents_of
from knowledge.search.engine import Query
from knowledge.search.index import engine, keep_current, rebuild
from tests.factories import hide, make_answer, make_article, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(deliver_events):
    def look() -> None:
        deliver_events()
        keep_current()

    return look


def linked(question) -> int:
    return documents_of([f"question-{question.pk}"])[0].linked


def duplicate_of(original, moderator):
    question = make_question()
    close_question(question=question, by=moderator, reason="duplicate", original=original)
    return question


def test_original_counts_what_leads_to_it(moderator):
    original = make_question()
    assert linked(original) == 0

    duplicate_of(original, moderator)
    duplicate_of(original, moderator)

    assert linked(original) == 2


def test_hidden_duplicate_counts_nothing(moderator):
    """A-AZ-07: what nobody may read moves no place."""
    original = make_question()
    hide(duplicate_of(original, moderator))

    assert linked(original) == 0


def test_duplicates_are_counted_in_one_query(moderator, django_assert_max_num_queries):
    originals = [make_question() for _ in range(4)]
    for original in originals:
        duplicate_of(original, moderator)

    with django_assert_max_num_queries(3):
        found = documents_of([f"question-{each.pk}" for each in originals])

    assert [each.linked for each in found] == [1, 1, 1, 1]


def test_the_original_moves_up_and_down_again(moderator, indexed):
    original = make_question(title="Router blinks")
    other = make_question(title="Router blinks")
    duplicate = duplicate_of(original, moderator)
    indexed()
    with_duplicate = _score_of(original)

    reopen_question(question=duplicate, by=moderator)
    indexed()

    assert with_duplicate > _score_of(original) * 1.2
    assert _score_of(original) == pytest.approx(_score_of(other), rel=0.01)


def test_merged_question_leads_to_the_other_while_it_can_be_read(moderator, indexed):
    """A-AZ-07: what nobody may read moves no place, from the moment it is hidden."""
    into, merged = make_question(title="Router blinks"), make_question()
    other = make_question(title="Router blinks")
    merge_questions(question=merged, into=into, by=moderator)
    indexed()
    assert _score_of(into) > _score_of(other) * 1.2

    with transaction.atomic():
        reason, now = Question.Hidden.BY_MODERATOR, timezone.now()
        withhold(post=merged, hidden_as=reason, by=moderator, at=now)
    indexed()

    assert _score_of(into) == pytest.approx(_score_of(other), rel=0.01)


def test_article_whose_threads_became_one_is_indexed_again(moderator, indexed):
    """Nothing of its text stems from them, so that nothing else asks for it."""
    article = make_article(title="Router blinks", reuse_count=2)
    merged, into = make_question(), make_question()
    for question in (merged, into):
        Reuse.objects.create(article=article, question=question, linked_by=moderator)
    rebuild()
    before = _score_of(article)

    merge_questions(question=merged, into=into, by=moderator)
    indexed()

    assert _score_of(article) < before * 0.9


def _score_of(row) -> float:
    hits = engine().search(Query(text="Router blinks")).hits
    return next(hit.score for hit in hits if hit.key == f"{row._meta.model_name}-{row.pk}")


def test_article_counts_the_threads_that_it_answered():
    article = make_article(reuse_count=3)
    assert documents_of([f"article-{article.pk}"])[0].linked == 3


def test_confirmed_answer_makes_a_question_official(moderator):
    answer = make_answer()
    confirm_answer(answer=answer, by=moderator, now=timezone.now() + timedelta(days=8))

    assert documents_of([f"question-{answer.question_id}"])[0].is_official
