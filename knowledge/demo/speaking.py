"""For whom the people of the demo speak, on what proof, and how that begins, rests and ends."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count, takewhile

from django.conf import settings
from django.utils import timezone, translation

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_renewal import (
    renew_affiliation,
    renew_affiliation_by_mailbox,
    renewal_link,
)
from accounts.actions.affiliation_requests import decide_affiliation_request
from accounts.actions.affiliation_upkeep import remind_of_renewal, shrink_names
from accounts.actions.affiliations import end_affiliation, grant_affiliation
from accounts.actions.declarations import declare_affiliated
from accounts.actions.members import revoke_role
from accounts.actions.signing import grant_signing_right, propose_signing_right
from accounts.models import Affiliation as Recorded
from accounts.models import AffiliationRequest, SigningRight, User
from accounts.notifications.actions import mark_all_read
from accounts.proofs import mailbox_proof
from community.actions.marking import mark_posts
from knowledge.demo.cast import Affiliation, Person, Signing
from knowledge.demo.world import Act, World

Proof = Recorded.Proof

# When the tasks of a day looked for proofs that end soon.
_REMINDED = timedelta(days=4)
# Shortly before a proof would have ended, it was given anew.
_RENEWED_EVERY = {Proof.MAILBOX: timedelta(days=85), Proof.ADMINISTRATOR: timedelta(days=350)}


def speaking(people: Iterable[Person], *, start: datetime) -> Iterator[Act]:
    for person in people:
        if person.affiliation:
            yield from _beginning(person, person.affiliation, start)
            yield from _end(person.key, person.affiliation, start)
            yield from _signing(person.key, person.affiliation.signing, start)
    yield Act(start - _REMINDED, _remind)


def recognise(
    key: str, spoken: Affiliation, world: World, at: datetime, *, start: datetime
) -> None:
    """Granted when he joined, and proved again since then, time and again.

    All of it at once: posts ask whether a proof holds today, whenever in the past they are told.
    """
    user, organisation = world.people[key], world.organisations[spoken.organisation]
    mailbox = None if spoken.seen else mailbox_proof(user, organisation)
    evidence = mailbox.evidence if mailbox else spoken.seen
    proof = Proof.MAILBOX if mailbox else Proof.ADMINISTRATOR
    by = next(iter(world.administrators), None)
    granted = grant_affiliation(
        user=user,
        kind=spoken.kind,
        organisation=organisation,
        role_title=spoken.role_title,
        full_name=spoken.full_name,
        evidence=evidence,
        proof=proof,
        proof_key=mailbox.key if mailbox else "",
        contract_until=_contract_end(spoken, start),
        by=by,
        now=at,
    )
    for renewed_at in _renewals(start - spoken.proved, _RENEWED_EVERY[proof], since=at):
        granted = _prove_again(granted, by=by, at=renewed_at)
    world.affiliations[key] = granted


def _prove_again(affiliation: Recorded, *, by: User | None, at: datetime) -> Recorded:
    """By the link in one's own mailbox, or because an administrator has looked again."""
    link = renewal_link(affiliation)
    if link:
        return renew_affiliation_by_mailbox(token=link.token, by=affiliation.user, now=at)
    evidence = affiliation.evidence
    return renew_affiliation(affiliation=affiliation, evidence=evidence, by=by, now=at)


def _beginning(person: Person, spoken: Affiliation, start: datetime) -> Iterator[Act]:
    """Of those who asked for it after they had joined."""
    if spoken.requested:
        act = partial(_request, person, spoken, spoken.requested.because)
        yield Act(start - spoken.requested.ago, act)
    if spoken.granted:
        act = partial(_grant, person.key, spoken.seen, _contract_end(spoken, start))
        yield Act(start - spoken.granted, act)
    if spoken.granted and spoken.marked:
        since = start - spoken.marked.ago
        act = partial(_mark, person.key, since, spoken.marked.because)
        yield Act(start - spoken.granted, act)


def _end(key: str, spoken: Affiliation, start: datetime) -> Iterator[Act]:
    if spoken.suspended:
        act = partial(_suspend, key, spoken.suspended.because)
        yield Act(start - spoken.suspended.ago, act)
    if spoken.left:
        left_at = start - spoken.left.ago
        yield Act(left_at, partial(_leave, key, spoken.left.because))
        shrunk_at = left_at + timedelta(days=settings.AFFILIATION_NAME_KEPT_DAYS)
        if shrunk_at < start:
            yield Act(shrunk_at, _shrink)


def _signing(key: str, signing: Signing | None, start: datetime) -> Iterator[Act]:
    if signing:
        yield Act(start - signing.proposed, partial(_propose_signing, key, signing.because))
    if signing and signing.granted:
        yield Act(start - signing.granted, partial(_grant_signing, key))


def _request(
    person: Person, spoken: Affiliation, explanation: str, world: World, at: datetime
) -> None:
    with translation.override(person.language):
        declare_affiliated(
            user=world.people[person.key],
            kind=spoken.kind,
            organisation=world.organisations[spoken.organisation],
            role_title=spoken.role_title,
            full_name=spoken.full_name,
            explanation=explanation,
            now=at,
        )


def _grant(key: str, seen: str, contract_until: date | None, world: World, at: datetime) -> None:
    asked = AffiliationRequest.objects.open().get(user=world.people[key])
    by = world.administrators[0]
    decided = decide_affiliation_request(
        request=asked, by=by, granted=True, because=seen, contract_until=contract_until, now=at
    )
    world.affiliations[key] = Recorded.objects.get(request=decided)
    for administrator in world.administrators:
        mark_all_read(user=administrator, now=at)


def _mark(key: str, since: datetime, because: str, world: World, at: datetime) -> None:
    affiliation, by = world.affiliations[key], world.administrators[0]
    mark_posts(affiliation=affiliation, since=since, by=by, because=because, now=at)


def _suspend(key: str, because: str, world: World, at: datetime) -> None:
    affiliation, by = world.affiliations[key], world.administrators[1]
    suspend_affiliation(affiliation=affiliation, because=because, by=by, now=at)


def _leave(key: str, because: str, world: World, at: datetime) -> None:
    affiliation, by = world.affiliations[key], world.administrators[0]
    end_affiliation(affiliation=affiliation, because=because, by=by, now=at)
    for role in world.person(key).roles.split():
        revoke_role(user=world.people[key], role=role, by=by)


def _shrink(_world: World, at: datetime) -> None:
    shrink_names(now=at)


def _remind(_world: World, at: datetime) -> None:
    remind_of_renewal(now=at)


def _propose_signing(key: str, reason: str, world: World, at: datetime) -> None:
    affiliation, by = world.affiliations[key], world.administrators[1]
    propose_signing_right(affiliation=affiliation, reason=reason, by=by, now=at)


def _grant_signing(key: str, world: World, at: datetime) -> None:
    proposed = SigningRight.objects.open().get(affiliation=world.affiliations[key])
    grant_signing_right(right=proposed, by=world.administrators[0], now=at)


def _contract_end(spoken: Affiliation, start: datetime) -> date | None:
    left = spoken.contract_left
    return timezone.localdate(start) + left if left else None


def _renewals(latest: datetime, every: timedelta, *, since: datetime) -> list[datetime]:
    """The latest proof and those before it, oldest first."""
    back = (latest - number * every for number in count())
    return list(takewhile(lambda moment: moment > since, back))[::-1]
