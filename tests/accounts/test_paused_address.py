"""What a paused address still gets, and how it is used again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.actions import notify, queue_account_mail
from accounts.notifications.models import OutgoingMail, PausedAddress
from accounts.notifications.sending import send_due
from accounts.notifications.tokens import reconfirm_url

SETTINGS = reverse("accounts:notification-settings")


def is_paused(user) -> bool:
    return PausedAddress.objects.filter(address=user.email).exists()


def tell(user, number: int) -> None:
    notify(user_ids=[user.pk], kind="answered", subject_id=1, key=f"answered:{number}")


@pytest.fixture
def paused(asker):
    return PausedAddress.objects.create(address=asker.email, user=asker, why="5.1.1")


def test_paused_address_gets_no_mail(paused, asker, mailoutbox):
    tell(asker, 1)
    send_due()

    assert mailoutbox == []
    assert OutgoingMail.objects.get().why == "the address is paused"


def test_mail_about_the_account_is_tried_once_a_day(paused, asker, mailoutbox):
    for number in range(3):
        queue_account_mail(to=asker.email, subject=f"Mail {number}", text="text")
    send_due()
    assert len(mailoutbox) == 1

    PausedAddress.objects.update(tried_at=timezone.now() - timedelta(days=1))
    queue_account_mail(to=asker.email, subject="Next day", text="text")
    send_due()
    assert len(mailoutbox) == 2


def test_owner_is_told_on_his_page_and_confirms_again(client, paused, asker, mailoutbox):
    client.force_login(asker)
    assert "came back" in client.get(SETTINGS).text
    PausedAddress.objects.update(tried_at=timezone.now())
    client.post(reverse("accounts:address-confirm-again"))
    assert send_due() == 1
    link = next(line for line in mailoutbox[0].body.split() if "/confirm-address/" in line)
    path = link.removeprefix("http://127.0.0.1:8000")
    client.logout()

    client.get(path)
    assert is_paused(asker)
    assert client.post(path).status_code == 200
    assert not is_paused(asker)


def test_confirming_twice_or_after_a_change_of_address_does_no_harm(client, paused, asker):
    path = reconfirm_url(asker, paused.pk).removeprefix("http://127.0.0.1:8000")
    type(asker).objects.filter(pk=asker.pk).update(email="new@example.org")

    assert client.post(path).status_code == 200
    assert PausedAddress.objects.filter(pk=paused.pk).exists()


def test_confirmation_mails_are_limited(client, paused, asker, at_noon):
    client.force_login(asker)
    for _ in range(2):
        client.post(reverse("accounts:address-confirm-again"))

    assert OutgoingMail.objects.count() == 1


def test_nobody_without_a_pause_gets_that_mail(client, asker):
    client.force_login(asker)
    client.post(reverse("accounts:address-confirm-again"))

    assert not OutgoingMail.objects.exists()
