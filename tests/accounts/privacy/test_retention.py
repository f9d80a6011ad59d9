"""Each rule with a moved clock: a day before its time nothing is gone, a day after it is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from accounts.events import MemberJoined
from accounts.models import AffiliationRequest, FormerName, ReservedName, User
from accounts.notifications.actions import mark_all_read, notify, queue_account_mail
from accounts.notifications.models import Bounce, Notice, OutgoingMail
from accounts.privacy.models import DataDownload
from community.actions.drafts import keep_draft
from community.actions.pending import keep_question
from community.models import Draft, Image, PendingQuestion
from community.moderation.models import Report
from config import retention
from config.events.models import Delivery, Event
from knowledge.actions.journeys import end_journey
from knowledge.models import Claim, Gap, JourneyWatch, PageViews, SearchedWords
from tests.factories import make_member, make_organisation, make_user

NOW = timezone.now()
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def unconfirmed() -> None:
    member = make_member(email="new@example.org", verified=False, confirmed_at=None, created_at=NOW)
    ReservedName.objects.create(name_key=member.name_key, until=NOW + 2 * DAY)


def confirmation() -> None:
    member = make_member(email="known@example.org")
    address = EmailAddress.objects.get(user=member)
    EmailConfirmation.objects.create(email_address=address, key=uuid4().hex, created=NOW)


def session() -> None:
    Session.objects.create(session_key="abc", session_data="", expire_date=NOW + 14 * DAY)
    UserSession.objects.create(user=make_user(), ip="127.0.0.1", session_key="abc")


def admin_entry() -> None:
    entry = LogEntry.objects.create(
        user=make_user(),
        content_type=ContentType.objects.get_for_model(User),
        object_repr="x",
        action_flag=2,
    )
    LogEntry.objects.filter(pk=entry.pk).update(action_time=NOW)


def download() -> None:
    DataDownload.objects.create(
        user=make_user(),
        state="ready",
        file_name="abc.zip",
        requested_at=NOW,
        ready_at=NOW,
        expires_at=NOW + 7 * DAY,
    )


def sent_mail() -> None:
    queue_account_mail(to="lena@example.org", subject="Welcome", text="")
    OutgoingMail.objects.update(state="sent", created_at=NOW, sent_at=NOW)


def returned_mail() -> None:
    sent_mail()
    Bounce.objects.create(
        mail=OutgoingMail.objects.get(), address="lena@example.org", is_hard=True, code="5.1.1"
    )


def read_notice() -> None:
    user = make_user()
    notify(user_ids=[user.pk], kind="none", subject_id=1, key="none:1")
    mark_all_read(user=user, now=NOW)


def former_name() -> None:
    FormerName.objects.create(user=make_user(), display_name="Old", name_key="old", given_up_at=NOW)


def pending_question() -> None:
    keep_question(
        mailbox="new@example.org",
        submission=uuid4(),
        title="Router blinks",
        body="Red.",
        language="en",
        now=NOW,
    )


def delivered() -> None:
    event = Event.objects.create(name="accounts.MemberJoined", payload={"user_id": 1})
    Delivery.objects.create(event=event, handler="x", done_at=NOW)


def refused_request() -> None:
    AffiliationRequest.objects.create(
        user=make_user(),
        kind="employee",
        organisation=make_organisation(),
        role_title="Care",
        full_name="Miriam Vogt",
        proof="administrator",
        state="refused",
        decided_at=NOW,
    )


def draft() -> None:
    keep_draft(person=make_user(), place="ask", fields={"title": "Router"}, now=NOW)


def watch() -> None:
    solved = {"form": uuid4(), "kind": "ask", "document": "article-3", "language": "en"}
    end_journey(**solved, by=make_user(), now=NOW)


def unused_image() -> None:
    Image.objects.create(
        key="abc",
        owner=make_user(),
        width=1,
        height=1,
        size=1,
        content_type="image/webp",
        created_at=NOW,
    )


def claim_of_an_entry() -> None:
    Claim.objects.create(subject="article-1", person=make_user(), until=NOW)


def searched_words() -> None:
    SearchedWords.objects.create(language="en", words="router", first_at=NOW, last_at=NOW)


def gap() -> None:
    Gap.objects.create(
        kind=Gap.Kind.NO_RESULT, language="en", words="router", count=3, first_at=NOW, last_at=NOW
    )


def views_of_a_day() -> None:
    PageViews.objects.create(document="article-1", day=NOW.date(), views=1)


RULES: list[tuple[type[Model], int, Callable[[], None]]] = [
    (Claim, 2, claim_of_an_entry),
    (SearchedWords, 30, searched_words),
    (Gap, 30, gap),
    (PageViews, 400, views_of_a_day),
    (User, 14, unconfirmed),
    (EmailConfirmation, 14, confirmation),
    (Session, 14, session),
    (UserSession, 14, session),
    (LogEntry, 1095, admin_entry),
    (DataDownload, 7, download),
    (AffiliationRequest, 30, refused_request),
    (OutgoingMail, 90, sent_mail),
    (Bounce, 90, returned_mail),
    (Notice, 180, read_notice),
    (FormerName, 365, former_name),
    (PendingQuestion, 14, pending_question),
    (Delivery, 30, delivered),
    (Draft, 180, draft),
    (Image, 30, unused_image),
    (JourneyWatch, 3, watch),
]
# Rules that take something out of a row and leave the row; each has a test of its own.
CLEARING = {("accounts.user", 1095), ("moderation.report", 240)}


@pytest.mark.parametrize(
    ("model", "days", "make"), RULES, ids=[model.__name__ for model, _days, _make in RULES]
)
def test_rule_lets_go_after_its_time(model, days, make):
    """L-GD-05"""
    make()
    rule = next(
        rule for rule in retention.rules() if rule.table == model._meta.label_lower and rule.period
    )
    assert rule.days == days
    count = model._default_manager.count()

    retention.retain(now=NOW + timedelta(days=days - 1))
    assert model._default_manager.count() == count

    retention.retain(now=NOW + timedelta(days=days + 1))
    assert model._default_manager.count() == count - 1


def test_every_rule_with_a_period_is_tried():
    """L-GD-05: a new rule needs its test."""
    tried = {(model._meta.label_lower, days) for model, days, _make in RULES}
    ruled = {(rule.table, rule.days) for rule in retention.rules() if rule.days}
    assert ruled == tried | CLEARING


def test_open_and_granted_requests_stay():
    refused_request()
    for state in ("open", "granted"):
        AffiliationRequest.objects.update(state=state)

        retention.retain(now=NOW + 400 * DAY)

        assert AffiliationRequest.objects.exists()


def test_reporter_is_forgotten_when_nobody_can_object_any_more():
    Report.objects.create(
        kind="page",
        path="/en/",
        reason="other",
        name="Karla",
        email="karla@example.org",
        token_hash="x",
        submission=uuid4(),
        state="dismissed",
        decided_at=NOW,
    )

    retention.retain(now=NOW + 239 * DAY)
    assert Report.objects.get().email == "karla@example.org"

    retention.retain(now=NOW + 241 * DAY)
    kept = Report.objects.get()
    assert (kept.name, kept.email) == ("", "")


def test_reporter_of_an_open_report_is_not_forgotten():
    Report.objects.create(
        kind="page",
        path="/en/",
        reason="other",
        email="karla@example.org",
        token_hash="x",
        submission=uuid4(),
    )

    retention.retain(now=NOW + 400 * DAY)

    assert Report.objects.get().email == "karla@example.org"


def test_unread_notice_waits():
    user = make_user()
    notify(user_ids=[user.pk], kind="none", subject_id=1, key="none:1")

    retention.retain(now=NOW + 400 * DAY)

    user.refresh_from_db()
    assert user.unread_count == Notice.objects.count() == 1


def test_mail_that_is_owed_waits():
    queue_account_mail(to="lena@example.org", subject="Welcome", text="Hello")

    retention.retain(now=NOW + 400 * DAY)

    assert OutgoingMail.objects.exists()


def test_events_stay():
    delivered()

    retention.retain(now=NOW + 4000 * DAY)

    assert Event.objects.exists()


def test_rule_that_fails_stops_no_other(monkeypatch):
    read_notice()
    broken = next(rule for rule in retention.rules() if rule.table == "events.delivery")

    def fail(_now: datetime) -> int:
        raise RuntimeError

    others = retention.rules()
    failing = retention.Rule(broken.table, "Broken", broken.period, "", fail)
    monkeypatch.setattr(retention, "rules", lambda: [failing, *others])
    retention.retain(now=NOW + 200 * DAY)

    assert not Notice.objects.exists()


def test_command_says_what_was_let_go():
    said = StringIO()

    call_command("retain", stdout=said)

    assert "Notices you have read" in said.getvalue()


def test_joining_is_recorded_by_number_alone():
    """Events hold ids: they can stay."""
    make_user(display_name="Lena B.")

    event = Event.objects.get(name="accounts.MemberJoined")
    assert set(event.payload) == set(MemberJoined.__dataclass_fields__)
