"""Who may speak for whom leaves a record that nobody edits, and rights that nobody slips in."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliation_life import CannotSuspend, suspend_affiliation
from accounts.actions.affiliations import (
    CannotChange,
    CannotEnd,
    CannotGrant,
    change_affiliation,
    end_affiliation,
)
from accounts.models import Affiliation, AffiliationChange, Organisation, is_name_taken
from tests.architecture.sources import found, modules, without
from tests.factories import make_affiliation, make_organisation

# The second marks posts of the app above, with a line of its own.
MAY_REMEMBER = ["accounts/actions/affiliation_history.py", "community/actions/marking.py"]


@pytest.fixture
def affiliation(helper):
    return make_affiliation(user=helper)


def test_lines_are_only_added(affiliation):
    line = AffiliationChange.objects.get()

    for spoil in (
        lambda: AffiliationChange.objects.update(why="nothing happened"),
        lambda: AffiliationChange.objects.filter(pk=line.pk).delete(),
        lambda: AffiliationChange.objects.all().delete(),
        lambda: AffiliationChange.objects.bulk_update([line], ["why"]),
        lambda: affiliation.changes.update(by=None),
    ):
        with pytest.raises(TypeError):
            spoil()


def test_history_keeps_its_affiliation(affiliation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.filter(pk=affiliation.pk).delete()


def test_database_wants_a_reason(affiliation):
    with pytest.raises(IntegrityError), transaction.atomic():
        AffiliationChange.objects.create(affiliation=affiliation, what="changed", why="")


def test_role_title_is_corrected_with_a_record(affiliation, administrator):
    changed = change_affiliation(
        affiliation=affiliation, by=administrator, because="New team", role_title="Router team"
    )

    assert changed.role_title == "Router team"
    line = affiliation.changes.latest("id")
    assert (line.what, line.by) == (AffiliationChange.What.CHANGED, administrator)
    assert line.why == "New team (role title: Customer Care → Router team)"


def test_name_is_corrected_and_the_former_one_stays_reserved(affiliation, administrator):
    """A-UN-06; the record does not keep the name, for it outlives it."""
    change_affiliation(
        affiliation=affiliation, by=administrator, because="Married", full_name="Miriam Harms"
    )

    assert is_name_taken("Miriam Harms")
    assert is_name_taken("Miriam Vogt")
    assert "Vogt" not in affiliation.changes.latest("id").why


def test_nothing_to_change_leaves_no_line(affiliation, administrator):
    change_affiliation(affiliation=affiliation, by=administrator, because="x", role_title=" ")

    assert affiliation.changes.count() == 1


def test_nobody_changes_his_own(affiliation, helper, moderator, administrator):
    """A-BG-10"""
    for by in (helper, moderator):
        with pytest.raises(CannotChange):
            change_affiliation(affiliation=affiliation, by=by, because="x", role_title="Chief")
    end_affiliation(affiliation=affiliation, by=administrator, because="left")
    with pytest.raises(CannotChange, match="has ended"):
        change_affiliation(affiliation=affiliation, by=administrator, because="x", role_title="y")


def test_moderators_and_strangers_end_nothing(affiliation, moderator, stranger):
    """A-BG-11"""
    for by in (moderator, stranger):
        with pytest.raises(CannotEnd):
            end_affiliation(affiliation=affiliation, by=by, because="x")


def test_revoking_and_suspending_say_why(affiliation, administrator):
    with pytest.raises(CannotEnd, match="say why"):
        end_affiliation(affiliation=affiliation, by=administrator, because=" ")
    with pytest.raises(CannotSuspend, match="say why"):
        suspend_affiliation(affiliation=affiliation, by=administrator, because="")


def test_revoked_person_is_signed_out_everywhere_at_once(
    affiliation, helper, administrator, client_of
):
    """A-BG-08: rights end within five seconds."""
    browser = client_of(helper)
    assert browser.get(reverse("accounts:notices")).status_code == 200

    end_affiliation(affiliation=affiliation, by=administrator, because="left")

    assert browser.get(reverse("accounts:notices")).status_code == 302


def test_who_leaves_by_himself_stays_signed_in(affiliation, helper, client_of):
    browser = client_of(helper)

    end_affiliation(affiliation=affiliation, by=helper, because="I have left.")

    assert browser.get(reverse("accounts:notices")).status_code == 200
    assert affiliation.changes.latest("id").by == helper


def test_last_day_lies_within_what_such_a_proof_holds(helper):
    with pytest.raises(CannotGrant, match="at the latest"):
        make_affiliation(user=helper, valid_until=timezone.localdate() + timedelta(days=366))


@pytest.mark.parametrize("kind", ["agency", "partner"])
def test_contract_has_an_end(helper, kind):
    with pytest.raises(CannotGrant, match="contract ends"):
        make_affiliation(user=helper, kind=kind, contract_until=None)


def test_database_wants_the_contracts_end_and_nothing_beyond_it(helper):
    agency = make_affiliation(user=helper, kind="agency")
    rows = Affiliation.objects.filter(pk=agency.pk)
    later = agency.contract_until + timedelta(days=1)

    for values in ({"contract_until": None}, {"valid_until": later}, {"valid_until": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)


def test_only_the_company_has_employees(helper):
    agency = make_organisation(name="Nordlicht", relation=Organisation.Relation.AGENCY)

    with pytest.raises(CannotGrant, match="Only the company"):
        make_affiliation(user=helper, organisation=agency)


def test_database_wants_to_know_which_mailbox_proves_it(helper):
    """A-BG-10: a restored or slipped-in row without its proof is refused."""
    affiliation = make_affiliation(user=helper)

    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.filter(pk=affiliation.pk).update(proof="mailbox")


def test_administrators_pages_of_the_library_write_no_affiliation(
    affiliation, administrator, client_of
):
    """A-BG-10: only the actions do, with actor, proof and record."""
    browser = client_of(administrator)
    form = {"user": administrator.pk, "kind": "employee", "organisation": 1, "role_title": "x"}

    for address in (
        reverse("admin:accounts_affiliation_add"),
        reverse("admin:accounts_affiliation_change", args=[affiliation.pk]),
        reverse("admin:accounts_affiliation_delete", args=[affiliation.pk]),
    ):
        assert browser.post(address, form).status_code in {302, 403}

    assert Affiliation.objects.get() == affiliation
    affiliation.refresh_from_db()
    assert affiliation.role_title == "Customer Care"


def test_affiliations_and_their_history_are_written_in_one_place_each():
    """A-BG-10"""
    granting = re.compile(r"\bAffiliation\.objects\.\w*create\(|\bAffiliation\(\s*user=")
    remembering = re.compile(r"\bAffiliationChange(?:\.objects\.\w*create)?\((?!models)")

    assert found(granting, without(modules(), ["accounts/actions/affiliations.py"])) == []
    assert found(remembering, without(modules(), MAY_REMEMBER)) == []
