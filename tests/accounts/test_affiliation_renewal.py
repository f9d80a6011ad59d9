"""Proved again: by a link in the mailbox, or by an administrator's look."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_renewal import (
    CannotRenew,
    affiliation_of_token,
    ask_for_renewal,
    renew_affiliation,
    renew_affiliation_by_mailbox,
    renewal_link,
)
from accounts.actions.affiliations import end_affiliation
from accounts.models import Affiliation, AffiliationChange
from accounts.notifications.models import OutgoingMail
from tests.factories import list_domain, make_affiliation, make_member, make_proved_employee


@pytest.fixture
def affiliation(db):
    list_domain()
    return make_proved_employee()


@pytest.fixture
def holder(affiliation):
    return affiliation.user


def days_from_now(number: int):
    return timezone.localdate() + timedelta(days=number)


def runs_out_in(affiliation: Affiliation, number: int) -> None:
    Affiliation.objects.filter(pk=affiliation.pk).update(valid_until=days_from_now(number))
    affiliation.refresh_from_db()


def test_link_proves_it_for_ninety_more_days(affiliation, holder):
    runs_out_in(affiliation, 5)
    link = renewal_link(affiliation)

    renewed = renew_affiliation_by_mailbox(token=link.token, by=holder)

    assert link.mailbox == "kim@corp.de"
    assert renewed.valid_until == days_from_now(90)
    line = AffiliationChange.objects.latest("id")
    assert (line.what, line.by, line.proof) == ("renewed", holder, "Confirmed mailbox at corp.de")


def test_link_works_once(affiliation, holder):
    """A double click leaves one line."""
    token = renewal_link(affiliation).token
    renew_affiliation_by_mailbox(token=token, by=holder)

    with pytest.raises(CannotRenew, match="no longer valid"):
        renew_affiliation_by_mailbox(token=token, by=holder)
    assert affiliation.changes.filter(what="renewed").count() == 1


@pytest.mark.parametrize("token", ["", "x", "WzEsIngiXQ:1abc:def", "\x00", "a" * 5000])
def test_forged_link_renews_nothing(affiliation, holder, token):
    with pytest.raises(CannotRenew):
        renew_affiliation_by_mailbox(token=token, by=holder)


def test_link_is_too_old_after_two_weeks(affiliation, holder, monkeypatch):
    token = renewal_link(affiliation).token
    later = (timezone.now() + timedelta(days=15)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    with pytest.raises(CannotRenew):
        affiliation_of_token(token)


def test_mailbox_without_the_account_renews_nothing(affiliation, administrator):
    """A mailbox that was handed on to a successor renews nobody's mark."""
    with pytest.raises(CannotRenew, match="sign in with the account"):
        renew_affiliation_by_mailbox(token=renewal_link(affiliation).token, by=administrator)


def test_link_dies_with_the_mailbox(affiliation, holder):
    """A-BG-06"""
    token = renewal_link(affiliation).token
    EmailAddress.objects.filter(user=holder).delete()

    with pytest.raises(CannotRenew):
        renew_affiliation_by_mailbox(token=token, by=holder)
    affiliation.refresh_from_db()
    assert renewal_link(affiliation) is None


def test_link_lifts_what_a_rule_suspended(affiliation, holder):
    suspend_affiliation(affiliation=affiliation, because="a mail came back")
    affiliation.refresh_from_db()

    resumed = renew_affiliation_by_mailbox(token=renewal_link(affiliation).token, by=holder)

    assert resumed.is_active
    assert affiliation.changes.latest("id").what == AffiliationChange.What.RESUMED


def test_link_lifts_nothing_that_a_person_suspended(affiliation, holder, administrator):
    """A-BG-17"""
    token = renewal_link(affiliation).token
    suspend_affiliation(affiliation=affiliation, because="misuse", by=administrator)

    with pytest.raises(CannotRenew):
        renew_affiliation_by_mailbox(token=token, by=holder)
    with pytest.raises(CannotRenew):
        ask_for_renewal(affiliation=affiliation, by=holder)


def test_person_can_take_over_what_a_rule_suspended(affiliation, holder, administrator):
    suspend_affiliation(affiliation=affiliation, because="a mail came back")
    suspend_affiliation(affiliation=affiliation, because="misuse", by=administrator)

    affiliation.refresh_from_db()
    assert affiliation.suspended_by_person
    assert renewal_link(affiliation) is None

    suspend_affiliation(affiliation=affiliation, because="and again", by=administrator)
    affiliation.refresh_from_db()
    assert affiliation.suspended_because == "misuse"


