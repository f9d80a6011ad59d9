"""Domains that prove something: listed exactly, never one that others can have a mailbox at."""

import pytest

from accounts.actions.organisations import CannotList, add_domain, remove_domain
from accounts.models import AffiliationChange, OrganisationDomain
from config.events.models import Event
from tests.factories import list_domain, make_affiliation, make_organisation, make_proved_employee


@pytest.fixture
def company(db):
    return make_organisation()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        *(("corp.de", "corp.de"), ("@Corp.DE", "corp.de"), (" corp.de. ", "corp.de")),
        *(
            ("bücher.de", "xn--bcher-kva.de"),
            ("corp．de", "corp.de"),
            ("a.b.corp.de", "a.b.corp.de"),
        ),
    ],
)
def test_domain_is_kept_as_its_a_label(company, administrator, typed, label):
    """A-BG-01"""
    listed = add_domain(organisation=company, domain=typed, by=administrator)

    assert (listed.domain, listed.added_by) == (label, administrator)
    assert Event.objects.filter(name="accounts.DomainListed", actor=administrator).exists()


@pytest.mark.parametrize(
    "typed",
    ["", "corp", "de", "*.corp.de", "a@corp.de", "corp.de/x", "127.0.0.1", "localhost", "😀.de"],
)
def test_what_is_no_domain_is_refused(company, administrator, typed):
    with pytest.raises(CannotList):
        add_domain(organisation=company, domain=typed, by=administrator)


@pytest.mark.parametrize(
    "typed",
    [
        *("gmail.com", "googlemail.com", "GMX.de", "web.de", "t-online.de", "freenet.de"),
        *("outlook.com", "icloud.com", "proton.me", "posteo.de", "mailbox.org", "mail.gmx.net"),
        *("kunden.t-online.de", "a.b.web.de"),
    ],
)
def test_domain_of_a_mail_provider_is_refused(company, administrator, typed):
    """Anybody can have a mailbox there; its sub-domains are no better."""
    with pytest.raises(CannotList, match="proves nothing"):
        add_domain(organisation=company, domain=typed, by=administrator)


def test_domain_that_is_given_to_customers_is_refused(company, administrator, settings):
    settings.CUSTOMER_MAIL_DOMAINS = ["Kunden-Mail.example"]

    for typed in ("kunden-mail.example", "nord.kunden-mail.example"):
        with pytest.raises(CannotList):
            add_domain(organisation=company, domain=typed, by=administrator)
    assert add_domain(organisation=company, domain="mail.example", by=administrator)


def test_domain_proves_one_organisation_only(company, administrator):
    """A-BG-18"""
    add_domain(organisation=company, domain="corp.de", by=administrator)

    with pytest.raises(CannotList, match="another organisation"):
        add_domain(organisation=make_organisation(name="Other"), domain="corp.de", by=administrator)
    assert add_domain(organisation=company, domain="corp.de", by=administrator)
    assert OrganisationDomain.objects.count() == 1


def test_only_administrators_list_and_remove(company, moderator, employee):
    """A-BG-11"""
    listed = list_domain()
    for by in (moderator, employee):
        with pytest.raises(CannotList):
            add_domain(organisation=company, domain="more.de", by=by)
        with pytest.raises(CannotList):
            remove_domain(domain=listed, by=by, dry_run=True)


def test_dry_run_names_whom_it_would_concern_and_changes_nothing(administrator):
    """A-BG-09"""
    listed = list_domain()
    affiliation = make_proved_employee()

    assert remove_domain(domain=listed, by=administrator, dry_run=True) == [affiliation]

    listed.refresh_from_db()
    affiliation.refresh_from_db()
    assert listed.removed_at is None
    assert affiliation.is_active


def test_removal_suspends_what_its_mailboxes_prove_and_nothing_else(administrator):
    """A-BG-09: one line of history for each account."""
    listed, other = list_domain(), list_domain("corp.com")
    gone = [make_proved_employee(email=f"{name}@corp.de") for name in ("kim", "kai")]
    staying = make_proved_employee(email="kim@corp.com")
    by_contract = make_affiliation(user=administrator)

    concerned = remove_domain(domain=listed, by=administrator, dry_run=False)

    assert concerned == gone
    for affiliation in (*gone, staying, by_contract):
        affiliation.refresh_from_db()
    assert [affiliation.is_active for affiliation in gone] == [False, False]
    assert staying.is_active
    assert by_contract.is_active
    suspended = AffiliationChange.objects.filter(what=AffiliationChange.What.SUSPENDED)
    assert {line.affiliation for line in suspended} == set(gone)
    assert other.removed_at is None


def test_removed_domain_stays_on_record_and_can_be_listed_anew(company, administrator):
    former = list_domain()
    remove_domain(domain=former, by=administrator, dry_run=False)
    assert remove_domain(domain=former, by=administrator, dry_run=False) == []

    anew = add_domain(organisation=company, domain="corp.de", by=administrator)

    assert anew != former
    assert OrganisationDomain.objects.filter(removed_by=administrator).get() == former
