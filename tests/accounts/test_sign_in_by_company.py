"""A-AU-14, A-AU-15, A-BG-05, F-29: signing in by an identity provider."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from accounts.models import Affiliation, User
from accounts.notifications.models import OutgoingMail
from config import identity_providers
from tests.accounts.openid_provider import OpenIDProvider, come_by, sign_up_by
from tests.accounts.second_factor import make_staff, sign_in
from tests.factories import PASSWORD, make_member, make_organisation

LENA = "lena@example.org"
CONFIRMED = {"sub": "1", "email": LENA, "email_verified": True}


def use(settings, *providers: OpenIDProvider) -> None:
    configured = [provider.configured() for provider in providers]
    settings.OIDC_ISSUERS = identity_providers.issuers(configured)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": identity_providers.openid_connect(configured)
    }


@pytest.fixture
def provider(settings, db):
    with OpenIDProvider() as provider:
        use(settings, provider)
        yield provider


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:points")).status_code == 200


def test_sign_in_page_offers_it_and_asks_the_provider_nothing(client, provider):
    """F-29"""
    page = client.get(reverse("account_login")).text

    assert "Sign in with Corp sign-in" in page
    assert provider.asked == []


def test_first_sign_in_asks_for_a_name_and_makes_an_account(client, provider):
    provider.claims = CONFIRMED

    sign_up_by(provider, client)

    user = User.objects.get()
    assert (user.email, user.display_name) == (LENA, "Lena Brandt")
    assert user.confirmed_at is not None
    assert not user.has_usable_password()
    assert is_in(client)


def test_second_sign_in_finds_the_same_account(client, provider):
    provider.claims = CONFIRMED
    sign_up_by(provider, Client())

    come_by(provider, client)

    assert is_in(client)
    assert User.objects.count() == SocialAccount.objects.count() == 1


@pytest.mark.parametrize("word", [False, None, "true", "false", 1, "1"])
def test_address_that_the_provider_did_not_check_is_none(client, provider, word):
    """A-AU-14: only `true` itself is yes."""
    provider.claims = {"sub": "1", "email": LENA, "email_verified": word}

    sign_up_by(provider, client)

    assert not EmailAddress.objects.filter(verified=True).exists()
    assert not is_in(client)
    assert "confirm-email" in OutgoingMail.objects.get(to=LENA).text


def test_address_typed_instead_of_the_checked_one_is_to_be_confirmed(client, provider):
    """A-AU-14"""
    provider.claims = CONFIRMED

    sign_up_by(provider, client, email="other@example.org")

    assert not EmailAddress.objects.get(email="other@example.org").verified


@pytest.mark.parametrize("verified", [True, False])
def test_account_with_the_same_address_is_not_linked(client, provider, verified):
    """A-AU-14: nobody becomes somebody by an address."""
    lena = make_member(email=LENA)
    provider.claims = CONFIRMED | {"email_verified": verified}

    sign_up_by(provider, client)

    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert User.objects.get() == lena
    assert "There is one already" in OutgoingMail.objects.get(to=LENA).text


def test_signed_in_member_connects_and_enters_by_it(client, provider):
    lena = make_member(email=LENA)
    provider.claims = {"sub": "7", "email": "somebody@else.example", "email_verified": True}
    sign_in(client, lena)

    come_by(provider, client, process="connect")
    client.logout()
    come_by(provider, client)

    assert is_in(client)
    lena.refresh_from_db()
    assert lena.email == LENA
    assert list(lena.emailaddress_set.values_list("email", flat=True)) == [LENA]


def test_identity_is_issuer_and_subject(provider, settings, client):
    """A-AU-14: the same subject of another provider is another person."""
    provider.claims = CONFIRMED
    sign_up_by(provider, Client())
    with OpenIDProvider("other") as other:
        use(settings, provider, other)
        other.claims = CONFIRMED

        response = come_by(other, client)

    assert response["Location"] == reverse("socialaccount_signup")
    assert not is_in(client)


def test_name_and_address_of_the_provider_change_nothing_here(client, provider):
    """A-AU-14"""
    provider.claims = CONFIRMED
    sign_up_by(provider, Client())
    provider.claims = CONFIRMED | {"email": "new@example.org", "name": "Administrator"}

    come_by(provider, client)

    user = User.objects.get()
    assert (user.email, user.display_name) == (LENA, "Lena Brandt")
    assert is_in(client)


def test_answer_to_one_provider_is_no_answer_to_another(provider, settings, client):
    """A-AU-14: state is bound to its provider."""
    with OpenIDProvider("other") as other:
        use(settings, provider, other)
        response = come_by(provider, client, back_to="other")

    assert response.status_code == 401
    assert other.asked == []


@pytest.mark.parametrize("query", [{}, {"code": "x"}, {"code": "x", "state": "forged"}])
def test_answer_that_nobody_asked_for_is_refused(client, provider, query):
    """A-AU-14: no sign-in by somebody else's link."""
    response = client.get(reverse("openid_connect_callback", args=["corp"]), query)

    assert response.status_code == 401
    assert "did not tell us who you are" in response.text


