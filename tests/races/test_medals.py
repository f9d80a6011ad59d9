"""Medals when the same work is done several times at once."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from accounts.actions.medals import all_changes_due, award_medals
from accounts.models import MedalAward
from community.actions.experts import find_experts
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.actions.votes import vote_answer
from community.models import Answer, Expertise
from config.events.models import Event
from tests.factories import make_answer, make_product, make_question, make_user
from tests.races.parallel import ROUNDS, at_once, failures, times


def _solved(helper, **values) -> Answer:
    asker = make_user()
    at = timezone.now() - timedelta(days=2)
    answer = make_answer(
        question=make_question(author=asker, now=at, **values), author=helper, now=at
    )
    accept_answer(answer=answer, by=asker)
    return answer


def test_task_delivered_three_times_at_once_gives_each_medal_once():
    """C-20: one row, one event and so one notice for each medal."""
    people = [make_user() for _ in range(5)]
    for _ in range(ROUNDS):
        for person in people:
            vote_answer(answer=_solved(person), by=make_user(), value=1)

        results = at_once(times(3, award_medals))

        assert failures(results) == []
    awards = MedalAward.objects.values_list("user", "medal", "subject")
    assert len(awards) == len(set(awards)) > 0
    told = Event.objects.filter(name="accounts.MedalEarned").count()
    assert told == MedalAward.objects.count()
    assert list(all_changes_due()) == []


def test_medals_follow_what_changes_while_they_are_awarded():
    """C-17: the worker and members who accept and take back do not wait for ever."""
    people = [make_user() for _ in range(4)]
    answers = [_solved(person) for person in people]
    for _ in range(ROUNDS):
        calls = [partial(award_medals) for _ in range(4)]
        for answer in answers:
            asker = answer.question.author
            calls.append(partial(withdraw_acceptance, question=answer.question, by=asker))
            calls.append(partial(accept_answer, answer=answer, by=asker))
            calls.append(partial(vote_answer, answer=answer, by=asker, value=1))
        assert failures(at_once(calls)) == []

    award_medals()

    assert list(all_changes_due()) == []


def test_experts_found_twice_at_once_are_found_once():
    """C-20"""
    helper, product = make_user(), make_product()
    for _ in range(3):
        _solved(helper, product=product, tags=["wifi"])

    for _ in range(ROUNDS):
        assert failures(at_once(times(3, find_experts))) == []
        assert Expertise.objects.count() == 2
