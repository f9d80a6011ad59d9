"""Marks granted, proved, suspended and revoked at the same moment."""

from datetime import timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_renewal import (
    CannotRenew,
    renew_affiliation_by_mailbox,
    renewal_link,
)
from accounts.actions.affiliation_requests import (
    CannotDecide,
    CannotRequest,
    decide_affiliation_request,
    request_affiliation,
)
from accounts.actions.affiliation_upkeep import expire_affiliations, remind_of_renewal
from accounts.actions.affiliations import end_affiliation
from accounts.actions.organisations import CannotList, add_domain
from accounts.actions.signing import CannotSign, grant_signing_right, propose_signing_right
from accounts.models import (
    Affiliation,
    AffiliationChange,
    AffiliationRequest,
    OrganisationDomain,
    SigningRight,
)
from accounts.proofs import still_proves
from config.events.models import Event
from tests.factories import (
    list_domain,
    make_affiliation,
    make_member,
    make_organisation,
    make_proved_employee,
    make_user,
)
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def ask(user):
    return request_affiliation(
        user=user,
        kind="employee",
        organisation=make_organisation(),
        role_title="Care",
        full_name="Kim Larsen",
    )


def test_revoked_while_the_link_is_clicked_ends_revoked(administrator):
    """A-BG-17: whoever is first, the end state is revoked, and history shows both."""
    list_domain()
    for number in range(ROUNDS):
        affiliation = make_proved_employee(email=f"kim{number}.x@corp.de")
        renew = partial(
            renew_affiliation_by_mailbox,
            token=renewal_link(affiliation).token,
            by=affiliation.user,
        )
        revoke = partial(end_affiliation, affiliation=affiliation, by=administrator, because="left")
        results = at_once([*times(THREADS // 2, renew), *times(THREADS // 2, revoke)])

        assert {type(problem) for problem in failures(results)} <= {CannotRenew}
        affiliation.refresh_from_db()
        assert affiliation.ended_because == "left"
        lines = list(affiliation.changes.order_by("id").values_list("what", flat=True))
        assert lines in (["granted", "revoked"], ["granted", "renewed", "revoked"])


def test_revoked_while_it_is_suspended_ends_revoked(administrator, helper):
    """A-BG-17"""
    affiliation = make_affiliation(user=helper)
    calls = [
        *times(8, partial(suspend_affiliation, affiliation=affiliation, because="x")),
        *times(8, partial(end_affiliation, affiliation=affiliation, by=administrator, because="y")),
    ]
    assert failures(at_once(calls)) == []

    affiliation.refresh_from_db()
    assert affiliation.ended_at
    assert affiliation.changes.filter(what="revoked").count() == 1
    assert affiliation.changes.filter(what="suspended").count() <= 1


def test_mailbox_that_is_lost_while_it_is_granted_leaves_no_mark(administrator):
    """A-BG-06: either the grant sees that it is gone, or the loss sees the grant."""
    list_domain()
    for number in range(ROUNDS * 2):
        user = make_member(email=f"kim{number}.x@corp.de")
        asked = ask(user)
        row = EmailAddress.objects.get(user=user)
        results = at_once(
            [
                partial(decide_affiliation_request, request=asked, by=administrator, granted=True),
                row.delete,
            ]
        )

        assert {type(problem) for problem in failures(results)} <= {CannotDecide}
        for affiliation in Affiliation.objects.filter(user=user):
            assert not affiliation.is_active
            assert still_proves(affiliation) is None


def test_two_requests_at_once_are_one():
    list_domain()
    user = make_member(email="kim@corp.de")
    results = at_once(times(THREADS, partial(ask, user)))

    refused = failures(results)
    assert all(isinstance(problem, CannotRequest) for problem in refused)
    assert len(refused) == THREADS - 1
    assert AffiliationRequest.objects.count() == 1


def test_request_decided_many_times_at_once_grants_once():
    """C-20: grants and refusals by several administrators; the first word counts."""
    list_domain()
    asked = ask(make_member(email="kim@corp.de"))
    calls = [
        partial(
            decide_affiliation_request,
            request=asked,
            by=make_user(roles="administrator"),
            granted=bool(number % 2),
            because="seen",
        )
        for number in range(THREADS)
    ]
    results = at_once(calls)

    assert all(isinstance(problem, CannotDecide) for problem in failures(results))
    asked.refresh_from_db()
    granted = asked.state == AffiliationRequest.State.GRANTED
    assert Affiliation.objects.count() == AffiliationChange.objects.count() == int(granted)
    told = Event.objects.filter(
        name__in=["accounts.AffiliationGranted", "accounts.AffiliationRefused"]
    )
    assert told.count() == 1


def test_mailbox_with_many_names_speaks_for_one_account(administrator):
    """A-BG-03, A-BG-13"""
    list_domain()
    for _ in range(ROUNDS):
        start = AffiliationRequest.objects.count()
        requests = [ask(make_member(email=f"kim+{start + number}@corp.de")) for number in range(8)]
        results = at_once(
            partial(decide_affiliation_request, request=asked, by=administrator, granted=True)
            for asked in requests
        )

        assert all(isinstance(problem, CannotDecide) for problem in failures(results))
        only = Affiliation.objects.open().get()
        assert only.proof_key == "kim@corp.de"
        end_affiliation(affiliation=only, by=administrator, because="left")


def test_task_that_is_delivered_many_times_at_once_does_it_once(helper):
    """C-20"""
    affiliation = make_affiliation(user=helper)
    today = timezone.localdate()
    Affiliation.objects.update(valid_until=today)
    assert failures(at_once(times(THREADS, remind_of_renewal))) == []
    assert affiliation.changes.filter(what="reminded").count() == 1

    Affiliation.objects.update(valid_until=today - timedelta(days=1))
    assert failures(at_once(times(THREADS, expire_affiliations))) == []
    assert affiliation.changes.filter(what="expired").count() == 1


def test_right_to_sign_is_granted_once(helper, administrator):
    """A-BG-11"""
    affiliation = make_affiliation(user=helper)
    others = [make_user(roles="administrator") for _ in range(8)]
    proposals = at_once(
        partial(propose_signing_right, affiliation=affiliation, by=by, reason="Leads the team")
        for by in others
    )
    assert all(isinstance(problem, CannotSign) for problem in failures(proposals))

    right = SigningRight.objects.get()
    results = at_once(partial(grant_signing_right, right=right, by=by) for by in others)
    assert [type(problem) for problem in failures(results)] == [CannotSign]
    assert affiliation.changes.filter(what="signing-granted").count() == 1


def test_domain_listed_at_once_proves_one_organisation(administrator):
    """A-BG-18"""
    calls = [
        partial(
            add_domain,
            organisation=make_organisation(name=f"Company {number % 4}"),
            domain="corp.de",
            by=administrator,
        )
        for number in range(THREADS)
    ]
    assert all(isinstance(problem, CannotList) for problem in failures(at_once(calls)))
    assert OrganisationDomain.objects.count() == 1
