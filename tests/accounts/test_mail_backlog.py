"""Operators see mails that do not get away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.actions import queue_account_mail
from accounts.notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed():
    return queue_account_mail(to="lena@example.org", subject="One", text="secret link")


def said_of_mail(client) -> str:
    return client.get("/readyz").json()["checks"]["mail"]


def since(**ago: int) -> None:
    OutgoingMail.objects.update(not_before=timezone.now() - timedelta(**ago))


def test_old_backlog_is_reported(client, owed):
    since(minutes=16)

    assert said_of_mail(client) == "Mails have been waiting for more than 15 minutes."


def test_what_is_owed_just_now_is_no_backlog(client, owed):
    since(minutes=14)

    assert said_of_mail(client) == "ok"


def test_what_waits_for_a_later_try_is_no_backlog(client, owed):
    OutgoingMail.objects.update(not_before=timezone.now() + timedelta(hours=4))

    assert said_of_mail(client) == "ok"


@pytest.mark.parametrize("state", ["failed", "dropped"])
def test_what_did_not_go_out_is_listed_with_its_reason(client_of, administrator, owed, state):
    OutgoingMail.objects.update(state=state, why="refused: 5.7.1")
    admin = client_of(administrator)

    listed = admin.get(reverse("admin:notifications_outgoingmail_changelist"), {"state": state})
    shown = admin.get(reverse("admin:notifications_outgoingmail_change", args=[owed.pk]))

    assert "refused: 5.7.1" in listed.text
    assert "secret link" not in shown.text