def test_token_of_another_issuer_is_refused(client, provider):
    """A-BG-05: a provider of many tenants vouches for each with its own issuer."""
    provider.token_issuer = "https://login.example/other-tenant"

    response = come_by(provider, client)

    assert response.status_code == 401
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", [{"aud": "another"}, {"exp": 1}, {"exp": "x"}, {"sub": None}])
def test_token_for_somebody_else_or_of_yesterday_is_refused(client, provider, wrong):
    """A-AU-14"""
    provider.claims = CONFIRMED | wrong

    assert come_by(provider, client).status_code in {401, 503}
    assert not is_in(client)


def test_details_about_another_person_are_refused(client, provider):
    provider.claims = CONFIRMED
    provider.details = CONFIRMED | {"sub": "2"}

    assert come_by(provider, client).status_code == 401


def test_what_is_kept_of_the_token_is_little(client, provider):
    """Only who said it about whom; name, address and picture are not."""
    provider.claims = CONFIRMED | {"name": "Lena Brandt", "picture": "https://x.example/lena.png"}

    sign_up_by(provider, client)

    assert SocialAccount.objects.get().extra_data == {
        "issuer": provider.issuer,
        "subject": "1",
        "claimed": None,
    }


def test_claimed_account_is_no_hindrance_and_no_trap(client, provider):
    """A-AU-15: somebody signed up with Lena's address; she comes by her company."""
    attacker = Client()
    attacker.post(
        reverse("account_signup"),
        {"email": LENA, "display_name": "The attacker", "password1": PASSWORD},
    )
    provider.claims = CONFIRMED

    sign_up_by(provider, client)

    user = User.objects.get()
    assert (user.display_name, user.has_usable_password()) == ("Lena Brandt", False)
    assert is_in(client)
    assert not is_in(attacker)


def test_last_way_in_cannot_be_disconnected(client, provider):
    """A-AU-14"""
    provider.claims = CONFIRMED
    sign_up_by(provider, client)
    account = SocialAccount.objects.get()

    page = client.post(reverse("socialaccount_connections"), {"account": account.pk})

    assert SocialAccount.objects.exists()
    assert "no password" in page.text


def test_second_factor_is_asked_for_after_it(client, provider):
    user, _secret = make_staff("curator")
    SocialAccount.objects.create(user=user, provider="corp", uid=uid_of(provider, "1"))

    response = come_by(provider, client)

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def uid_of(provider: OpenIDProvider, subject: str) -> str:
    """What a first sign-in stores, found by doing one."""
    provider.claims = {"sub": subject, "email": "x@example.org", "email_verified": True}
    browser = Client()
    sign_up_by(provider, browser, email="x@example.org", display_name="Somebody else")
    uid = SocialAccount.objects.get(user__email="x@example.org").uid
    User.objects.filter(email="x@example.org").delete()
    return uid


