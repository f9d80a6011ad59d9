"""Somebody asks to be marked, another person decides, and the proof is looked at again."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.affiliation_requests import (
    CannotDecide,
    CannotRequest,
    decide_affiliation_request,
    request_affiliation,
    withdraw_affiliation_request,
)
from accounts.models import (
    Affiliation,
    AffiliationChange,
    AffiliationRequest,
    Organisation,
    User,
)
from config.events.models import Event
from tests.factories import (
    list_domain,
    make_affiliation,
    make_member,
    make_organisation,
    make_proved_employee,
    make_user,
)

State = AffiliationRequest.State


@pytest.fixture
def kim(db):
    list_domain()
    return make_member(email="kim@corp.de")


def ask(user, **values) -> AffiliationRequest:
    defaults = {
        "user": user,
        "kind": Affiliation.Kind.EMPLOYEE,
        "organisation": make_organisation(),
        "role_title": "Customer Care",
        "full_name": "Kim Larsen",
    }
    return request_affiliation(**(defaults | values))


def decide(request, by, **values) -> AffiliationRequest:
    return decide_affiliation_request(request=request, by=by, **({"granted": True} | values))


def test_mailbox_is_the_proof_where_it_is_one(kim, administrator):
    asked = ask(kim)

    decided = decide(asked, administrator)

    affiliation = decided.affiliation
    assert decided.state == State.GRANTED
    assert affiliation.proof == Affiliation.Proof.MAILBOX
    assert affiliation.proof_key == "kim@corp.de"
    assert affiliation.evidence == "Confirmed mailbox at corp.de"
    assert affiliation.valid_until == timezone.localdate() + timedelta(days=90)
    line = AffiliationChange.objects.get()
    assert (line.what, line.by, line.proof) == (
        AffiliationChange.What.GRANTED,
        administrator,
        "Confirmed mailbox at corp.de",
    )


def test_without_a_mailbox_an_administrator_says_what_was_checked(helper, administrator):
    with pytest.raises(CannotRequest, match="how we can check"):
        ask(helper)
    asked = ask(helper, explanation="Ask the personnel department, 040 123.")

    with pytest.raises(CannotDecide, match="what you have checked"):
        decide(asked, administrator)
    decided = decide(asked, administrator, because="Asked the personnel department")

    assert decided.affiliation.proof == Affiliation.Proof.ADMINISTRATOR
    assert decided.affiliation.evidence == "Asked the personnel department"
    assert decided.affiliation.valid_until == timezone.localdate() + timedelta(days=365)


def test_claimed_mailbox_proof_must_be_one(helper):
    """A-BG-04"""
    with pytest.raises(CannotRequest, match="does not prove"):
        ask(helper, proof=Affiliation.Proof.MAILBOX, explanation="Trust me.")


def test_mailbox_of_another_organisation_is_no_proof(kim):
    """A-BG-18"""
    other = make_organisation(name="Other GmbH")

    with pytest.raises(CannotRequest):
        ask(kim, organisation=other)
    assert ask(kim, organisation=other, explanation="Call them.").proof == "administrator"


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_an_administrator_decides(kim, roles):
    """A-BG-11"""
    asked = ask(kim)

    for granted in (True, False):
        with pytest.raises(CannotDecide):
            decide(asked, make_user(roles=roles), granted=granted, because="x")
    assert not Affiliation.objects.exists()


def test_nobody_decides_about_himself(administrator):
    """A-BG-10, A-BG-11"""
    asked = ask(administrator, explanation="It is me.")

    for granted in (True, False):
        with pytest.raises(CannotDecide, match="Another administrator"):
            decide(asked, administrator, granted=granted, because="It is me.")
    asked.refresh_from_db()
    assert asked.state == State.OPEN


def test_proof_that_is_gone_when_it_is_decided_grants_nothing(kim, administrator):
    """A-BG-06"""
    asked = ask(kim)
    EmailAddress.objects.filter(user=kim).update(verified=False)

    with pytest.raises(CannotDecide, match="no longer"):
        decide(asked, administrator)

    asked.refresh_from_db()
    assert asked.state == State.OPEN
    assert not Affiliation.objects.exists()


def test_other_mailbox_than_the_one_he_asked_with_grants_nothing(kim, administrator):
    """A-BG-03: what was looked at is what is granted."""
    asked = ask(kim)
    EmailAddress.objects.filter(user=kim).update(email="someone.else@corp.de")
    User.objects.filter(pk=kim.pk).update(email="someone.else@corp.de")

    with pytest.raises(CannotDecide, match="no longer"):
        decide(asked, administrator)


def test_deciding_twice_grants_once(kim, administrator):
    """C-20"""
    asked = ask(kim)

    first = decide(asked, administrator)
    second = decide(asked, administrator)

    assert first.affiliation == second.affiliation == Affiliation.objects.get()
    with pytest.raises(CannotDecide, match="decided already"):
        decide(asked, administrator, granted=False, because="changed my mind")


def test_refusal_says_why(kim, administrator):
    asked = ask(kim)
    with pytest.raises(CannotDecide, match="say why"):
        decide(asked, administrator, granted=False, because=" ")

    refused = decide(asked, administrator, granted=False, because="Left last month")

    assert (refused.state, refused.decided_by) == (State.REFUSED, administrator)
    assert not Affiliation.objects.exists()
    assert Event.objects.filter(name="accounts.AffiliationRefused").exists()
    assert ask(kim).state == State.OPEN


def test_one_request_and_one_affiliation_at_a_time(kim, administrator):
    asked = ask(kim)
    with pytest.raises(CannotRequest, match="asked already"):
        ask(kim)

    decide(asked, administrator)
    with pytest.raises(CannotRequest, match="already"):
        ask(kim)


def test_mailbox_speaks_for_one_account_only(kim):
    """A-BG-03, A-BG-13: a sub-address is the same mailbox."""
    second = make_member(email="kim+second@corp.de")
    make_affiliation(user=kim, proof="mailbox", proof_key="kim@corp.de")

    with pytest.raises(CannotRequest, match="Another account"):
        ask(second)


def test_mailbox_that_was_taken_meanwhile_is_refused_at_deciding(kim, administrator):
    """A-BG-03"""
    first, second = ask(kim), ask(make_member(email="kim+second@corp.de"))
    decide(first, administrator)

    with pytest.raises(CannotDecide, match="Another account"):
        decide(second, administrator)


@pytest.mark.parametrize("kind", ["agency", "partner"])
def test_agency_and_partner_are_marked_until_their_contract_ends(helper, administrator, kind):
    organisation = make_organisation(name="Nordlicht", relation=Organisation.Relation.AGENCY)
    asked = ask(helper, kind=kind, organisation=organisation, explanation="See the contract.")
    with pytest.raises(CannotDecide, match="contract ends"):
        decide(asked, administrator, because="Contract seen")

    until = timezone.localdate() + timedelta(days=700)
    decided = decide(asked, administrator, because="Contract seen", contract_until=until)

    assert decided.affiliation.valid_until == decided.affiliation.contract_until == until


def test_only_the_company_has_employees(helper, administrator):
    organisation = make_organisation(name="Nordlicht", relation=Organisation.Relation.AGENCY)
    asked = ask(helper, organisation=organisation, explanation="See the contract.")

    with pytest.raises(CannotDecide, match="Only the company"):
        decide(asked, administrator, because="Contract seen")


@pytest.mark.parametrize(
    "values", [{"full_name": "Kim"}, {"full_name": " "}, {"role_title": "\u200b"}]
)
def test_request_names_person_and_role(kim, values):
    with pytest.raises(CannotRequest):
        ask(kim, **values)


def test_own_request_can_be_withdrawn(kim, stranger, administrator):
    asked = ask(kim)
    with pytest.raises(CannotRequest):
        withdraw_affiliation_request(request=asked, by=stranger)

    withdraw_affiliation_request(request=asked, by=kim)

    assert withdraw_affiliation_request(request=asked, by=kim).state == State.WITHDRAWN
    with pytest.raises(CannotDecide):
        decide(asked, administrator)
    assert ask(kim).state == State.OPEN


def test_decided_request_cannot_be_withdrawn(kim, administrator):
    asked = ask(kim)
    decide(asked, administrator)

    with pytest.raises(CannotRequest, match="decided already"):
        withdraw_affiliation_request(request=asked, by=kim)


def test_speaking_already_is_said_before_anything_is_asked(db):
    list_domain()
    affiliation = make_proved_employee()

    with pytest.raises(CannotRequest, match="end that first"):
        ask(affiliation.user)
