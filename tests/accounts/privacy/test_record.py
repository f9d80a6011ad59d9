"""Erasure against the record: the person goes, the chain stays (L-AU-05)."""

import pytest

from accounts.actions.members import grant_role
from accounts.privacy.archive import Section
from community.actions.hiding import hide_post
from community.models.reasons import HiddenFor
from config.audit.models import AuditPerson, AuditRecord, AuditWords
from config.audit.recording import about_person, pseudonym_of
from config.audit.sealing import seal_waiting
from config.audit.verifying import verify
from config.personal_data import Person, declared
from tests.factories import make_answer, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderating_lena(lena, administrator):
    """A moderator who decided something, and about whom something was decided."""
    grant_role(user=lena, role="moderator", by=administrator, reason="Lena B. knows everybody")
    lena.refresh_from_db()
    hide_post(post=make_answer(), by=lena, reason=HiddenFor.ADVERTISING, explanation="Only a link")
    seal_waiting()
    return lena


def test_chain_stays_whole_when_somebody_is_erased(moderating_lena, erase):
    """L-AU-05."""
    before = list(AuditRecord.objects.order_by("id").values_list("id", "person", "subject"))

    erase(moderating_lena)
    seal_waiting()

    after = AuditRecord.objects.order_by("id").values_list("id", "person", "subject")
    assert list(after)[: len(before)] == before
    assert verify().problems == []


def test_pseudonym_of_an_erased_person_leads_to_nobody(moderating_lena, erase):
    """L-AU-05: not even by trying all numbers of accounts, for the salt is gone too."""
    pseudonym = pseudonym_of(moderating_lena)

    erase(moderating_lena)

    assert not AuditPerson.objects.filter(user=moderating_lena).exists()
    assert not AuditPerson.objects.filter(pseudonym=pseudonym).exists()
    assert AuditRecord.objects.filter(person=pseudonym).exists()


def test_words_about_an_erased_person_are_gone(moderating_lena, erase):
    """L-AU-05."""
    subject = about_person(moderating_lena)

    erase(moderating_lena)

    assert AuditRecord.objects.filter(subject=subject, act="role-granted").exists()
    assert not AuditWords.objects.filter(record__subject=subject).exists()
    assert not AuditWords.objects.filter(why__contains="Lena").exists()


def test_reasons_that_an_erased_moderator_gave_others_stay(moderating_lena, erase):
    """L-GD-04: others must be able to see why something was decided about them."""
    erase(moderating_lena)

    assert AuditWords.objects.filter(why__contains="Only a link").exists()


def test_members_mapping_does_not_outlive_a_deleted_account(administrator):
    claimed = make_member(email="claimed@example.org", confirmed_at=None)
    pseudonym_of(claimed)

    claimed.delete()

    assert not AuditPerson.objects.filter(user_id=claimed.pk).exists()


def test_download_shows_what_somebody_decided(moderating_lena):
    """L-GD-01."""
    (entry,) = (each for each in declared() if each.model is AuditRecord)

    (row,) = Section(entry, Person(moderating_lena.pk)).rows()

    assert (row["act"], row["words__why"]) == ("post-hidden", "advertising: Only a link")