class TestProviderAway:
    """F-29"""

    @pytest.fixture
    def away(self, settings, db):
        provider = OpenIDProvider()
        provider.__enter__()
        use(settings, provider)
        yield provider
        provider.__exit__()

    def test_sign_in_says_so_and_names_other_ways(self, client, away):
        away.__exit__()

        response = client.post(reverse("openid_connect_login", args=["corp"]))

        assert response.status_code == 503
        assert "does not answer" in response.text

    def test_sessions_go_on_and_passwords_let_in(self, client, away, client_of):
        lena = make_member(email=LENA)
        hers = client_of(lena)
        away.__exit__()

        sign_in(client, lena)

        assert is_in(hers)
        assert is_in(client)

    @pytest.mark.parametrize("nonsense", [["nonsense"], {}, "x", None, {"issuer": "x"}])
    def test_nonsense_instead_of_an_answer_is_no_error(self, client, provider, nonsense):
        provider.answer = lambda path: nonsense

        response = client.post(reverse("openid_connect_login", args=["corp"]))

        assert response.status_code == 503

    @pytest.mark.parametrize("details", [{"email": LENA}, {"sub": ""}, {"sub": "1", "email": 5}])
    def test_details_about_nobody_are_no_error(self, client, provider, details):
        provider.details = details

        assert come_by(provider, client).status_code == 503


class TestBadge:
    """A-BG-05: whom the company's own tenant and group name, and nobody else."""

    @pytest.fixture
    def rule(self, provider, settings):
        make_organisation()
        settings.AFFILIATION_PROVIDERS = [
            {
                "issuer": provider.issuer,
                "tenant": "fjordnet",
                "group": "employees",
                "organisation": "Fjordnet GmbH",
                "kind": "employee",
            }
        ]

    RIGHT = CONFIRMED | {
        "tid": "fjordnet",
        "groups": ["employees"],
        "name": "Miriam Vogt",
        "title": "Customer Care",
    }

    def test_exact_tenant_and_group_prove_it(self, client, provider, rule):
        provider.claims = self.RIGHT

        sign_up_by(provider, client)

        assert Affiliation.objects.get().full_name == "Miriam Vogt"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"tid": "evil"},
            {"tid": "FJORDNET"},
            {"groups": ["guests"]},
            {"groups": "employees"},
            {"groups": []},
            {"tid": "evil", "email": "miriam@fjordnet.example", "upn": "miriam@fjordnet.example"},
        ],
    )
    def test_anything_else_proves_nothing(self, client, provider, rule, wrong):
        provider.claims = self.RIGHT | wrong

        sign_up_by(provider, client, email=wrong.get("email", LENA))

        assert not Affiliation.objects.exists()


GOOD = {"id": "corp", "name": "Corp", "issuer": "https://id.example", "client_id": "x"}


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"issuer": "http://id.example"}, "needs https://"),
        ({"id": "Corp!"}, "small letters"),
        ({"client_secret_file": "/not/there"}, "cannot be read"),
        ({"colour": "blue"}, "JSON list"),
    ],
)
def test_bad_configuration_is_refused_at_start(monkeypatch, bad, sentence):
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps([GOOD | bad]))

    with pytest.raises(ImproperlyConfigured, match=sentence):
        identity_providers.openid_connect(identity_providers.read("OIDC_PROVIDERS"))


def test_forms_may_lead_to_the_configured_providers_alone():
    """A-XS-16: Chromium follows redirects of a form only where the policy says so."""
    other = GOOD | {"id": "two", "issuer": "https://login.example/tenant", "origins": "https://a.b"}

    assert identity_providers.origins([GOOD, other]) == [
        "https://a.b",
        "https://id.example",
        "https://login.example",
    ]


def test_nobody_adds_a_provider_or_confirms_an_address_in_the_admin(client, administrator):
    """A-BG-10, A-AZ-19"""
    client.force_login(administrator)

    for path in ("socialaccount/socialapp/", "account/emailaddress/", "mfa/authenticator/"):
        assert client.get(f"/admin/{path}").status_code == 404


def test_saml_without_its_extra_is_refused_with_the_remedy(monkeypatch):
    monkeypatch.setenv("SAML_PROVIDERS", '[{"provider_id": "acme"}]')
    monkeypatch.setattr(identity_providers, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match="requirements-saml"):
        identity_providers.saml("SAML_PROVIDERS")


def test_saml_is_off_unless_it_is_set(monkeypatch):
    monkeypatch.delenv("SAML_PROVIDERS", raising=False)

    assert identity_providers.saml("SAML_PROVIDERS") == {}
