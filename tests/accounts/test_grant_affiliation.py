"""Who speaks for the company: proved, granted by somebody else, recorded, ended for good."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.affiliations import CannotGrant, end_affiliation
from accounts.models import Affiliation
from config.events.models import Event
from tests.factories import make_affiliation, make_answer, make_organisation, make_user


def test_administrator_grants_and_it_is_recorded(administrator, helper):
    """A-BG-10: actor, method, evidence and an audit row."""
    affiliation = make_affiliation(user=helper, by=administrator, evidence="contract of 3 May")

    assert affiliation.is_active
    assert affiliation.granted_by == administrator
    assert affiliation.proof == Affiliation.Proof.ADMINISTRATOR
    assert affiliation.evidence == "contract of 3 May"
    event = Event.objects.get(name="accounts.AffiliationGranted")
    assert event.payload == {"user_id": helper.pk, "affiliation_id": affiliation.pk}
    assert event.actor == administrator


def test_nobody_grants_to_himself(administrator):
    """A-BG-11"""
    with pytest.raises(CannotGrant):
        make_affiliation(user=administrator, by=administrator)
    assert not Affiliation.objects.exists()


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_an_administrator_grants(helper, roles):
    """A-BG-11: a moderator is no administrator."""
    with pytest.raises(CannotGrant):
        make_affiliation(user=helper, by=make_user(roles=roles))


def test_second_open_affiliation_is_refused(helper):
    make_affiliation(user=helper)

    with pytest.raises(CannotGrant):
        make_affiliation(user=helper, kind=Affiliation.Kind.PARTNER)

    assert helper.affiliations.count() == 1


def test_ending_keeps_what_posts_were_written_under(administrator, helper):
    """A-BG-08: never re-written, never shown as current."""
    affiliation = make_affiliation(user=helper)
    answer = make_answer(author=helper)

    end_affiliation(affiliation=affiliation, by=administrator, because="left the company")

    answer.refresh_from_db()
    assert answer.affiliation == affiliation
    affiliation.refresh_from_db()
    assert not affiliation.is_active
    assert affiliation.ended_because == "left the company"


def test_ending_twice_keeps_the_first_end(administrator, helper):
    affiliation = make_affiliation(user=helper)
    first = end_affiliation(affiliation=affiliation, by=administrator, because="left")

    second = end_affiliation(affiliation=affiliation, by=administrator, because="again")

    assert second.ended_at == first.ended_at
    assert second.ended_because == "left"
    assert Event.objects.filter(name="accounts.AffiliationEnded").count() == 1


def test_new_one_may_follow_an_ended_one(administrator, helper):
    former = make_affiliation(user=helper)
    end_affiliation(affiliation=former, by=administrator, because="left")

    assert make_affiliation(user=helper, kind=Affiliation.Kind.PARTNER).is_active


def test_affiliation_is_over_after_its_last_day(helper):
    yesterday = timezone.localdate() - timedelta(days=1)
    affiliation = make_affiliation(user=helper, valid_until=yesterday)

    assert not affiliation.is_active
    assert not Affiliation.objects.active().exists()
    assert Affiliation.objects.active(today=yesterday).get() == affiliation


def test_suspended_affiliation_is_not_active(helper):
    """A-BG-06"""
    affiliation = make_affiliation(user=helper)
    Affiliation.objects.update(suspended_at=timezone.now())

    affiliation.refresh_from_db()
    assert not affiliation.is_active
    assert not Affiliation.objects.active().exists()


@pytest.mark.parametrize("missing", ["full_name", "role_title", "evidence"])
def test_database_refuses_one_without_name_role_or_evidence(helper, missing):
    """A-BG-10"""
    affiliation = make_affiliation(user=helper)
    setattr(affiliation, missing, "")

    with pytest.raises(IntegrityError), transaction.atomic():
        affiliation.save(update_fields=[missing])


@pytest.mark.parametrize(
    ("form", "name", "shown"),
    [
        ("full", "Miriam Vogt", "Miriam Vogt"),
        ("initial", "Miriam Vogt", "Miriam V."),
        ("initial", "Miriam", "Miriam"),
    ],
)
def test_name_is_shown_in_the_organisations_form(helper, form, name, shown):
    organisation = make_organisation(name="Reederei AG", name_form=form)

    affiliation = make_affiliation(user=helper, organisation=organisation, full_name=name)

    assert affiliation.shown_name == shown
