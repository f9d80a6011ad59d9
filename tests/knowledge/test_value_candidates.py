"""What a candidate is worth: one number, made of parts that anybody can count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.closing import close_question
from community.actions.feedback import say_solved_too
from community.actions.merging import merge_questions
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Answer, Question
from config.recount import compared
from knowledge.actions.candidate_upkeep import look_after_candidates
from knowledge.actions.candidates import dismiss_candidate, propose_candidate
from knowledge.actions.page_views import note_view, take_page_views
from knowledge.actions.valuing import value_candidates, value_of, value_parts
from knowledge.models import Candidate, PageViews
from tests.factories import make_question, make_solution, make_user

pytestmark = pytest.mark.django_db


def make_candidate(**values) -> Candidate:
    answer = make_solution(**values)
    propose_candidate(answer_id=answer.pk)
    return Candidate.objects.get(answer=answer)


def read(candidate: Candidate, *, times: int, searched: int = 0, days_ago: int = 0) -> None:
    PageViews.objects.create(
        document=f"question-{candidate.question_id}",
        day=timezone.now().date() - timedelta(days=days_ago),
        views=times,
        from_search=searched,
    )


def valued(candidate: Candidate) -> Candidate:
    value_candidates(candidates=Candidate.objects.filter(pk=candidate.pk))
    candidate.refresh_from_db()
    return candidate


def differences() -> list[str]:
    found = [each for comparison in compared() for each in comparison.differences()]
    return [str(each) for each in found if each.model == "knowledge.Candidate"]


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({}, 0),
        ({"affected": 4}, 12),
        ({"solved_too": 4}, 12),
        ({"duplicates": 2}, 10),
        ({"score": 7}, 7),
        ({"views": 9}, 0),
        ({"views": 99}, 9),
        ({"views": 1_000_000}, 50),
        ({"searches": 1}, 0),
        ({"searches": 5}, 2),
        ({"searches": 1_000_000}, 50),
        ({"score": -20}, 0),
        ({"score": -20, "affected": 8}, 4),
        ({"affected": 12, "score": 5, "views": 240, "duplicates": 1, "searches": 30}, 85),
    ],
)
def test_value_is_the_sum_of_its_parts(facts, value):
    assert value_of(facts) == value


def test_everything_that_is_counted_goes_into_it(moderator, curator):
    candidate = make_candidate()
    question, answer = candidate.question, candidate.answer
    accept_answer(answer=answer, by=question.author)
    join_affected(question=question, by=make_user())
    say_solved_too(answer=answer)
    vote_answer(answer=answer, by=make_user(), value=1)
    close_question(question=make_question(), by=moderator, reason="duplicate", original=question)
    merge_questions(question=make_question(), into=question, by=moderator)
    read(candidate, times=25, searched=5)

    parts = valued(candidate).parts

    counted = {"affected", "solved_too", "duplicates", "score", "views", "searches"}
    assert parts.keys() == counted
    assert (parts["solved_too"], parts["duplicates"], parts["score"]) == (1, 2, 1)
    assert (parts["views"], parts["searches"]) == (25, 5)
    assert parts["affected"] == Question.objects.get(pk=question.pk).affected_count >= 1
    assert candidate.value == 3 * parts["affected"] + 3 + 10 + 1 + 2 + 2


def test_views_are_those_of_the_last_thirty_days():
    candidate = make_candidate()
    read(candidate, times=10, days_ago=0)
    read(candidate, times=100, days_ago=29)
    read(candidate, times=1000, days_ago=30)

    assert valued(candidate).parts["views"] == 110


def test_parts_are_named_in_words():
    candidate = make_candidate()
    candidate.parts = {"affected": 12, "solved_too": 0, "views": 240, "score": -1, "duplicates": 1}

    shown = [
        (part.number, part.label, part.points) for part in value_parts(candidate.parts.items())
    ]

    assert shown == [
        (12, "people affected", 36),
        (1, "duplicate", 5),
        (-1, "point of the answer", -1),
        (240, "views a month", 24),
    ]


def test_candidate_that_was_never_valued_has_no_parts():
    assert value_parts([]) == []


def test_candidate_is_valued_when_it_is_proposed():
    question = make_question()
    join_affected(question=question, by=make_user())

    candidate = make_candidate(question=question)

    assert (candidate.value, candidate.parts["affected"]) == (3, 1)


def test_people_affected_and_duplicates_move_it_by_events(deliver_events, moderator):
    candidate = make_candidate()
    join_affected(question=candidate.question, by=make_user())
    close_question(
        question=make_question(), by=moderator, reason="duplicate", original=candidate.question
    )

    deliver_events()

    candidate.refresh_from_db()
    assert candidate.parts["duplicates"] == 1
    assert candidate.value >= 8


def test_merge_moves_it_by_events(deliver_events, moderator):
    candidate = make_candidate()
    merge_questions(question=make_question(), into=candidate.question, by=moderator)

    deliver_events()

    candidate.refresh_from_db()
    assert candidate.parts["duplicates"] == 1


def test_worker_values_those_that_were_not_valued_for_an_hour():
    """Votes, views and searches announce nothing."""
    candidate = make_candidate()
    vote_answer(answer=candidate.answer, by=make_user(), value=1)
    note_view(document=f"question-{candidate.question_id}", from_search=False)
    take_page_views()

    assert look_after_candidates() == 0
    assert look_after_candidates(now=timezone.now() + timedelta(hours=1)) == 1
    candidate.refresh_from_db()
    assert (candidate.value, candidate.parts["views"]) == (1, 1)


def test_what_became_an_article_or_was_withdrawn_is_not_valued_any_more():
    for state in (Candidate.State.PROMOTED, Candidate.State.WITHDRAWN):
        Candidate.objects.filter(pk=make_candidate().pk).update(state=state)

    assert look_after_candidates(now=timezone.now() + timedelta(hours=2)) == 0


def test_statements_do_not_grow_with_the_candidates_or_what_is_known(count_queries):
    def value() -> None:
        value_candidates(candidates=Candidate.objects.all())

    first = make_candidate()
    few = count_queries(value)
    for _ in range(9):
        read(make_candidate(), times=3)
    for day in range(20):
        read(first, times=1, days_ago=day)

    assert count_queries(value) == few <= 5


def test_recount_finds_a_wrong_value_and_repairs_it():
    """C-18"""
    candidate = make_candidate()
    assert differences() == []
    Candidate.objects.update(value=99)

    assert differences() == [f"knowledge.Candidate {candidate.pk}: value is 99, recomputed it is 0"]
    for comparison in compared():
        list(comparison.repair())
    assert differences() == []


def test_recount_fills_those_that_were_never_valued():
    """As after an update that brought the value along."""
    candidate = make_candidate()
    join_affected(question=candidate.question, by=make_user())
    Candidate.objects.update(value=0, parts={}, valued_at=None)

    assert differences() != []
    for comparison in compared():
        list(comparison.repair())

    candidate.refresh_from_db()
    assert candidate.value == 3


def test_recount_leaves_the_worker_its_hour():
    candidate = make_candidate()
    vote_answer(answer=candidate.answer, by=make_user(), value=1)

    assert differences() == []
    Candidate.objects.update(valued_at=timezone.now() - timedelta(hours=3))
    assert differences() != []


def test_dismissed_one_comes_back_when_its_value_has_grown_by_half(curator):
    candidate = make_candidate()
    Answer.objects.filter(pk=candidate.answer_id).update(score=20)
    dismiss_candidate(candidate=valued(candidate), by=curator, reason="too-special")

    for score, state in ((29, "dismissed"), (30, "waiting")):
        Answer.objects.filter(pk=candidate.answer_id).update(score=score)
        Candidate.objects.update(valued_at=None)
        look_after_candidates()
        candidate.refresh_from_db()
        assert candidate.state == state


def test_dismissed_one_does_not_come_back_for_a_point_or_two(curator):
    candidate = make_candidate()
    dismiss_candidate(candidate=candidate, by=curator, reason="too-special")

    for score, state in ((4, "dismissed"), (5, "waiting")):
        Answer.objects.filter(pk=candidate.answer_id).update(score=score)
        Candidate.objects.update(valued_at=None)
        look_after_candidates()
        candidate.refresh_from_db()
        assert candidate.state == state
