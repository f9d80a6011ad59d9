"""A-AU-01: sign-up does not tell who is a member, neither at once nor by a second look."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, make_affiliation, make_user

SIGN_UP = reverse("account_signup")


class CountingHasher(MD5PasswordHasher):
    algorithm = "counted"
    made = 0

    def encode(self, password, salt):
        type(self).made += 1
        return super().encode(password, salt)


def sign_up(client, email: str, name: str):
    values = {"email": email, "display_name": name, "password1": PASSWORD}
    return client.post(SIGN_UP, values)


@pytest.fixture
def member(db):
    return make_user(email="lena@example.org")


@pytest.mark.parametrize("mailbox", ["lena@example.org", "nobody@example.org"])
def test_name_is_taken_after_a_sign_up_whoever_has_the_mailbox(client, member, mailbox):
    assert sign_up(client, mailbox, "Wacher Otter").status_code == 302

    second = sign_up(client, "someone@example.org", "Wacher Otter")

    assert second.status_code == 200
    assert "already has this name" in second.text


@pytest.mark.parametrize("mailbox", ["lena@example.org", "nobody@example.org"])
def test_no_new_profile_appears_before_the_mailbox_is_confirmed(client, member, mailbox):
    sign_up(client, mailbox, "Wacher Otter")
    newest = User.objects.order_by("-pk").values_list("pk", flat=True)[0]

    for pk in {newest, newest + 1} - {member.pk}:
        assert client.get(reverse("accounts:profile", args=[pk])).status_code == 404


def test_known_mailbox_costs_a_hash_too(client, member, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_membership_stays_secret.CountingHasher"]
    CountingHasher.made = 0
    sign_up(client, "lena@example.org", "Wacher Otter")
    known = CountingHasher.made
    sign_up(client, "nobody@example.org", "Stiller Dachs")

    assert known == CountingHasher.made - known == 1


def test_name_under_which_someone_speaks_for_a_company_is_not_free(client, db):
    make_affiliation(user=make_user(), full_name="Ruben Castro")

    refused = sign_up(client, "someone@example.org", "Rubén Castro")

    assert "already has this name" in refused.text
