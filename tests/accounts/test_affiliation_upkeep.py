"""What time does to affiliations."""

from datetime import date, datetime, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_requests import (
    decide_affiliation_request,
    request_affiliation,
)
from accounts.actions.affiliation_upkeep import (
    expire_affiliations,
    initials_of,
    remind_of_renewal,
    shrink_names,
    suspend_unproved_affiliations,
)
from accounts.actions.affiliations import end_affiliation
from accounts.models import Affiliation, AffiliationChange, User, is_name_taken
from accounts.notifications.models import Notice, OutgoingMail
from accounts.tasks import expire_affiliations as expire_task
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_member,
    make_organisation,
    make_proved_employee,
    make_user,
)

What = AffiliationChange.What


@pytest.fixture
def affiliation(db):
    list_domain()
    return make_proved_employee()


@pytest.fixture
def left(administrator, helper):
    """Somebody who left a month ago and a day."""
    made = make_affiliation(user=helper, full_name="Miriam Vogt", role_title="Customer Care")
    written = make_answer(author=helper)
    return (
        end_affiliation(
            affiliation=made,
            by=administrator,
            because="left",
            now=timezone.now() - timedelta(days=31),
        ),
        written,
    )


def days_before_its_end(affiliation: Affiliation, days: int):
    day = affiliation.valid_until - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(12)))


def test_reminded_two_weeks_and_three_days_before(affiliation):
    reminded = {
        days: remind_of_renewal(now=days_before_its_end(affiliation, days))
        for days in (40, 15, 14, 13, 5, 4, 3, 2, 1, 0)
    }

    assert reminded == {40: 0, 15: 0, 14: 1, 13: 0, 5: 0, 4: 0, 3: 1, 2: 0, 1: 0, 0: 0}
    assert affiliation.changes.filter(what=What.REMINDED).count() == 2


def test_whoever_was_reminded_costs_nothing_until_the_last_reminder(affiliation, count_queries):
    """It is asked every ten minutes for two weeks."""
    assert remind_of_renewal(now=days_before_its_end(affiliation, 14)) == 1

    day = days_before_its_end(affiliation, 10)
    assert count_queries(lambda: remind_of_renewal(now=day)) == 1


def test_missed_reminder_is_made_up_for_once(affiliation):
    assert remind_of_renewal(now=days_before_its_end(affiliation, 2)) == 1
    assert remind_of_renewal(now=days_before_its_end(affiliation, 1)) == 0


def test_reminder_is_a_notice_and_a_mail_with_the_link(affiliation, deliver_events):
    Affiliation.objects.update(valid_until=timezone.localdate() + timedelta(days=10))
    remind_of_renewal()
    deliver_events()
    deliver_events()

    notice = Notice.objects.get(kind="affiliation-renewal")
    assert notice.user == affiliation.user
    mail = OutgoingMail.objects.get(to="kim@corp.de")
    assert "open this link and press the button" in mail.text


def test_who_cannot_renew_by_mailbox_is_told_what_to_do(helper, deliver_events):
    make_affiliation(user=helper, valid_until=timezone.localdate() + timedelta(days=10))
    remind_of_renewal()
    deliver_events()

    mail = OutgoingMail.objects.get(to=helper.email)
    assert "an administrator" in mail.text


def test_suspended_and_ended_ones_are_not_reminded(affiliation, administrator, helper):
    end_affiliation(affiliation=make_affiliation(user=helper), by=administrator, because="left")
    suspend_affiliation(affiliation=affiliation, because="x")

    assert remind_of_renewal(now=days_before_its_end(affiliation, 3)) == 0


def test_expires_the_day_after_its_last_one_with_a_record(affiliation):
    """A-BG-08: a missed re-proof ends it within a day."""
    assert expire_affiliations(now=days_before_its_end(affiliation, 0)) == 0

    assert expire_affiliations(now=days_before_its_end(affiliation, -1)) == 1

    affiliation.refresh_from_db()
    assert affiliation.ended_because == "It was not proved again in time."
    line = affiliation.changes.latest("id")
    assert (line.what, line.by) == (What.EXPIRED, None)


def test_contract_that_ends_is_named_as_the_reason(helper):
    yesterday = timezone.localdate() - timedelta(days=1)
    agency = make_affiliation(user=helper, kind="agency", contract_until=yesterday)
    assert not agency.is_active

    assert expire_task() == 1

    agency.refresh_from_db()
    assert agency.ended_because == "The contract has ended."


