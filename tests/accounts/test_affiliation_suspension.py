"""Losing the mailbox that proved it suspends a mark at once, whichever way it got lost."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts import mailbox_changes
from accounts.actions.affiliation_life import (
    CannotSuspend,
    mailbox_bounced,
    suspend_affiliation,
)
from accounts.actions.affiliation_renewal import CannotRenew, renew_affiliation, resume_affiliation
from accounts.models import AffiliationChange, User
from community.actions.answers import answer_question
from community.actions.posting import MustDeclare
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_proved_employee,
    make_question,
)

EMAIL = reverse("account_email")


@pytest.fixture
def affiliation(db):
    list_domain()
    return make_proved_employee()


@pytest.fixture
def holder(affiliation):
    return affiliation.user


@pytest.fixture
def private(holder):
    return EmailAddress.objects.create(user=holder, email="kim@example.org", verified=True)


def is_active(affiliation) -> bool:
    affiliation.refresh_from_db()
    return affiliation.is_active


def test_changing_to_a_private_mailbox_suspends(client_of, affiliation, holder, private):
    """A-BG-06"""
    client_of(holder).post(EMAIL, {"email": private.email, "action_primary": ""})

    holder.refresh_from_db()
    assert holder.email == private.email
    assert not is_active(affiliation)
    line = AffiliationChange.objects.latest("id")
    assert (line.what, line.by) == (AffiliationChange.What.SUSPENDED, None)


def test_change_that_cannot_suspend_does_not_happen(
    client_of, affiliation, holder, private, monkeypatch
):
    """A-BG-06: one transaction; mailbox and mark change together or not at all."""

    def fail(**_) -> None:
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr(mailbox_changes, "mailbox_was_lost", fail)
    browser = client_of(holder)
    with pytest.raises(RuntimeError):
        browser.post(EMAIL, {"email": private.email, "action_primary": ""})

    holder.refresh_from_db()
    assert holder.email == "kim@corp.de"
    assert EmailAddress.objects.get_primary(holder).email == "kim@corp.de"
    assert is_active(affiliation)


def test_removing_the_mailbox_suspends(client_of, affiliation, holder, settings):
    """A-BG-07: also a secondary one, where that is a proof."""
    settings.AFFILIATION_PRIMARY_MAILBOX_ONLY = False
    EmailAddress.objects.filter(user=holder).update(primary=False)
    EmailAddress.objects.create(user=holder, email="kim@example.org", primary=True, verified=True)

    client_of(holder).post(EMAIL, {"email": "kim@corp.de", "action_remove": ""})

    assert not EmailAddress.objects.filter(email="kim@corp.de").exists()
    assert not is_active(affiliation)


@pytest.mark.parametrize(
    "lose",
    [
        lambda row: row.delete(),
        lambda row: EmailAddress.objects.filter(pk=row.pk).delete(),
        lambda row: _saved(row, verified=False),
        lambda row: _saved(row, primary=False),
        lambda row: _saved(row, email="kim@example.org"),
    ],
    ids=["deleted", "deleted in bulk", "no longer confirmed", "no longer in use", "another one"],
)
def test_any_way_of_losing_the_row_suspends(affiliation, holder, lose):
    """A-BG-06: an admin's, a command's, a library's."""
    lose(EmailAddress.objects.get(user=holder))

    assert not is_active(affiliation)


def _saved(row: EmailAddress, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_what_the_mailbox_did_not_prove_stays(holder, private, affiliation, helper):
    """An administrator's check rests on no mailbox; another person's mark on his own."""
    checked = make_affiliation(user=helper)
    mine = EmailAddress.objects.create(user=helper, email="x@corp.de", verified=True)

    mine.delete()
    private.delete()

    assert is_active(checked)
    assert is_active(affiliation)


def test_sub_address_of_the_same_mailbox_keeps_the_mark(affiliation, holder, settings):
    """A-BG-03"""
    settings.AFFILIATION_PRIMARY_MAILBOX_ONLY = False
    other = EmailAddress.objects.create(user=holder, email="kim+news@corp.de", verified=True)

    other.delete()

    assert is_active(affiliation)


def test_suspended_person_reads_and_does_not_post(affiliation, holder):
    """A-BG-13: no mark means no post, not a post without a mark."""
    written = make_answer(author=holder)
    question = make_question()
    suspend_affiliation(affiliation=affiliation, because="under review")

    with pytest.raises(MustDeclare):
        answer_question(question=question, by=holder, body="Hold the button.")
    written.refresh_from_db()
    assert written.affiliation == affiliation


def test_suspending_twice_leaves_one_line(affiliation, administrator):
    """C-20"""
    first = suspend_affiliation(affiliation=affiliation, because="first")
    second = suspend_affiliation(affiliation=affiliation, because="second")

    assert (second.suspended_at, second.suspended_because) == (first.suspended_at, "first")
    assert affiliation.changes.filter(what="suspended").count() == 1


def test_only_administrators_suspend_others(affiliation, moderator, administrator):
    """A-BG-11"""
    with pytest.raises(CannotSuspend):
        suspend_affiliation(affiliation=affiliation, because="x", by=moderator)

    suspend_affiliation(affiliation=affiliation, because="misuse", by=administrator)

    assert affiliation.changes.latest("id").by == administrator


def test_returned_mail_suspends_what_the_mailbox_proves(affiliation, holder):
    """A-BG-08: a hard bounce, also from a sub-address."""
    mailbox_bounced(mailbox="kim+news@corp.de")

    affiliation.refresh_from_db()
    assert (
        affiliation.suspended_because == "A mail to the mailbox that proved it came back for good."
    )


def test_suspended_mark_comes_back_only_on_a_new_proof(affiliation, holder, administrator):
    """A-BG-06"""
    row = EmailAddress.objects.get(user=holder)
    _saved(row, verified=False)
    with pytest.raises(CannotRenew):
        renew_affiliation(affiliation=affiliation, by=administrator, evidence="x")
    with pytest.raises(CannotRenew, match="No confirmed mailbox"):
        resume_affiliation(affiliation=affiliation, by=administrator, evidence="looked again")
    assert not is_active(affiliation)

    _saved(row, verified=True)
    assert not is_active(affiliation)
    resume_affiliation(affiliation=affiliation, by=administrator, evidence="looked again")

    assert is_active(affiliation)
    assert affiliation.changes.latest("id").what == AffiliationChange.What.RESUMED


def test_new_mailbox_of_the_same_organisation_can_prove_it_anew(affiliation, holder, administrator):
    suspend_affiliation(affiliation=affiliation, because="x")
    EmailAddress.objects.filter(user=holder).update(email="kim.larsen@corp.de")
    User.objects.filter(pk=holder.pk).update(email="kim.larsen@corp.de")

    resumed = resume_affiliation(affiliation=affiliation, by=administrator, evidence="x")

    assert resumed.proof_key == "kim.larsen@corp.de"
