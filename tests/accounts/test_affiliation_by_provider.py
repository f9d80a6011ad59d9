"""The identity provider's group proves it at each sign-in; what an address says proves nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_upkeep import expire_affiliations
from accounts.actions.affiliations import end_affiliation
from accounts.actions.identity_proofs import prove_by_identity_provider
from accounts.identity_providers import read_claims, rules
from accounts.models import Affiliation
from config import env
from tests.factories import list_domain, make_affiliation, make_member, make_organisation

ISSUER = "https://id.corp.example/realms/staff"
RULE = {
    "issuer": ISSUER,
    "tenant": "t-1",
    "group": "speakers",
    "organisation": "Fjordnet GmbH",
    "kind": "employee",
}


@pytest.fixture(autouse=True)
def _configured(settings, db):
    settings.AFFILIATION_PROVIDERS = [RULE]
    make_organisation()


def sign_in(user, **values) -> Affiliation | None:
    said = {
        "issuer": ISSUER,
        "tenant": "t-1",
        "subject": "s-1",
        "groups": ["all", "speakers"],
        "full_name": "Kim Larsen",
        "role_title": "Network Operations",
    }
    return prove_by_identity_provider(user=user, **(said | values))


def test_configured_group_grants_at_sign_in(helper):
    affiliation = sign_in(helper)

    assert affiliation.is_active
    assert (affiliation.proof, affiliation.proof_key) == ("identity-provider", f"{ISSUER}|s-1")
    assert affiliation.granted_by is None
    assert affiliation.evidence == f"Group speakers of {ISSUER}"
    assert affiliation.changes.get().what == "granted"


@pytest.mark.parametrize(
    "values",
    [
        *({"issuer": "https://evil.example"}, {"issuer": ISSUER + "/"}, {"tenant": "t-2"}),
        *({"tenant": ""}, {"groups": []}, {"groups": ["Speakers"]}, {"groups": ["speakers2"]}),
        *({"subject": ""}, {"subject": " "}, {"full_name": ""}, {"role_title": " "}),
    ],
)
def test_anything_that_is_not_exactly_as_configured_grants_nothing(helper, values):
    """A-BG-05: issuer, tenant, group and a stable subject, each sign by sign."""
    assert sign_in(helper, **values) is None
    assert not Affiliation.objects.exists()


def test_address_among_the_claims_is_never_looked_at(helper):
    """A-BG-05 (nOAuth): who runs a tenant writes there what he likes."""
    list_domain("corp.de")
    claims = {
        "iss": "https://login.example/other",
        "tid": "t-1",
        "sub": "s-1",
        "email": "kim@corp.de",
        "email_verified": True,
        "upn": "kim@corp.de",
    }

    assert read_claims(claims) is None
    read = read_claims(claims | {"iss": ISSUER})
    assert "corp.de" not in str(read)
    assert sign_in(helper, groups=read.groups) is None


def test_claims_are_read_as_the_operator_named_them(settings):
    settings.AFFILIATION_PROVIDERS = [
        RULE | {"tenant_claim": "org", "groups_claim": "roles", "role_claim": "job"}
    ]
    claims = {"iss": ISSUER, "org": "t-1", "sub": "s", "roles": ["speakers"], "job": "Care"}

    read = read_claims(claims | {"name": "Kim Larsen"})

    assert (read.tenant, read.groups, read.role_title) == ("t-1", ("speakers",), "Care")
    assert read.full_name == "Kim Larsen"


@pytest.mark.parametrize("groups", ["speakers", None, 7, {"speakers": 1}])
def test_groups_that_are_no_list_are_none(groups):
    """A-BG-05: a text that contains the name is no membership."""
    assert read_claims({"iss": ISSUER, "sub": "s", "groups": groups}).groups == ()


def test_each_sign_in_proves_it_again(helper):
    first = sign_in(helper)
    later = timezone.now() + timedelta(days=10)

    again = sign_in(helper, now=later)

    assert again == first
    assert again.valid_until == first.valid_until + timedelta(days=10)
    assert again.changes.latest("id").what == "renewed"


def test_provider_that_is_away_for_a_week_takes_nobodys_mark(helper):
    """F-29: a session of two weeks, and then the provider is down for seven days."""
    affiliation = sign_in(helper)

    expire_affiliations(now=timezone.now() + timedelta(days=14 + 7))

    affiliation.refresh_from_db()
    assert affiliation.ended_at is None


def test_sign_in_without_the_group_suspends_at_once(helper):
    """A-BG-08"""
    affiliation = sign_in(helper)

    assert sign_in(helper, groups=["all"]) is None

    affiliation.refresh_from_db()
    assert not affiliation.is_active
    assert sign_in(helper).is_active


def test_group_of_another_organisation_does_not_keep_it(helper, settings):
    """A-BG-18"""
    make_organisation(name="Other GmbH")
    sign_in(helper)
    settings.AFFILIATION_PROVIDERS = [RULE | {"organisation": "Other GmbH"}]

    assert sign_in(helper) is None
    assert not Affiliation.objects.active().exists()


def test_another_subject_neither_renews_nor_suspends(helper):
    affiliation = sign_in(helper)

    assert sign_in(helper, subject="s-2", groups=[]) is None

    affiliation.refresh_from_db()
    assert affiliation.is_active


def test_one_subject_speaks_through_one_account(helper, stranger):
    """A-BG-13"""
    sign_in(helper)

    assert sign_in(stranger) is None


def test_what_a_person_took_away_no_sign_in_brings_back(helper, administrator):
    """A-BG-17"""
    affiliation = sign_in(helper)
    suspend_affiliation(affiliation=affiliation, because="misuse", by=administrator)
    assert sign_in(helper) is None

    end_affiliation(affiliation=affiliation, by=administrator, because="misuse")
    assert sign_in(helper) is None
    assert not Affiliation.objects.active().exists()


def test_expired_one_is_granted_anew(helper):
    sign_in(helper)
    expire_affiliations(now=timezone.now() + timedelta(days=40))

    assert sign_in(helper).is_active


def test_mark_on_another_proof_is_left_alone(db):
    """An administrator's check stays what it is."""
    user = make_member(email="kim@example.org")
    checked = make_affiliation(user=user)

    assert sign_in(user) is None

    checked.refresh_from_db()
    assert checked.proof == "administrator"
    assert checked.is_active


@pytest.mark.parametrize("wrong", [{"kind": "agency"}, {"issuer": ""}, {"group": ""}])
def test_doubtful_entry_is_refused_at_start(settings, wrong):
    settings.AFFILIATION_PROVIDERS = [RULE | wrong]

    with pytest.raises(ImproperlyConfigured, match="AFFILIATION_PROVIDERS"):
        list(rules())


@pytest.mark.parametrize(
    "value", ["{", "{}", "[1]", '["a"]', '[{"issuer": "x"}]', '[{"issuer": 1, "group": "g"}]', "7"]
)
def test_setting_that_is_no_list_of_objects_is_refused(monkeypatch, value):
    monkeypatch.setenv("KLARTEXT_TEST", value)

    with pytest.raises(ImproperlyConfigured, match="KLARTEXT_TEST"):
        env.records("KLARTEXT_TEST", required={"issuer", "group"})
