"""What an operator does on the server, where nobody is signed in."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import RoleGrant, User
from tests.accounts.second_factor import make_staff
from tests.factories import make_member


def test_first_administrator_is_made_on_the_server(db, capsys):
    user = make_member(email="tomasz@fjordnet.example")

    call_command("grant_role", "tomasz@fjordnet.example", "administrator", because="runs it")

    assert User.objects.get(pk=user.pk).is_administrator
    assert RoleGrant.objects.get().reason == "runs it"


@pytest.mark.parametrize("mailbox", ["nobody@example.org", "claimed@example.org"])
def test_role_is_for_those_who_confirmed_their_mailbox(db, mailbox):
    make_member(email="claimed@example.org", confirmed_at=None)

    with pytest.raises(CommandError, match="sign up first"):
        call_command("grant_role", mailbox, "curator")


def test_who_lost_every_factor_starts_afresh(client_of, db, capsys):
    user, _secret = make_staff("curator")
    his = client_of(user)

    call_command("forget_second_factor", user.email)

    assert not Authenticator.objects.exists()
    assert his.get(reverse("accounts:points")).status_code == 302
    assert User.objects.get(pk=user.pk).roles == "curator"


def test_forgetting_nobodys_factor_is_refused(db):
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_second_factor", "nobody@example.org")
