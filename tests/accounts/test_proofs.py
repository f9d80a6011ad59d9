"""A mailbox proves for whom somebody speaks: confirmed, in use, and at exactly a listed domain."""

from itertools import permutations

import pytest
from allauth.account.models import EmailAddress
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.actions.organisations import remove_domain
from accounts.group_mailboxes import is_group_mailbox
from accounts.models import OrganisationDomain, User
from accounts.proofs import listed_organisation, mailbox_proof
from tests.factories import list_domain, make_member, make_user

LABELS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


@pytest.fixture
def corp(db):
    return list_domain("corp.de").organisation


def member_at(mailbox: str) -> User:
    """As a script or an import would leave him: nothing is canonicalised here."""
    return make_member(email=mailbox)


def test_confirmed_mailbox_at_a_listed_domain_proves_its_organisation(corp):
    user = member_at("kim@corp.de")

    assert mailbox_proof(user).organisation == corp
    assert mailbox_proof(user).evidence == "Confirmed mailbox at corp.de"


@pytest.mark.parametrize(
    "mailbox",
    [
        *("a@evilcorp.de", "a@corp.de.evil.com", "a@sub.corp.de", "a@corp-de.com", "a@corp.d"),
        *('"a@corp.de"@evil.com', "a@corp.de@evil.com", "a@evil.com@corp.de", "a@xn--rp-emcl.de"),
        *("a@соrp.de", "a@corp.dе", "corp.de", "@corp.de", "a@"),
    ],
)
def test_mailbox_that_only_looks_like_ours_proves_nothing(corp, mailbox):
    """A-BG-01: equality of A-labels and nothing else; sub-domains each on their own."""
    user = member_at(mailbox)

    assert mailbox_proof(user) is None
    assert listed_organisation(user) is None


@pytest.mark.parametrize(
    "spelling",
    [
        *("A@CORP.DE", "a@corp.de.", "a@corp．de", "\u212aim@corp.de", "a\u200b@corp.de"),
        *("a@co\u00adrp.de", " a@corp.de", "a@corp.de\n"),
    ],
)
def test_spelling_that_never_passed_the_door_proves_nothing(corp, spelling):
    """A-BG-02: what is not the one canonical spelling could be a second name of one mailbox."""
    assert mailbox_proof(member_at(spelling)) is None


def test_domain_with_umlauts_is_compared_as_a_label(db):
    """A-BG-01"""
    list_domain("Bücher.de")

    assert mailbox_proof(member_at("kim@xn--bcher-kva.de")) is not None
    assert mailbox_proof(member_at("kim@bucher.de")) is None


def test_unconfirmed_mailbox_proves_nothing(corp):
    """A-BG-04: neither by sign-up, nor by an import or a script that set no mark."""
    assert mailbox_proof(make_member(email="kim@corp.de", verified=False)) is None
    assert mailbox_proof(make_user(email="kai@corp.de")) is None


def test_mailbox_in_the_account_alone_proves_nothing(corp):
    """A-BG-04: the account names another one than the library has confirmed."""
    user = member_at("kim@example.org")
    User.objects.filter(pk=user.pk).update(email="kim@corp.de")
    user.refresh_from_db()

    assert mailbox_proof(user) is None


def test_mailbox_that_the_account_no_longer_names_proves_nothing(corp):
    """A-BG-06: the library still has it as the one in use, mail goes elsewhere."""
    user = member_at("kim@corp.de")
    User.objects.filter(pk=user.pk).update(email="kim@example.org")
    user.refresh_from_db()

    assert mailbox_proof(user) is None


def test_secondary_mailbox_proves_only_if_the_operator_says_so(corp, settings):
    """A-BG-07"""
    user = member_at("kim@example.org")
    second = EmailAddress.objects.create(user=user, email="kim@corp.de", verified=True)
    assert mailbox_proof(user) is None

    settings.AFFILIATION_PRIMARY_MAILBOX_ONLY = False
    assert mailbox_proof(user).organisation == corp

    second.delete()
    assert mailbox_proof(user) is None


def test_secondary_mailbox_still_asks_for_a_declaration(corp):
    user = member_at("kim@example.org")
    EmailAddress.objects.create(user=user, email="kim@corp.de", verified=True)

    assert listed_organisation(user) == corp


def test_removed_domain_proves_nothing(corp):
    """A-BG-09"""
    remove_domain(domain=corp.domains.get(), by=None, dry_run=False)

    assert mailbox_proof(member_at("kim@corp.de")) is None


def test_domain_that_became_the_customers_proves_nothing(corp, settings):
    settings.CUSTOMER_MAIL_DOMAINS = ["corp.de"]

    assert mailbox_proof(member_at("kim@corp.de")) is None


@pytest.mark.parametrize(
    "name",
    [
        *("info", "INFO", "all", "alle", "support", "team", "service", "noreply", "no-reply"),
        *("vertrieb", "kundenservice", "kunden-service", "kunden.service", "hilfe", "postmaster"),
        *("support+kim", "info2", "support-de", "berlin.info", "team_router", "+support", "it"),
        *("do-not-reply", "mailer-daemon", "buchhaltung", "presse", "datenschutz", "hr", "jobs"),
    ],
)
def test_mailbox_that_many_read_proves_nothing(corp, name):
    """A-BG-03: a code that is sent there can be read by everybody who reads the tickets."""
    user = member_at(f"{name.lower()}@corp.de")

    assert mailbox_proof(user) is None
    assert listed_organisation(user) == corp


@pytest.mark.parametrize(
    "name", ["kim", "miriam.vogt", "m.vogt2", "hillary", "ittner", "anna.post", "wim", "supporta"]
)
def test_mailbox_of_one_person_is_none_of_a_group(name):
    assert not is_group_mailbox(f"{name}@corp.de")


def test_operator_adds_group_mailboxes(settings):
    """A-BG-03"""
    settings.GROUP_MAILBOXES = ["Leitstand-Nord"]

    assert is_group_mailbox("leitstand.nord@corp.de")
    assert not is_group_mailbox("leitstand@corp.de")


def test_proof_for_one_organisation_never_counts_at_another(db):
    """A-BG-18: over all pairs of organisations."""
    domains = ["corp.de", "corp.com", "sub.corp.de", "evilcorp.de", "corp.de.example"]
    listed = {domain: list_domain(domain, name=domain).organisation for domain in domains}
    members = {domain: member_at(f"kim@{domain}") for domain in domains}

    for here, there in permutations(domains, 2):
        assert mailbox_proof(members[here], listed[here])
        assert mailbox_proof(members[here], listed[there]) is None


@pytest.mark.django_db
@settings(deadline=None)
@given(listed=LABELS, prefix=LABELS, suffix=LABELS)
def test_no_domain_around_a_listed_one_proves_anything(listed, prefix, suffix):
    """A-BG-01, A-BG-18: whatever stands before or behind it."""
    domain = f"{listed}.de"
    User.objects.filter(email__startswith="kim@").delete()
    OrganisationDomain.objects.all().delete()
    list_domain(domain, name=domain)

    for foreign in (f"{prefix}{domain}", f"{prefix}.{domain}", f"{domain}.{suffix}.com"):
        assert not _is_proved(f"kim@{foreign}")


def _is_proved(mailbox: str) -> bool:
    user = make_user(email=mailbox)
    EmailAddress.objects.create(user=user, email=mailbox, primary=True, verified=True)
    try:
        return mailbox_proof(user) is not None
    finally:
        user.delete()