def test_ended_mark_is_never_renewed(affiliation, holder, administrator):
    """A-BG-17"""
    token = renewal_link(affiliation).token
    end_affiliation(affiliation=affiliation, by=administrator, because="left")

    with pytest.raises(CannotRenew):
        renew_affiliation_by_mailbox(token=token, by=holder)
    with pytest.raises(CannotRenew):
        renew_affiliation(affiliation=affiliation, by=administrator, evidence="came back")


def test_no_proof_outlives_the_contract(administrator):
    """Agencies and partners: the contract's end is the last day, whatever proves it."""
    list_domain(name="Nordlicht", relation="agency", domain="nordlicht.example")
    user = make_member(email="silke@nordlicht.example")
    agency = make_affiliation(
        user=user,
        kind="agency",
        organisation=list_domain(
            name="Nordlicht", relation="agency", domain="nordlicht.example"
        ).organisation,
        proof="mailbox",
        proof_key="silke@nordlicht.example",
        contract_until=days_from_now(30),
    )
    assert agency.valid_until == days_from_now(30)
    assert renewal_link(agency) is None

    renewed = renew_affiliation(
        affiliation=agency,
        by=administrator,
        evidence="New contract seen",
        contract_until=days_from_now(400),
    )

    assert renewed.valid_until == days_from_now(90)
    assert renewed.contract_until == days_from_now(400)


def test_contract_that_has_ended_is_not_renewed(helper, administrator):
    agency = make_affiliation(user=helper, kind="agency", contract_until=days_from_now(-1))

    with pytest.raises(CannotRenew, match="contract has ended"):
        renew_affiliation(affiliation=agency, by=administrator, evidence="x")


def test_administrator_renews_for_a_year_and_says_what_he_saw(helper, administrator, moderator):
    checked = make_affiliation(user=helper, valid_until=days_from_now(3))
    for by in (moderator, helper):
        with pytest.raises(CannotRenew):
            renew_affiliation(affiliation=checked, by=by, evidence="x")
    with pytest.raises(CannotRenew, match="what you have looked at"):
        renew_affiliation(affiliation=checked, by=administrator, evidence=" ")

    renewed = renew_affiliation(affiliation=checked, by=administrator, evidence="Asked again")

    assert renewed.valid_until == days_from_now(365)
    assert checked.changes.latest("id").why == "Asked again"


def test_no_day_is_chosen_beyond_what_such_a_proof_holds(affiliation, administrator):
    """Rule 3: a mailbox holds for 90 days, whatever an administrator types."""
    renewed = renew_affiliation(
        affiliation=affiliation, by=administrator, evidence="seen", valid_until=days_from_now(900)
    )

    assert renewed.valid_until == days_from_now(90)


def test_holder_gets_the_link_into_the_proving_mailbox(affiliation, holder, deliver_events):
    ask_for_renewal(affiliation=affiliation, by=holder)
    OutgoingMail.objects.all().delete()
    deliver_events()

    mail = OutgoingMail.objects.get(to="kim@corp.de")
    url = re.search(r"http\S+renew\S*", mail.text)[0]
    assert affiliation_of_token(url.rstrip("/").rpartition("/")[2]) == affiliation


def test_opening_the_mailed_link_changes_nothing_and_its_button_renews(
    affiliation, holder, client_of, deliver_events
):
    """Mail scanners open links; only the button is an act."""
    runs_out_in(affiliation, 5)
    ask_for_renewal(affiliation=affiliation, by=holder)
    deliver_events()
    url = re.search(r"http\S+renew\S*", OutgoingMail.objects.latest("id").text)[0]
    browser = client_of(holder)

    assert browser.get(url).status_code == 200
    affiliation.refresh_from_db()
    assert affiliation.valid_until == days_from_now(5)

    assert browser.post(url).status_code == 302
    affiliation.refresh_from_db()
    assert affiliation.valid_until == days_from_now(90)


def test_nobody_asks_for_the_link_of_another(affiliation, administrator):
    with pytest.raises(CannotRenew):
        ask_for_renewal(affiliation=affiliation, by=administrator)
