"""What the people of the demo have been through: every line of it comes from an action."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.actions.standing import Standing, position_of
from accounts.avatars import files
from accounts.models import (
    Affiliation,
    AffiliationChange,
    AffiliationRequest,
    Declaration,
    MedalAward,
    OrganisationDomain,
    SigningRight,
    User,
)
from accounts.notifications.models import Consent, MailSettings, OutgoingMail, PausedAddress
from accounts.notifications.sending import send_due
from accounts.privacy import downloads
from accounts.privacy.models import DataDownload, Erasure
from community.models import Answer, PendingQuestion, Question
from knowledge.demo.content import Content
from tests.knowledge.excerpt import loaded, people_of_demo

What = AffiliationChange.What
TODAY = timezone.localdate


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def _loaded_once(django_db_setup, django_db_blocker, media):
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDIA_ROOT", media)
        with loaded(people_of_demo()) as content:
            yield content


@pytest.fixture(autouse=True)
def demo(_loaded_once, db, settings, media) -> Content:
    settings.MEDIA_ROOT = media
    return _loaded_once


def person(key: str, content: Content) -> User:
    return User.objects.get(email=content.people[key].email)


@pytest.fixture
def affiliation_of(demo):
    return lambda key: Affiliation.objects.get(user=person(key, demo))


def changes(affiliation: Affiliation) -> list[str]:
    """What happened, in the order in which it did."""
    return list(affiliation.changes.order_by("at", "id").values_list("what", flat=True))


def test_each_organisation_lists_its_domain():
    domains = OrganisationDomain.objects.filter(removed_at=None)

    assert set(domains.values_list("organisation__relation", "domain")) == {
        ("company", "fjordnet.example"),
        ("agency", "nordlicht-service.example"),
        ("partner", "hafen-elektrotechnik.example"),
    }


def test_all_kinds_and_all_states_are_there():
    today = TODAY()
    in_force = Affiliation.objects.active(today)

    assert set(in_force.values_list("kind", flat=True)) == set(Affiliation.Kind.values)
    assert set(in_force.values_list("proof", flat=True)) == {"mailbox", "administrator"}
    assert Affiliation.objects.expiring(today + timedelta(days=14)).count() == 1
    assert Affiliation.objects.out_of_force(today).count() == 2
    assert Affiliation.objects.ended().count() == 2


@pytest.mark.parametrize("key", ["miriam", "jana", "tomasz", "aylin", "hendrik", "birte"])
def test_employees_are_proved_by_their_mailbox_and_have_proved_it_since(affiliation_of, key):
    affiliation = affiliation_of(key)

    assert affiliation.evidence == "Confirmed mailbox at fjordnet.example"
    assert affiliation.proof == Affiliation.Proof.MAILBOX
    assert changes(affiliation)[0] == What.GRANTED
    assert changes(affiliation).count(What.RENEWED) >= 6


def test_proofs_follow_each_other_without_a_gap(affiliation_of):
    proved = affiliation_of("miriam").changes.filter(what__in=[What.GRANTED, What.RENEWED])
    moments = list(proved.order_by("at").values_list("at", flat=True))

    gaps = [after - before for before, after in pairwise(moments)]

    assert max(gaps) < timedelta(days=90)
    assert timezone.now() - moments[-1] < timedelta(days=90)


@pytest.mark.parametrize("key", ["silke", "kai", "carla"])
def test_agencies_and_partners_hold_until_their_contract_ends_at_most(affiliation_of, key):
    affiliation = affiliation_of(key)

    assert TODAY() < affiliation.valid_until <= affiliation.contract_until


def test_customer_with_perks_says_which(affiliation_of):
    affiliation = affiliation_of("ruben")

    assert affiliation.kind == Affiliation.Kind.PERK
    assert affiliation.role_title == "Tests new routers and keeps them for free"
    assert position_of(affiliation.user).standing is Standing.MAY_POST


def test_who_left_is_initials_above_old_answers(affiliation_of, client):
    """A-BG-08"""
    affiliation = affiliation_of("svenja")
    old = Answer.objects.filter(affiliation=affiliation).select_related("question").first()

    page = client.get(old.question.get_absolute_url()).content.decode()

    assert changes(affiliation)[-2:] == [What.REVOKED, What.SHRUNK]
    assert affiliation.full_name == "S. H."
    assert "Employee of Fjordnet GmbH when this was written" in page
    assert "Holm" not in page


def test_proof_that_ends_soon_was_reminded_of(affiliation_of):
    affiliation = affiliation_of("aylin")
    reminder = OutgoingMail.objects.queued().get(to=affiliation.user.email)

    assert TODAY() < affiliation.valid_until <= TODAY() + timedelta(days=14)
    assert changes(affiliation)[-1] == What.REMINDED
    assert "/affiliation/renew/" in reminder.text


def test_one_mark_rests_because_somebody_said_so(affiliation_of):
    affiliation = affiliation_of("malte")

    assert affiliation.suspended_by_person
    assert position_of(affiliation.user).standing is Standing.SUSPENDED


def test_mailbox_that_is_gone_takes_the_mark_and_pauses_the_address(affiliation_of):
    """A-BG-08"""
    affiliation = affiliation_of("piet")
    paused = PausedAddress.objects.get()

    assert paused.user == affiliation.user
    assert affiliation.suspended_at == paused.paused_at
    assert not affiliation.suspended_by_person


def test_request_and_dispute_wait_for_the_administrator(demo):
    request = AffiliationRequest.objects.open().get()
    dispute = Declaration.objects.disputed().get()
    tomasz = person("tomasz", demo)

    assert request.user == person("tjark", demo)
    assert request.proof == Affiliation.Proof.MAILBOX
    assert dispute.user == person("ole", demo)
    assert dispute.explanation
    unread = tomasz.notices.filter(read_at=None).values_list("kind", flat=True)
    assert set(unread) == {"affiliation-requested", "declaration-disputed"}


def test_what_was_found_out_later_is_marked_later(affiliation_of):
    """L-UW-02"""
    affiliation = affiliation_of("carla")
    praise = Question.objects.get(author=affiliation.user, kind=Question.Kind.PRAISE)

    assert praise.affiliation == affiliation
    assert praise.marked_at > praise.created_at
    assert changes(affiliation) == [What.GRANTED, What.MARKED]


def test_right_to_sign_is_granted_by_two_and_one_waits_for_the_second(demo, affiliation_of):
    """A-BG-11"""
    granted = SigningRight.objects.get(affiliation=affiliation_of("miriam"))
    proposed = SigningRight.objects.get(affiliation=affiliation_of("hendrik"))

    assert granted.granted_by == person("tomasz", demo)
    assert granted.proposed_by == proposed.proposed_by == person("birte", demo)
    assert proposed.granted_by is None


def test_every_line_of_the_history_is_dated_in_the_past():
    lately = timezone.now() - timedelta(minutes=1)

    assert not AffiliationChange.objects.filter(at__gt=lately).exists()
    assert not Affiliation.objects.filter(granted_at__gt=lately).exists()
    assert not Declaration.objects.filter(declared_at__gt=lately).exists()


def test_customers_can_post_at_once(demo):
    customers = [key for key, each in demo.people.items() if not each.affiliation]
    waiting = {"ole", "soeren"}

    for key in set(customers) - waiting:
        assert position_of(person(key, demo)).standing is Standing.MAY_POST


def test_medals_bear_the_day_on_which_they_were_earned():
    awards = MedalAward.objects.all()

    assert awards.exists()
    assert not awards.filter(awarded_at__gt=timezone.now() - timedelta(minutes=1)).exists()
    assert awards.earliest("awarded_at").awarded_at < timezone.now() - timedelta(days=150)


def test_enough_members_agreed_to_be_listed_for_a_ranking():
    assert User.objects.ranked().count() >= 8
    assert not User.objects.ranked().filter(affiliations__ended_at=None).exclude(affiliations=None)


def test_some_customers_and_some_employees_have_a_picture(demo):
    pictured = User.objects.exclude(avatar="")
    employees = pictured.filter(affiliations__kind=Affiliation.Kind.EMPLOYEE)

    assert pictured.count() == len([each for each in demo.people.values() if each.look])
    assert 0 < employees.count() < pictured.count()
    for user in pictured:
        assert files.read(user.avatar).startswith(b"RIFF")


def test_somebody_reads_a_digest(demo):
    heike = person("heike", demo)
    chosen = MailSettings.objects.get(user=heike)

    assert chosen.digest == MailSettings.Digest.DAILY
    assert chosen.digest_due_at > timezone.now()
    assert Consent.objects.get(user=heike).words.startswith(("Yes, send me", "Ja"))


def test_copy_of_the_data_is_ready(demo):
    download = DataDownload.objects.get()

    assert download.user == person("lena", demo)
    assert download.is_there
    assert downloads.file_of(download).stat().st_size == download.size


def test_former_member_is_gone_from_the_thread_and_from_the_words_of_others():
    """L-GD-02"""
    erased = User.objects.get(erased_at__isnull=False)
    answer = Answer.objects.get(author=erased)

    said = " ".join(answer.question.answers.values_list("body", flat=True))

    assert Erasure.objects.get(user=erased).done_at is not None
    assert not erased.has_usable_password()
    assert "Sören" not in said
    assert answer.body


def test_nobody_who_can_be_looked_around_as_is_about_to_be_erased():
    assert not User.objects.filter(erases_at__isnull=False).exclude(erased_at__isnull=False)


def test_kept_question_is_published_from_its_mail(client, mailoutbox):
    cache.clear()
    kept = PendingQuestion.objects.get()

    send_due()

    mail = next(mail for mail in mailoutbox if mail.to == [kept.email])
    link = next(word for word in mail.body.split() if "/questions/" in word and "http" in word)
    page = client.get("/" + link.partition("//")[2].partition("/")[2], follow=True)
    assert page.status_code == 200
    assert kept.title in page.content.decode()