def test_task_that_runs_again_does_nothing_more(affiliation):
    """C-20"""
    later = days_before_its_end(affiliation, -1)
    assert [expire_affiliations(now=later) for _ in range(3)] == [1, 0, 0]
    assert affiliation.changes.filter(what=What.EXPIRED).count() == 1


def test_suspended_ones_expire_too(affiliation):
    suspend_affiliation(affiliation=affiliation, because="x")

    assert expire_affiliations(now=days_before_its_end(affiliation, -1)) == 1


def test_proof_that_a_script_took_away_is_found(affiliation):
    """A-BG-04: what no door of ours saw is suspended within minutes."""
    assert suspend_unproved_affiliations() == 0
    EmailAddress.objects.update(verified=False)

    assert [suspend_unproved_affiliations() for _ in range(2)] == [1, 0]

    affiliation.refresh_from_db()
    assert not affiliation.is_active


def test_name_shrinks_to_initials_and_its_picture_goes(left, helper):
    affiliation, written = left
    User.objects.filter(pk=helper.pk).update(avatar="abc")

    assert [shrink_names() for _ in range(2)] == [1, 0]

    affiliation.refresh_from_db()
    helper.refresh_from_db()
    written.refresh_from_db()
    assert affiliation.full_name == affiliation.shown_name == "M. V."
    assert affiliation.proof_key == ""
    assert helper.avatar == ""
    assert written.affiliation == affiliation
    assert written.affiliation.organisation.name == "Fjordnet GmbH"
    assert affiliation.changes.latest("id").what == What.SHRUNK


def test_request_that_it_came_from_keeps_neither_name_nor_mailbox(administrator):
    """A-PR-02"""
    list_domain()
    asked = request_affiliation(
        user=make_member(email="kim@corp.de"),
        kind="employee",
        organisation=make_organisation(),
        role_title="Care",
        full_name="Kim Larsen",
        explanation="Ask Miriam Vogt",
    )
    decided = decide_affiliation_request(request=asked, by=administrator, granted=True)
    before = timezone.now() - timedelta(days=31)
    end_affiliation(affiliation=decided.affiliation, by=administrator, because="left", now=before)

    shrink_names()

    asked.refresh_from_db()
    assert (asked.full_name, asked.proof_key, asked.explanation) == ("K. L.", "", "")


def test_name_of_a_former_employee_stays_taken(left):
    """A-UN-06: nobody becomes her because she left."""
    shrink_names()

    assert is_name_taken("Miriam Vogt")
    assert is_name_taken("MIRIAM VОGT")


def test_nothing_of_the_name_is_left_in_the_history(left):
    affiliation, _written = left
    shrink_names()

    lines = affiliation.changes.values_list("why", "proof")
    assert "Vogt" not in str(list(lines))


def test_name_stays_for_thirty_days_at_most(affiliation, administrator, settings):
    end_affiliation(affiliation=affiliation, by=administrator, because="left")
    assert shrink_names() == 0
    assert shrink_names(now=timezone.now() + timedelta(days=29)) == 0

    settings.AFFILIATION_NAME_KEPT_DAYS = 0
    assert shrink_names() == 1


def test_picture_of_who_came_back_stays(left, helper):
    make_affiliation(user=helper)
    User.objects.filter(pk=helper.pk).update(avatar="abc")

    shrink_names()

    helper.refresh_from_db()
    assert helper.avatar == "abc"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        *(("Miriam Vogt", "M. V."), ("Kim", "K."), ("Anna von der Heide", "A. H.")),
        ("Öznur Şen", "Ö. Ş."),
    ],
)
def test_initials(name, initials):
    assert initials_of(name) == initials


def test_last_day_is_one_of_the_operators_calendar(helper):
    """A day ends where the operator lives, not in Greenwich."""
    last = date(2026, 7, 1)
    make_affiliation(user=helper, valid_until=last, now=timezone.now())
    late = timezone.make_aware(datetime.combine(last, time(23, 30)))
    early = late + timedelta(hours=1)

    assert expire_affiliations(now=late) == 0
    assert expire_affiliations(now=early) == 1


def test_many_are_tended_in_one_run(db):
    yesterday = timezone.localdate() - timedelta(days=1)
    for _ in range(3):
        make_affiliation(user=make_user(), valid_until=yesterday)

    assert expire_affiliations() == 3
