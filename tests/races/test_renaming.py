"""Many people want one name at the same moment."""

from functools import partial

from accounts.actions.profiles import CannotRename, rename_member
from accounts.models import FormerName, ReservedName, User
from accounts.names import name_key
from community.actions.votes import vote_answer
from tests.factories import make_answer, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures


def test_of_many_who_want_one_name_one_gets_it_and_the_others_are_told():
    """A-AU-19"""
    for number in range(ROUNDS):
        people = [make_user() for _ in range(THREADS)]
        results = at_once(
            partial(rename_member, user=person, display_name=f"Sunny Otter {number}", by=person)
            for person in people
        )

        refusals = failures(results)
        assert len(refusals) == THREADS - 1
        assert all(isinstance(refusal, CannotRename) for refusal in refusals)
        assert {str(refusal) for refusal in refusals} == {str(refusals[0])}
        assert User.objects.named(f"Sunny Otter {number}").count() == 1
        assert FormerName.objects.count() == number + 1


def test_name_that_is_being_given_up_goes_to_nobody_else():
    """A-AU-19"""
    for number in range(ROUNDS):
        old = f"Quick Hare {number}"
        bearer = make_user(display_name=old)
        others = [make_user() for _ in range(THREADS - 1)]
        calls = [partial(rename_member, user=bearer, display_name=f"Calm Owl {number}", by=bearer)]
        calls += [partial(rename_member, user=who, display_name=old, by=who) for who in others]

        refusals = failures(at_once(calls))
        assert len(refusals) == len(others)
        assert all(isinstance(refusal, CannotRename) for refusal in refusals)
        assert not User.objects.named(old).exists()
        assert ReservedName.objects.filter(name_key=name_key(old)).exists()


def test_same_change_sent_many_times_happens_once():
    for number in range(ROUNDS):
        person = make_user()
        rename = partial(rename_member, user=person, display_name=f"Kind Fox {number}", by=person)
        assert failures(at_once([rename] * THREADS)) == []
        assert person.former_names.count() == 1


def test_renaming_while_others_vote_for_ones_answers_does_not_wait_for_ever(helper, moderator):
    """C-17: a changed key takes a stronger lock than points do."""
    for number in range(ROUNDS):
        answer = make_answer(author=helper)
        people = [make_user() for _ in range(THREADS - 4)]
        calls = [partial(vote_answer, answer=answer, by=who, value=1) for who in people]
        calls += [
            partial(
                rename_member, user=helper, display_name=f"Name {number} No {place}", by=moderator
            )
            for place in range(4)
        ]
        assert failures(at_once(calls)) == []
