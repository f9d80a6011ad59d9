"""The reputation ledger, and the price list as PRODUCT.md gives it (section 1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.actions import reputation
from accounts.actions.reputation import Award, award, reverse
from accounts.models import Affiliation, ReputationEntry
from community import points
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
    assert points.ARTICLE_SOURCE == 30
    assert reputation.ACCEPTANCES_PER_DAY == 5
    assert reputation.SAME_PAIR_IN_30_DAYS == 3


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
    """+5 a vote, at most 50 an answer."""
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
