"""C-28: whatever people do one after the other, the community stays whole."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from accounts.models import User
from community.models import Decision, Revision
from config.events import relay
from tests.community import acts
from tests.community.acts import ACTS, FORGETTING, Met
from tests.community.invariants import broken
from tests.factories import make_employee, make_signer, make_user

EXAMPLES, STEPS = 10, 30
REFUSALS = ("Cannot", "EditConflict", "PrivilegeMissing", "ChangedMeanwhile")
STAFF = ("moderator", "moderator", "curator", "administrator")
PEOPLE = 5 + len(STAFF)
FEW = st.integers(0, 3)


class Community(RuleBasedStateMachine):
    """Anybody tries anything; what is refused is fine, another exception is not."""

    done: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        cache.clear()
        customers = [make_user() for _ in range(3)]
        self.people = [*customers, make_signer(), make_employee()]
        self.people += [make_user(roles=role) for role in STAFF]
        self.written_down = (0, 0)
        acts.ask(self.people[0], Met(0, 0, 0))
        acts.answer(self.people[1], Met(0, 0, 1))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @rule(act=st.sampled_from(ACTS), who=st.integers(0, PEOPLE - 1), which=FEW, other=FEW, turn=FEW)
    def somebody_does_something(self, act, who, which, other, turn):
        try:
            with transaction.atomic():
                act(User.objects.get(pk=self.people[who].pk), Met(which, other, turn))
        except Exception as refusal:
            if not type(refusal).__name__.startswith(REFUSALS):
                raise
        else:
            self.done[act.__name__] += 1
            relay.deliver_pending(limit=1000)
            assert list(broken()) == []
            self._nothing_written_down_is_lost(act)

    def _nothing_written_down_is_lost(self, act) -> None:
        before, now = self.written_down, (Decision.objects.count(), Revision.objects.count())
        assert act in FORGETTING or all(map(int.__ge__, now, before)), (before, now)
        self.written_down = now


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.jsonl"
    settings.LIMITS_FACTOR = 1000


def test_community_stays_whole_whatever_people_do(db):
    """C-28: the same sequences in every run; most acts come to pass."""
    Community.done.clear()

    run_state_machine_as_test(
        Community,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert len(Community.done) > len({*ACTS}) / 2
