"""Somebody leaves for good: the account, its rows, and the record that it happened."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from accounts.actions.profiles import rename_member, set_avatar
from accounts.avatars import files
from accounts.events import MemberErased
from accounts.models import Affiliation, ReputationEntry, ReservedName, RoleGrant, User
from accounts.notifications.models import Notice, OutgoingMail
from accounts.privacy.actions import (
    TIME_TO_THINK,
    CannotErase,
    CannotKeep,
    keep_account,
    request_erasure,
)
from accounts.privacy.erasing import SETTLING, carry_out_due
from accounts.privacy.models import Erasure
from community.actions.votes import vote_answer
from community.models import Following
from config.events.bus import name_of
from config.events.models import Event
from config.recount import registered
from tests.factories import make_affiliation, make_answer, make_question, make_user

WEEK = TIME_TO_THINK + timedelta(seconds=1)


@pytest.fixture
def inbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mail.outbox


def test_account_works_for_seven_days(lena):
    """L-GD-02"""
    now = timezone.now()

    erasure = request_erasure(user=lena, keeps_texts=True, now=now)

    assert erasure.due_at == now + timedelta(days=7)
    assert carry_out_due(now=now + timedelta(days=6, hours=23)) == 0
    lena.refresh_from_db()
    assert lena.is_active
    assert lena.erases_at == erasure.due_at


def test_who_changes_his_mind_stays(lena):
    request_erasure(user=lena, keeps_texts=True)

    assert keep_account(user=lena)

    assert carry_out_due(now=timezone.now() + WEEK) == 0
    lena.refresh_from_db()
    assert lena.is_active
    assert lena.erases_at is None
    assert not keep_account(user=lena)


def test_it_is_too_late_to_stay_once_it_is_due(lena):
    request_erasure(user=lena, keeps_texts=True)

    with pytest.raises(CannotKeep):
        keep_account(user=lena, now=timezone.now() + WEEK)


def test_asking_again_changes_the_choice_and_not_the_day(lena):
    first = request_erasure(user=lena, keeps_texts=True)

    second = request_erasure(user=lena, keeps_texts=False, now=timezone.now() + timedelta(days=3))

    assert (second.pk, second.due_at) == (first.pk, first.due_at)
    assert Erasure.objects.get().keeps_texts is False


def test_only_administrator_names_another_one_first(administrator):
    with pytest.raises(CannotErase):
        request_erasure(user=administrator, keeps_texts=True)
    make_user(roles="administrator")

    assert request_erasure(user=administrator, keeps_texts=True)


def test_nothing_in_the_account_names_the_person(lena, erase):
    """L-GD-02: irreversible; a new column of the account fails here until it is thought of."""
    stays = {"id", "created_at", "confirmed_at", "session_version", "erased_at"}

    erased = erase(lena)

    assert erased.session_version > 0
    left = {
        field.name: getattr(erased, field.name)
        for field in User._meta.fields
        if field.name not in stays
    }
    assert not erased.has_usable_password()
    left.pop("password")
    assert left == {
        "email": None,
        "display_name": f"Former member #{erased.pk}",
        "name_key": f"#{erased.pk}",
        "language": "en",
        "roles": "",
        "points": 0,
        "unread_count": 0,
        "is_active": False,
        "last_login": None,
        "avatar": "",
        "on_leaderboards_since": None,
        "erases_at": None,
    }


def test_erasure_forgets_whom_it_was_about(lena, erase):
    erase(lena)

    erasure = Erasure.objects.get()
    assert erasure.done_at
    assert (erasure.former_names, erasure.former_mailboxes) == ("", "")


def test_last_mail_goes_out_before_the_address_is_forgotten(lena, erase, inbox):
    erase(lena)

    assert [message.to for message in inbox] == [["lena@example.org"]] * 2
    assert "will be erased" in inbox[0].subject
    assert "has been erased" in inbox[1].subject
    assert "/me/privacy/" in inbox[0].body
    assert not OutgoingMail.objects.filter(to="lena@example.org").exists()


def test_address_is_remembered_until_the_last_mail_went_out(lena):
    """A mail server that is away delays the end by two days at most."""
    request_erasure(user=lena, keeps_texts=True)
    due = timezone.now() + WEEK
    carry_out_due(now=due)

    assert carry_out_due(now=due + SETTLING + timedelta(minutes=1)) == 0
    assert Erasure.objects.get().former_mailboxes == "lena@example.org"

    OutgoingMail.objects.update(state=OutgoingMail.State.DROPPED)
    assert carry_out_due(now=due + SETTLING + timedelta(minutes=5)) == 1


def test_browsers_are_signed_out_and_nobody_can_sign_in(lena, erase, client_of):
    browser = client_of(lena)

    erase(lena)

    assert "_auth_user_id" in browser.session
    response = browser.get("/en/me/privacy/")
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_what_a_browser_had_not_sent_yet_is_gone(lena, erase, client_of):
    session = client_of(lena).session
    UserSession.objects.create(user=lena, ip="127.0.0.1", session_key=session.session_key)

    erase(lena)

    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_picture_is_gone_from_the_disk(lena, erase):
    """L-GD-02"""
    key = set_avatar(user=lena, picture=b"a picture", by=lena).avatar
    assert files.read(key) == b"a picture"

    erase(lena)

    with pytest.raises(FileNotFoundError):
        files.read(key)


def test_roles_end_with_the_account_and_their_history_stays(administrator, erase):
    """L-AU-05"""
    make_user(roles="administrator")
    RoleGrant.objects.create(user=administrator, role="administrator", reason="Tomasz asked")

    erase(administrator)

    grant = RoleGrant.objects.get()
    assert grant.revoked_at
    assert "Tomasz" not in grant.reason


def test_mark_stays_provable_with_initials(employee, erase):
    """L-GD-12: who spoke for whom; the name shrinks at once."""
    affiliation = employee.affiliations.get()

    erase(employee)

    affiliation.refresh_from_db()
    assert affiliation.full_name == "M. V."
    assert affiliation.ended_at
    assert affiliation.shrunk_at
    assert affiliation.organisation.name == "Fjordnet GmbH"
    assert not Affiliation.objects.named("Miriam Vogt").exists()
    assert affiliation.proof_key == ""


def test_points_of_others_stay_and_forget_who_gave_them(lena, helper, erase):
    """A-VO-04"""
    answer = make_answer(author=helper)
    vote_answer(answer=answer, by=lena, value=1)

    erase(lena)

    line = ReputationEntry.objects.get(user=helper)
    answer.refresh_from_db()
    assert line.caused_by is None
    assert line.points > 0
    assert answer.score == 1


def test_own_points_go_and_every_counter_is_right(lena, erase, deliver_events):
    answer = make_answer(author=lena)
    vote_answer(answer=answer, by=make_user(), value=1)
    make_answer(question=make_question(author=lena))
    deliver_events()
    assert Notice.objects.filter(user=lena).exists()

    erase(lena)
    deliver_events()

    assert not ReputationEntry.objects.filter(user=lena).exists()
    assert not Notice.objects.filter(user=lena).exists()
    assert not Following.objects.filter(person=lena).exists()
    assert [str(each) for recount in registered() for each in recount.differences()] == []


def test_erasure_is_an_event_without_a_name(lena, erase):
    erase(lena)

    event = Event.objects.get(name=name_of(MemberErased))
    assert event.payload == {"user_id": lena.pk}


def test_saving_a_stale_copy_of_the_account_brings_nothing_back(lena):
    """C-14: the second sweep looks at the account itself once more."""
    stale = User.objects.get(pk=lena.pk)
    request_erasure(user=lena, keeps_texts=True)
    due = timezone.now() + WEEK
    carry_out_due(now=due)
    OutgoingMail.objects.all().delete()

    stale.save()
    carry_out_due(now=due + SETTLING + timedelta(minutes=2))

    lena.refresh_from_db()
    assert lena.email is None
    assert lena.display_name.startswith("Former member")
    assert lena.erased_at
    assert not lena.is_active


def test_mark_of_an_erased_person_can_be_granted_to_another(employee, erase):
    """The mailbox that proved it is free again."""
    erase(employee)

    assert make_affiliation(user=make_user(), full_name="Miriam Vogt")


def test_everything_is_looked_through_twice(lena):
    """C-14: even where no mail is owed, requests that were on their way may still end."""
    request_erasure(user=lena, keeps_texts=True)
    User.objects.filter(pk=lena.pk).update(email=None)
    EmailAddress.objects.all().delete()
    due = timezone.now() + WEEK

    assert carry_out_due(now=due) == 0
    assert carry_out_due(now=due + SETTLING - timedelta(seconds=1)) == 0
    assert carry_out_due(now=due + SETTLING + timedelta(seconds=1)) == 1


def test_names_kept_free_are_free_again(lena, erase):
    rename_member(user=lena, display_name="Lena Berger", by=lena)
    assert ReservedName.objects.exists()

    erase(lena)

    assert not ReservedName.objects.exists()
