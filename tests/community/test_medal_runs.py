"""When the worker looks at medals, at whom, and that others need not wait for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import medals
from accounts.actions.medals import award_medals, changes_due, people_due, settle
from accounts.models import MedalAward, User
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Answer
from tests.factories import make_answer, make_question, make_user


@pytest.fixture(autouse=True)
def _database(db):
    pass


def answer_of(helper: User) -> Answer:
    """Neither quick nor late."""
    question = make_question(now=timezone.now() - timedelta(days=2))
    return make_answer(question=question, author=helper)


def test_awarding_twice_is_awarding_once(helper, deliver_events):
    """C-20"""
    vote_answer(answer=answer_of(helper), by=make_user(), value=1)

    changed = [award_medals(), award_medals()]
    deliver_events()

    assert changed == [1, 0]
    assert [notice.kind for notice in helper.notices.all()] == ["medal-earned"]


def test_medal_lost_and_earned_again_is_told_once(helper, stranger, deliver_events):
    answer = answer_of(helper)
    for value in (1, 0, 1):
        vote_answer(answer=answer, by=stranger, value=value)
        award_medals()
    deliver_events()

    assert [notice.kind for notice in helper.notices.all()] == ["medal-earned"]


def test_old_merit_is_no_news(helper, deliver_events):
    asked_at = timezone.now() - timedelta(days=30)
    answer = make_answer(question=make_question(now=asked_at), author=helper, now=asked_at)
    accept_answer(answer=answer, by=answer.question.author, now=asked_at)

    award_medals()
    deliver_events()

    assert MedalAward.objects.filter(user=helper).exists()
    assert not helper.notices.filter(kind="medal-earned").exists()


def test_worker_looks_at_those_for_whom_something_moved(helper, asker):
    """Votes, answers, acceptances and people affected."""
    answer = make_answer(author=helper, question=make_question(author=asker))
    voted = make_answer(author=make_user())
    vote_answer(answer=voted, by=asker, value=1)
    affected = make_user()
    join_affected(question=answer.question, by=affected)
    idle = {make_user().pk for _ in range(3)}

    due = medals.moved_since(timezone.now() - timedelta(hours=1))

    assert {helper.pk, asker.pk, voted.author_id, affected.pk} <= due
    assert not idle & due


def test_everybody_is_looked_at_once_a_day(db):
    people = {make_user().pk for _ in range(10)}
    start = timezone.now() + timedelta(days=2)

    seen = [people_due(start + timedelta(minutes=10 * run)) for run in range(144)]

    assert people <= set().union(*seen)
    assert all(len(due & people) <= 1 for due in seen)


def test_settling_costs_the_same_for_many_people(count_queries):
    """A-DO-10: but for the few whose medals change."""
    people = [make_user() for _ in range(30)]
    for person in people:
        make_answer(author=person)

    one = count_queries(lambda: award_medals(people=[people[0].pk]))

    assert count_queries(lambda: award_medals(people=[person.pk for person in people])) == one
    assert Answer.objects.count() == 30


def test_of_many_affected_only_the_first_are_looked_at():
    """A-DO-10: thousands who have an outage too cost what three cost."""
    question = make_question()
    people = [make_user() for _ in range(6)]
    for person in people:
        join_affected(question=question, by=person)

    due = medals.moved_since(timezone.now() - timedelta(hours=1))

    assert {person.pk for person in people} & due == {person.pk for person in people[:3]}


def test_nothing_is_computed_while_others_wait(helper, while_locked):
    """SQLite has one writer, and the people locked get no votes meanwhile."""
    vote_answer(answer=answer_of(helper), by=make_user(), value=1)

    statements = while_locked(award_medals)

    assert statements
    assert not [sql for sql in statements if 'FROM "community_' in sql]


def test_account_closed_meanwhile_gets_no_medal(helper):
    """An erased account must not get a row of its own again (L-GD-02)."""
    vote_answer(answer=answer_of(helper), by=make_user(), value=1)
    found = changes_due([helper.pk], now=timezone.now())
    User.objects.filter(pk=helper.pk).update(is_active=False)

    assert settle(changes=found, now=timezone.now()) == 0
    assert not MedalAward.objects.exists()


def test_two_workers_who_found_the_same_settle_it_once(helper):
    """C-20"""
    vote_answer(answer=answer_of(helper), by=make_user(), value=1)
    found = changes_due([helper.pk], now=timezone.now())

    assert [settle(changes=found, now=timezone.now()) for _ in range(2)] == [1, 0]
