"""The reputation ledger, and the price list as PRODUCT.md gives it (section 1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import points
from accounts.actions import reputation
from accounts.actions.imported_points import Credit, credit_imported
from accounts.actions.reputation import (
    Award,
    award,
    give_back_for_subjects,
    lift_penalty,
    penalise_post,
    reverse,
    reverse_for_subjects,
)
from accounts.models import Affiliation, ReputationEntry
from config.events.models import Event
from tests.factories import make_affiliation, make_user

Reason = ReputationEntry.Reason


def vote_for(user, *, by, answer_id=1, **values) -> Award:
    wanted = {
        "user_id": user.pk,
        "reason": Reason.ANSWER_VOTED,
        "points": 5,
        "key": f"vote:{answer_id}:{by.pk}",
        "subject": "answer",
        "subject_id": answer_id,
        "caused_by_id": by.pk,
    }
    return Award(**(wanted | values))


def balance(user) -> int:
    """The derived sum, after proving that it is the sum of the lines."""
    user.refresh_from_db()
    assert user.points == (user.reputation.aggregate(sum=Sum("points"))["sum"] or 0)
    return user.points


def test_prices_are_those_of_the_product():
    assert (points.ANSWER_VOTED, points.ANSWER_VOTED_AT_MOST) == (5, 50)
    assert (points.ANSWER_ACCEPTED, points.ACCEPTED_AN_ANSWER) == (25, 2)
    assert (points.ANSWER_CONFIRMED, points.ARTICLE_SOURCE) == (12, 30)
    assert (points.ANSWER_NOT_USEFUL, points.NOT_USEFUL_TAKES, points.REPORT_UPHELD) == (-2, 2, -50)
    assert points.ACCEPTANCES_PER_DAY == 5
    assert points.SAME_PAIR_IN_30_DAYS == 3


def test_award_writes_one_line_that_says_why(helper, stranger):
    given = award(vote_for(helper, by=stranger))

    assert given == balance(helper) == 5
    line = helper.reputation.get()
    assert (line.reason, line.subject, line.subject_id) == (Reason.ANSWER_VOTED, "answer", 1)
    assert line.caused_by == stranger


def test_one_cause_is_worth_its_points_once(helper, stranger):
    award(vote_for(helper, by=stranger))

    assert award(vote_for(helper, by=stranger)) == 0
    assert balance(helper) == 5


def test_reversal_is_a_counter_line_and_leaves_the_first_as_it_was(helper, stranger):
    award(vote_for(helper, by=stranger))

    taken = reverse(f"vote:1:{stranger.pk}")

    assert taken == 5
    assert balance(helper) == 0
    lines = helper.reputation.order_by("number")
    assert [(line.number, line.points) for line in lines] == [(1, 5), (2, -5)]


def test_reversing_twice_takes_once(helper, stranger):
    award(vote_for(helper, by=stranger))
    reverse(f"vote:1:{stranger.pk}")

    assert reverse(f"vote:1:{stranger.pk}") == 0
    assert balance(helper) == 0


def test_reversing_what_never_was_takes_nothing(db):
    assert reverse("vote:1:1") == 0


def test_reversed_cause_can_be_awarded_again(helper, stranger):
    """A-VO-03: vote, undo, vote gives the same as one vote."""
    award(vote_for(helper, by=stranger))
    reverse(f"vote:1:{stranger.pk}")

    assert award(vote_for(helper, by=stranger)) == 5
    assert balance(helper) == 5


def test_nobody_earns_from_himself(helper):
    assert award(vote_for(helper, by=helper)) == 0
    assert balance(helper) == 0


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_who_speaks_for_the_company_earns_nothing(helper, stranger, kind):
    """A-BG-16"""
    make_affiliation(user=helper, kind=kind)

    assert award(vote_for(helper, by=stranger)) == 0
    assert balance(helper) == 0


def test_who_receives_perks_earns(helper, stranger):
    make_affiliation(user=helper, kind=Affiliation.Kind.PERK)

    assert award(vote_for(helper, by=stranger)) == 5


def test_closed_account_earns_nothing(stranger):
    gone = make_user(is_active=False)

    assert award(vote_for(gone, by=stranger)) == 0


def test_cap_holds_per_subject_and_gives_the_rest_below_it(helper):
    """A-VO-04: +5 a vote, at most 50 an answer."""
    given = [award(vote_for(helper, by=make_user(), points=20, at_most=50)) for _ in range(4)]
    elsewhere = award(vote_for(helper, by=make_user(), answer_id=2, points=20, at_most=50))

    assert given == [20, 20, 10, 0]
    assert elsewhere == 20
    assert balance(helper) == 70


def test_reversal_makes_room_below_the_cap(helper, stranger):
    award(vote_for(helper, by=stranger, points=50, at_most=50))
    reverse(f"vote:1:{stranger.pk}")

    assert award(vote_for(helper, by=make_user(), at_most=50)) == 5


def test_same_two_people_count_three_times_in_thirty_days(asker, helper):
    """A-VO-05"""
    now = timezone.now()
    for number, days_ago in enumerate((31, 29, 2, 1)):
        accepted = vote_for(
            helper, by=asker, reason=Reason.ANSWER_ACCEPTED, key=f"accepted:{number}", points=25
        )
        award(accepted, now=now - timedelta(days=days_ago))

    pair = {"asker_id": asker.pk, "answerer_id": helper.pk}
    assert not reputation.acceptance_counts(**pair, now=now)
    assert reputation.acceptance_counts(**pair, now=now + timedelta(days=2))
    assert reputation.acceptance_counts(asker_id=make_user().pk, answerer_id=helper.pk, now=now)


def test_accepting_earns_five_times_a_day(asker):
    """A-VO-04"""
    now = timezone.now()
    for number in range(5):
        assert reputation.may_earn_by_accepting(asker_id=asker.pk, now=now)
        accepting = vote_for(
            asker,
            by=make_user(),
            reason=Reason.ACCEPTED_AN_ANSWER,
            key=f"accepting:{number}",
            points=2,
        )
        award(accepting, now=now)

    assert not reputation.may_earn_by_accepting(asker_id=asker.pk, now=now)
    tomorrow = now + timedelta(days=1)
    assert reputation.may_earn_by_accepting(asker_id=asker.pk, now=tomorrow)


def test_balance_is_shown_as_at_least_one(helper):
    """A-VO-04"""
    assert helper.points == 0
    assert helper.shown_points == 1


def test_balance_does_not_overflow(helper, stranger):
    """A-VO-04"""
    type(helper).objects.filter(pk=helper.pk).update(points=2**31)

    award(vote_for(helper, by=stranger))

    helper.refresh_from_db()
    assert helper.points == 2**31 + 5


def test_database_refuses_a_second_line_of_the_same_number(helper, stranger):
    award(vote_for(helper, by=stranger))
    line = helper.reputation.get()
    line.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines.update(points=500),
        lambda lines: lines.delete(),
        lambda lines: lines.bulk_update(list(lines), ["points"]),
    ],
    ids=["update", "delete", "bulk_update"],
)
def test_ledger_is_never_edited(helper, stranger, change):
    award(vote_for(helper, by=stranger))

    with pytest.raises(TypeError):
        change(ReputationEntry.objects.all())
    assert balance(helper) == 5


def test_what_an_import_brought_counts_towards_the_cap(helper, stranger):
    """50 an answer at most, whether it was found useful here or in the former community."""
    credit_imported(
        [
            Credit(user_id=helper.pk, reason=reason, points=worth, subject="answer", subject_id=1)
            for reason, worth in ((Reason.IMPORTED, 45), (Reason.IMPORTED_SOLUTION, 25))
        ]
    )

    given = [award(vote_for(helper, by=make_user(), at_most=50)) for _ in range(3)]
    elsewhere = award(vote_for(helper, by=stranger, answer_id=2, at_most=50))

    assert given == [5, 0, 0]
    assert elsewhere == 5
    assert balance(helper) == 45 + 25 + 5 + 5


def test_upheld_report_costs_fifty_once_for_each_post(helper, moderator):
    post = {"author": helper, "subject": "answer", "subject_id": 1, "by": moderator}

    taken = [penalise_post(**post), penalise_post(**post)]

    assert taken == [-50, 0]
    assert balance(helper) == -50
    assert helper.shown_points == 1


def test_successful_complaint_gives_the_points_back(helper, moderator):
    penalise_post(author=helper, subject="answer", subject_id=1, by=moderator)

    given = [lift_penalty(subject="answer", subject_id=1) for _ in range(2)]

    assert given == [50, 0]
    assert balance(helper) == 0


def test_nobody_is_penalised_by_himself(moderator):
    assert penalise_post(author=moderator, subject="answer", subject_id=1, by=moderator) == 0


def test_hidden_post_gives_back_all_but_its_penalty(helper, stranger, moderator):
    """A-VO-04: Nothing from a hidden post; what an upheld report cost stays."""
    award(vote_for(helper, by=stranger))
    award(vote_for(helper, by=make_user()))
    award(vote_for(helper, by=stranger, answer_id=2))
    accepted = {"reason": Reason.ANSWER_ACCEPTED, "key": "accepted:1:1", "points": 25}
    award(vote_for(helper, by=stranger, **accepted))
    penalise_post(author=helper, subject="answer", subject_id=1, by=moderator)

    taken = [reverse_for_subjects(subject="answer", subject_ids=[1]) for _ in range(2)]

    assert taken == [35, 0]
    assert balance(helper) == 5 - 50


def test_what_a_hidden_post_lost_comes_back_with_it_once(helper, stranger):
    award(vote_for(helper, by=stranger))
    award(vote_for(helper, by=make_user()))
    award(vote_for(helper, by=stranger, answer_id=2))
    about = {"subject": "answer", "subject_ids": [1]}
    for _round in range(3):
        reverse_for_subjects(subject="answer", subject_ids=[1])
        assert balance(helper) == 5

        given = [give_back_for_subjects(**about) for _ in range(2)]

        assert given == [10, 0]
        assert balance(helper) == 15


def test_what_was_taken_back_while_its_post_was_hidden_stays_away(helper, stranger):
    """The vote was taken back for good; and counts again when it is cast again."""
    award(vote_for(helper, by=stranger))
    reverse_for_subjects(subject="answer", subject_ids=[1])

    assert reverse(f"vote:1:{stranger.pk}") == 0
    assert give_back_for_subjects(subject="answer", subject_ids=[1]) == 0

    assert balance(helper) == 0
    assert award(vote_for(helper, by=stranger)) == 5
    assert give_back_for_subjects(subject="answer", subject_ids=[1]) == 0
    assert balance(helper) == 5


def test_what_was_taken_back_for_another_cause_does_not_come_with_the_post(helper, stranger):
    award(vote_for(helper, by=stranger))
    reverse(f"vote:1:{stranger.pk}")

    reverse_for_subjects(subject="answer", subject_ids=[1])

    assert give_back_for_subjects(subject="answer", subject_ids=[1]) == 0
    assert balance(helper) == 0


def test_cap_is_what_it_was_when_a_post_is_shown_again(helper):
    for _vote in range(12):
        award(vote_for(helper, by=make_user(), at_most=50))
    reverse_for_subjects(subject="answer", subject_ids=[1])

    give_back_for_subjects(subject="answer", subject_ids=[1])

    assert award(vote_for(helper, by=make_user(), at_most=50)) == 0
    assert balance(helper) == 50


def test_hundreds_of_votes_are_taken_and_given_back_by_a_few_queries(helper, count_queries):
    def both_ways(number: int, *, votes: int) -> int:
        for _vote in range(votes):
            award(vote_for(helper, by=make_user(), answer_id=number))
        hiding = count_queries(lambda: reverse_for_subjects(subject="answer", subject_ids=[number]))
        return hiding + count_queries(
            lambda: give_back_for_subjects(subject="answer", subject_ids=[number])
        )

    assert both_ways(1, votes=2) == both_ways(2, votes=7) <= 16


def test_passing_a_threshold_is_recorded_with_what_it_opens(helper, stranger):
    award(vote_for(helper, by=stranger, points=249))
    award(vote_for(helper, by=make_user(), points=1))

    opened = Event.objects.filter(name="accounts.PrivilegeReached").order_by("id")
    assert [event.payload["privilege"] for event in opened] == ["propose-duplicate", "edit-tags"]


def test_threshold_crossed_up_and_down_is_told_once(helper, stranger, deliver_events):
    """A-VO-10"""
    for _ in range(3):
        award(vote_for(helper, by=stranger, points=60))
        reverse(f"vote:1:{stranger.pk}")
    deliver_events()

    assert [notice.kind for notice in helper.notices.all()] == ["privilege-reached"]


class LedgerProperties(TestCase):
    """Whatever happens in whatever order, the sum is what the lines say."""

    KEYS = st.integers(0, 4)
    ACTS = st.lists(
        st.one_of(
            st.tuples(st.just("award"), KEYS, st.sampled_from([5, 25, 2, -2, 30])),
            st.tuples(st.just("reverse"), KEYS, st.none()),
            st.tuples(st.just("hide"), KEYS, st.none()),
            st.tuples(st.just("show"), KEYS, st.none()),
            st.tuples(st.just("penalise"), KEYS, st.none()),
            st.tuples(st.just("lift"), KEYS, st.none()),
        ),
        max_size=25,
    )

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(acts=ACTS)
    def test_sum_is_the_ledger(self, acts):
        """A-VO-03, A-VO-09: and each cause is worth its points or nothing."""
        helper, stranger = make_user(), make_user()
        for name, number, worth in acts:
            _act(name, number, worth, helper=helper, by=stranger)

        balance(helper)
        for key in helper.reputation.values_list("key", flat=True).distinct():
            lines = list(helper.reputation.filter(key=key).order_by("number"))
            assert [line.number for line in lines] == list(range(1, len(lines) + 1))
            given, taken = lines[::2], lines[1::2]
            assert all(one.points + two.points == 0 for one, two in zip(given, taken, strict=False))
            assert sum(line.points for line in lines) in {0, lines[-1].points}


def _act(name: str, number: int, worth: int | None, *, helper, by) -> None:
    post = {"subject": "answer", "subject_id": number}
    if name == "award":
        award(vote_for(helper, by=by, answer_id=number, points=worth, at_most=50))
    elif name == "reverse":
        reverse(f"vote:{number}:{by.pk}")
    elif name == "hide":
        reverse_for_subjects(subject="answer", subject_ids=[number])
    elif name == "show":
        give_back_for_subjects(subject="answer", subject_ids=[number])
    elif name == "penalise":
        penalise_post(author=helper, by=by, **post)
    else:
        lift_penalty(**post)
