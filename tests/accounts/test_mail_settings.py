"""What members choose to get by mail, and what is proved of it."""

import pytest
from django.urls import reverse

from accounts.models import AffiliationRequest
from accounts.notifications import kinds
from accounts.notifications.actions import notify
from accounts.notifications.choices import choices_of_one
from accounts.notifications.choosing import stop_all_mails
from accounts.notifications.forms import CONSENT
from accounts.notifications.kinds import Channel, Kind, Legal
from accounts.notifications.models import Consent, MailChoice, MailSettings, OutgoingMail
from accounts.notifications.sending import send_due
from tests.factories import make_answer, make_organisation, make_question

SETTINGS = reverse("accounts:notification-settings")


@pytest.fixture
def newsletter(monkeypatch):
    """A kind that advertises."""
    kind = Kind("newsletter", lambda ids, viewer: {}, label="New products", legal=Legal.ADVERT)
    monkeypatch.setattr(kinds, "_kinds", kinds._kinds | {"newsletter": kind})
    return kind


@pytest.fixture
def choose(client, asker):
    """Send the form of the asker; what is not named stays as it is shown."""
    client.force_login(asker)

    def post(**typed):
        shown = client.get(SETTINGS).context["form"]
        values = {field.html_name: field.value() for field in shown if field.value()}
        return client.post(SETTINGS, values | {k.replace("__", "-"): v for k, v in typed.items()})

    return post


def mails_to(user) -> int:
    return OutgoingMail.objects.filter(notice__user=user).count()


def test_choice_holds_for_what_comes_next(choose, asker, deliver_events):
    assert choose(channel__answered="never").status_code == 302

    make_answer(question=make_question(author=asker))
    deliver_events()
    assert mails_to(asker) == 0
    assert asker.notices.count() == 1


def test_choice_holds_for_a_mail_that_is_owed_already(choose, asker, deliver_events, mailoutbox):
    """A-ML-06, C-24"""
    make_answer(question=make_question(author=asker))
    deliver_events()
    choose(channel__answered="never")

    assert send_due() == 0
    assert mailoutbox == []
    assert OutgoingMail.objects.get().why == "the reader wants no such mail"


def test_digest_is_off_until_somebody_wants_it(asker):
    """L-ML-02"""
    choices = choices_of_one(asker.pk)

    assert not choices.wants_digest
    assert not Consent.objects.exists()


def test_wanting_the_digest_is_proved_by_time_words_and_address(choose, asker):
    """L-ML-01"""
    choose(digest="daily")

    consent = Consent.objects.get(user=asker)
    assert (consent.purpose, consent.words) == ("digest", str(CONSENT))
    assert (consent.address, consent.withdrawn_at) == (asker.email, None)
    assert choices_of_one(asker.pk).wants_digest


def test_no_longer_wanting_it_closes_the_consent_and_keeps_it(choose, asker):
    choose(digest="daily")
    choose(digest="off")

    assert Consent.objects.get(user=asker).withdrawn_at is not None
    assert MailSettings.objects.get(user=asker).digest_due_at is None


def test_saving_twice_agrees_once(choose):
    choose(digest="weekly")
    choose(digest="weekly")

    assert Consent.objects.count() == 1


def test_advert_goes_to_nobody_who_has_not_agreed(newsletter, asker, helper):
    """L-ML-02: such a mail can't be sent without a row of consent."""
    people = [asker.pk, helper.pk]
    Consent.objects.create(
        user=helper, purpose="kind:newsletter", words="Yes", address=helper.email
    )
    MailChoice.objects.create(user=asker, about="newsletter", channel=Channel.AT_ONCE)
    notify(user_ids=people, kind="newsletter", subject_id=1, key="newsletter:1")

    assert mails_to(asker) == 0
    assert mails_to(helper) == 1


def test_choosing_an_advert_is_agreeing_to_it(newsletter, choose, asker):
    choose(channel__newsletter="at-once")
    assert Consent.objects.get(user=asker).words == "New products"

    choose(channel__newsletter="never")
    assert Consent.objects.get(user=asker).withdrawn_at is not None


def test_something_for_a_digest_that_never_comes_is_asked_about(choose, asker):
    response = choose(channel__answered="digest")

    assert response.status_code == 422
    assert "choose how often it comes" in response.text
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"channel__answered": "by-pigeon"},
        {"digest": "hourly"},
        {"digest_hour": "24"},
        {"digest_hour": "noon"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": ""},
    ],
)
def test_bad_choice_is_said_beside_its_field(choose, typed):
    response = choose(**typed)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not MailSettings.objects.exists()


def test_stopped_mails_come_again_only_by_a_new_choice(choose, client, asker):
    stop_all_mails(user=asker)
    assert choices_of_one(asker.pk).channel(kinds.get("answered")) == Channel.NEVER
    assert "You stopped all mails" in client.get(SETTINGS).text

    choose()
    assert choices_of_one(asker.pk).channel(kinds.get("answered")) == Channel.AT_ONCE


def test_page_changes_nothing_by_being_looked_at(client, asker):
    client.force_login(asker)
    client.get(SETTINGS)
    client.head(SETTINGS)

    assert not MailSettings.objects.exists()


def test_only_staff_is_asked_about_working_hours(client, asker, employee, moderator):
    pages = {}
    for person in (asker, employee, moderator):
        client.force_login(person)
        pages[person] = client.get(SETTINGS).text

    assert "Working hours" not in pages[asker]
    assert "Working hours" in pages[employee]
    assert "Working hours" in pages[moderator]


def test_page_offers_only_what_can_ever_concern_its_reader(client, asker, employee, administrator):
    offered = {}
    for person in (asker, employee, administrator):
        client.force_login(person)
        page = client.get(SETTINGS)
        offered[person] = {name for name in page.context["form"].fields if "channel-" in name}

    assert "channel-answered" in offered[asker] & offered[employee] & offered[administrator]
    assert "channel-affiliation-ended" in offered[employee]
    assert "channel-affiliation-ended" not in offered[asker]
    assert "channel-affiliation-requested" in offered[administrator]
    assert "channel-affiliation-requested" not in offered[asker] | offered[employee]


def test_who_asks_to_be_marked_is_offered_what_becomes_of_it(client, asker):
    AffiliationRequest.objects.create(
        user=asker,
        kind="employee",
        organisation=make_organisation(),
        role_title="Support",
        full_name="Lena Brandt",
    )
    client.force_login(asker)

    assert "channel-affiliation-granted" in client.get(SETTINGS).context["form"].fields


def test_visitor_is_led_to_the_sign_in(client, db):
    assert client.get(SETTINGS)["Location"].startswith(reverse("account_login"))


def test_telling_a_thousand_asks_as_often_as_telling_one(asker, helper, stranger, count_queries):
    """A-DO-15"""
    one = count_queries(
        lambda: notify(user_ids=[asker.pk], kind="answered", subject_id=1, key="a:1")
    )
    three = count_queries(
        lambda: notify(
            user_ids=[asker.pk, helper.pk, stranger.pk], kind="answered", subject_id=2, key="a:2"
        )
    )
    assert one == three
