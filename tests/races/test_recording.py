"""Acts recorded while several sealers are at work (L-AU-02)."""

from functools import partial

from django.db import transaction

from config.audit.models import AuditPerson, AuditRecord, AuditSeal, Unsealed
from config.audit.recording import record_act
from config.audit.sealing import seal_waiting
from config.audit.verifying import verify
from tests.factories import make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures


@transaction.atomic
def act(by) -> None:
    record_act("post-hidden", by=by, subject="answer-1", why="Spam")


def test_every_act_is_sealed_once_whoever_seals(db):
    """L-AU-02: on PostgreSQL rows become visible in another order than that of their ids."""
    people = [make_user(roles="moderator") for _ in range(THREADS // 2)]
    for _ in range(ROUNDS):
        acts = [partial(act, person) for person in people]
        assert failures(at_once([*acts, *[seal_waiting] * (THREADS // 2)])) == []

    seal_waiting()

    assert AuditRecord.objects.count() == AuditSeal.objects.count() == ROUNDS * len(people)
    assert not Unsealed.objects.exists()
    assert verify().problems == []


def test_first_acts_at_once_give_one_pseudonym(db):
    """L-AU-05."""
    for _ in range(ROUNDS):
        person = make_user(roles="moderator")

        assert failures(at_once([partial(act, person)] * THREADS)) == []

        assert AuditPerson.objects.filter(user=person).count() == 1
