"""Mail to staff waits for working hours; it is never lost by that."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.models import Affiliation
from accounts.notifications import hours
from accounts.notifications.actions import queue_account_mail
from accounts.notifications.models import MailSettings, OutgoingMail
from accounts.notifications.sending import send_due
from tests.factories import make_answer, make_question

FRIDAY_EVENING = datetime(2026, 3, 6, 18, 30, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
BERLIN = MailSettings(time_zone="Europe/Berlin")


@pytest.fixture
def at(monkeypatch):
    """Send what is owed at a certain time."""

    def send_at(moment: datetime) -> int:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return send_due()

    return send_at


@pytest.fixture
def tell(helper, deliver_events):
    """Owe `person` a mail about an answer since Friday evening."""

    def answer_question_of(person) -> None:
        make_answer(question=make_question(author=person), author=helper)
        deliver_events()
        OutgoingMail.objects.exclude(notice__kind="answered").delete()
        OutgoingMail.objects.update(not_before=FRIDAY_EVENING, due_at=FRIDAY_EVENING)

    return answer_question_of


def test_mail_to_an_employee_waits_for_monday(at, tell, employee, mailoutbox):
    tell(employee)
    assert at(FRIDAY_EVENING) == 0
    owed = OutgoingMail.objects.get()
    assert (owed.state, owed.not_before, owed.attempts) == ("queued", MONDAY_MORNING, 0)

    assert at(MONDAY_MORNING + timedelta(minutes=1)) == 1
    assert mailoutbox[0].to == [employee.email]


def test_whoever_holds_a_role_is_staff(at, tell, moderator, mailoutbox):
    tell(moderator)

    assert at(FRIDAY_EVENING) == 0
    assert OutgoingMail.objects.get().state == "queued"


def test_customers_get_mail_at_any_hour(at, tell, asker, mailoutbox):
    tell(asker)

    assert at(FRIDAY_EVENING) == 1


def test_staff_may_choose_otherwise(at, tell, employee, mailoutbox):
    MailSettings.objects.create(user=employee, is_any_hour_fine=True)
    tell(employee)

    assert at(FRIDAY_EVENING) == 1


def test_who_left_the_company_is_a_customer(at, tell, employee, mailoutbox):
    tell(employee)
    end_affiliation(affiliation=Affiliation.objects.get(user=employee), by=None, because="left")

    assert at(FRIDAY_EVENING) == 1


def test_account_mails_do_not_wait(at, employee, mailoutbox):
    queue_account_mail(to=employee.email, subject="Your new password", text="link")
    OutgoingMail.objects.update(not_before=FRIDAY_EVENING, due_at=FRIDAY_EVENING)

    assert at(FRIDAY_EVENING) == 1


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 4, 10, 0, tzinfo=UTC), datetime(2026, 3, 4, 10, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 5, 0, tzinfo=UTC), datetime(2026, 3, 4, 7, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 17, 0, tzinfo=UTC), datetime(2026, 3, 5, 7, 0, tzinfo=UTC)),
        (datetime(2026, 3, 7, 12, 0, tzinfo=UTC), MONDAY_MORNING),
        (datetime(2026, 3, 27, 20, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, 0, tzinfo=UTC)),
    ],
    ids=["working", "early", "late", "saturday", "clocks change"],
)
def test_next_working_hour(now, expected):
    assert hours.next_working_hour(BERLIN, now=now) == expected
