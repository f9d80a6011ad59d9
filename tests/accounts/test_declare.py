"""What everybody says before the first post, and who decides where signs speak against it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.affiliation_requests import (
    CannotRequest,
    decide_affiliation_request,
    withdraw_affiliation_request,
)
from accounts.actions.affiliations import end_affiliation
from accounts.actions.declarations import (
    CannotDecide,
    CannotDeclare,
    MustDeclare,
    Standing,
    decide_dispute,
    declare_affiliated,
    declare_independent,
    may_post,
    position_of,
    require_declared,
)
from accounts.actions.members import create_member, grant_role
from accounts.actions.organisations import remove_domain
from accounts.models import AffiliationRequest, Declaration, User
from accounts.notifications.reading import in_words
from config.events.models import Event
from tests.factories import list_domain, make_affiliation, make_organisation, make_user

Stance = Declaration.Stance


@pytest.fixture
def newcomer(db) -> User:
    """Somebody who has just joined and said nothing yet."""
    return create_member(display_name="Robin N.", email="robin@example.org")


def confirm(user: User, mailbox: str) -> EmailAddress:
    return EmailAddress.objects.create(user=user, email=mailbox, verified=True)


def standing_of(user: User) -> Standing:
    return position_of(user).standing


def ask_for_mark(user: User, **values) -> AffiliationRequest:
    defaults = {
        "kind": "employee",
        "organisation": make_organisation(),
        "role_title": "Network engineering",
        "full_name": "Robin Neumann",
        "explanation": "Ask the head of the department.",
    }
    return declare_affiliated(user=user, **(defaults | values))


def test_newcomer_has_to_declare_first(newcomer):
    """A-BG-13"""
    assert standing_of(newcomer) is Standing.UNDECLARED
    with pytest.raises(MustDeclare) as refused:
        require_declared(newcomer)
    assert refused.value.standing is Standing.UNDECLARED


def test_no_opens_posting_and_is_kept_with_the_words_of_the_question(newcomer):
    said = declare_independent(user=newcomer)

    assert said.stance == Stance.INDEPENDENT
    assert said.question == (
        "Do you work for Fjordnet, are you paid by it, or do you get benefits from it?"
    )
    assert may_post(newcomer)
    assert require_declared(newcomer) is None
    event = Event.objects.get(name="accounts.DeclarationMade")
    assert event.payload == {"user_id": newcomer.pk, "declaration_id": said.pk}


def test_saying_no_twice_is_saying_it_once(newcomer):
    first = declare_independent(user=newcomer)

    assert declare_independent(user=newcomer) == first
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize("mailbox", ["robin@corp.de", "robin+private@corp.de", "info@corp.de"])
def test_no_with_a_mailbox_of_the_company_is_disputed(newcomer, mailbox):
    """A-BG-13: sub-addresses and a group's mailbox say it as well."""
    list_domain("corp.de")
    confirm(newcomer, mailbox)

    said = declare_independent(user=newcomer, explanation="I am a customer.")

    assert (said.stance, said.explanation) == (Stance.DISPUTED, "I am a customer.")
    assert standing_of(newcomer) is Standing.DISPUTED
    assert not may_post(newcomer)


@pytest.mark.parametrize("mailbox", ["robin@evilcorp.de", "robin@sub.corp.de", "robin@example.org"])
def test_no_with_another_mailbox_is_believed(newcomer, mailbox):
    """A-BG-01: equality and nothing else."""
    list_domain("corp.de")
    confirm(newcomer, mailbox)

    assert declare_independent(user=newcomer).stance == Stance.INDEPENDENT


def test_mailbox_that_is_not_confirmed_says_nothing(newcomer):
    """A-BG-04"""
    list_domain("corp.de")
    EmailAddress.objects.create(user=newcomer, email="robin@corp.de", verified=False)

    assert declare_independent(user=newcomer).stance == Stance.INDEPENDENT


def test_mailbox_of_the_company_that_comes_later_asks_again(newcomer):
    declare_independent(user=newcomer)
    list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")

    assert standing_of(newcomer) is Standing.UNDECLARED
    assert declare_independent(user=newcomer).stance == Stance.DISPUTED


def test_open_dispute_does_not_go_away_with_the_mailbox(newcomer):
    """A-BG-13"""
    list_domain("corp.de")
    address = confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)
    address.delete()

    assert declare_independent(user=newcomer) == disputed
    assert standing_of(newcomer) is Standing.DISPUTED


def test_open_dispute_does_not_go_away_with_the_domain(newcomer, administrator):
    domain = list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")
    declare_independent(user=newcomer)
    remove_domain(domain=domain, by=administrator, dry_run=False)

    assert standing_of(newcomer) is Standing.DISPUTED


@pytest.mark.parametrize(
    ("marked", "second"),
    [
        ("press@agency.example", "press+me@agency.example"),
        ("robin.n@gmail.com", "robinn@googlemail.com"),
    ],
)
def test_second_account_of_a_marked_mailbox_cannot_post_unmarked(newcomer, marked, second):
    """A-BG-13: one mailbox, two accounts, the one with and the other without the mark."""
    colleague = make_user()
    confirm(colleague, marked)
    make_affiliation(user=colleague, kind="agency")
    confirm(newcomer, second)

    assert declare_independent(user=newcomer).stance == Stance.DISPUTED


def test_second_account_that_was_there_first_is_asked_again(newcomer, administrator):
    """A-BG-13: it makes no difference which of the two accounts came first."""
    confirm(newcomer, "press+me@agency.example")
    declare_independent(user=newcomer)
    colleague = make_user()
    confirm(colleague, "press@agency.example")
    assert may_post(newcomer)

    make_affiliation(user=colleague, kind="agency")

    assert standing_of(newcomer) is Standing.UNDECLARED
    disputed = declare_independent(user=newcomer)
    decide_dispute(declaration=disputed, by=administrator, independent=True, because="Her sister.")
    assert may_post(newcomer)


def test_administrator_believes_the_no(newcomer, administrator):
    list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)

    decided = decide_dispute(
        declaration=disputed, by=administrator, independent=True, because="Former trainee."
    )

    assert (decided.stance, decided.decided_by) == (Stance.INDEPENDENT, administrator)
    assert decided.decided_because == "Former trainee."
    assert may_post(newcomer)
    assert Event.objects.get(name="accounts.DeclarationDecided").actor == administrator


def test_administrator_asks_for_a_request(newcomer, administrator):
    list_domain("corp.de")
    address = confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)

    decide_dispute(declaration=disputed, by=administrator, independent=False, because="You do.")

    assert standing_of(newcomer) is Standing.UNREQUESTED
    address.delete()
    assert declare_independent(user=newcomer).stance == Stance.DISPUTED


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_an_administrator_decides(newcomer, roles):
    """A-BG-11"""
    list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)

    with pytest.raises(CannotDecide):
        decide_dispute(
            declaration=disputed, by=make_user(roles=roles), independent=True, because="Sure."
        )
    assert standing_of(newcomer) is Standing.DISPUTED


def test_nobody_decides_about_himself(administrator):
    """A-BG-11"""
    Declaration.objects.all().delete()
    list_domain("corp.de")
    confirm(administrator, "tomasz@corp.de")
    disputed = declare_independent(user=administrator)

    with pytest.raises(CannotDecide):
        decide_dispute(declaration=disputed, by=administrator, independent=True, because="I know.")


def test_dispute_is_decided_once(newcomer, administrator):
    list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)
    decide_dispute(declaration=disputed, by=administrator, independent=True, because="Customer.")

    with pytest.raises(CannotDecide):
        decide_dispute(declaration=disputed, by=administrator, independent=False, because="No.")
    assert may_post(newcomer)


def test_dispute_is_over_when_its_writer_says_yes_after_all(newcomer, administrator):
    list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)
    ask_for_mark(newcomer)

    assert not Declaration.objects.disputed().exists()
    with pytest.raises(CannotDecide):
        decide_dispute(declaration=disputed, by=administrator, independent=True, because="Late.")


def test_yes_waits_for_an_administrator(newcomer, administrator):
    asked = ask_for_mark(newcomer)

    assert standing_of(newcomer) is Standing.REQUESTED
    assert not may_post(newcomer)
    decide_affiliation_request(request=asked, by=administrator, granted=True, because="Seen.")
    assert require_declared(newcomer).full_name == "Robin Neumann"


def test_yes_without_a_way_to_check_it_declares_nothing(newcomer):
    with pytest.raises(CannotRequest):
        ask_for_mark(newcomer, explanation="")
    assert not Declaration.objects.exists()


def test_refused_request_leaves_no_way_to_post_unmarked(newcomer, administrator):
    asked = ask_for_mark(newcomer)
    decide_affiliation_request(request=asked, by=administrator, granted=False, because="Unknown.")

    assert standing_of(newcomer) is Standing.UNREQUESTED


def test_taking_a_yes_back_is_decided_by_a_person(newcomer):
    asked = ask_for_mark(newcomer)
    withdraw_affiliation_request(request=asked, by=newcomer)

    assert declare_independent(user=newcomer).stance == Stance.DISPUTED


def test_who_waits_for_his_mark_cannot_say_no(newcomer):
    ask_for_mark(newcomer)

    with pytest.raises(CannotDeclare):
        declare_independent(user=newcomer)


def test_who_is_marked_posts_under_his_mark_and_cannot_say_no(helper):
    affiliation = make_affiliation(user=helper)

    assert require_declared(helper) == affiliation
    with pytest.raises(CannotDeclare):
        declare_independent(user=helper)


def test_suspended_mark_stops_posting_altogether(helper):
    """A-BG-06: neither with the mark nor without it."""
    affiliation = make_affiliation(user=helper)
    type(affiliation).objects.update(suspended_at=timezone.now())

    assert standing_of(helper) is Standing.SUSPENDED
    with pytest.raises(CannotDeclare):
        declare_independent(user=helper)


def test_mark_past_its_last_day_stops_posting_until_it_is_proved_again(helper):
    affiliation = make_affiliation(user=helper)
    type(affiliation).objects.update(valid_until=timezone.localdate() - timedelta(days=1))

    assert standing_of(helper) is Standing.SUSPENDED


def test_who_has_left_is_asked_again(helper):
    """A declaration from before speaks of another time."""
    declare_independent(user=helper)
    affiliation = make_affiliation(user=helper)
    end_affiliation(affiliation=affiliation, by=helper, because="left")

    assert standing_of(helper) is Standing.UNDECLARED
    assert declare_independent(user=helper).stance == Stance.INDEPENDENT
    assert may_post(helper)


def test_who_has_left_but_keeps_the_mailbox_is_disputed(helper):
    list_domain("corp.de")
    confirm(helper, "heike@corp.de")
    affiliation = make_affiliation(user=helper)
    end_affiliation(affiliation=affiliation, by=helper, because="left")

    assert declare_independent(user=helper).stance == Stance.DISPUTED


def test_asking_where_somebody_stands_is_cheap(helper, employee, count_queries):
    assert count_queries(lambda: position_of(helper)) <= 4
    assert count_queries(lambda: position_of(employee)) <= 2


def make_administrator() -> User:
    boss = make_user()
    grant_role(user=boss, role=User.Role.ADMINISTRATOR, by=None, reason="runs it")
    boss.refresh_from_db()
    return boss


def told(user: User) -> list[str]:
    return [entry.told.sentence for entry in in_words(user.notices.order_by("id"), viewer=user)]


def test_administrators_hear_of_a_dispute_and_its_writer_of_the_decision(newcomer, deliver_events):
    boss = make_administrator()
    list_domain("corp.de")
    confirm(newcomer, "robin@corp.de")
    disputed = declare_independent(user=newcomer)
    deliver_events()
    assert told(boss) == ["Somebody says no, but the signs say yes"]

    decide_dispute(declaration=disputed, by=boss, independent=True, because="Former trainee.")
    deliver_events()

    assert told(newcomer) == ["You can post now"]
    assert told(boss) == []


def test_nobody_hears_of_a_plain_no(newcomer, deliver_events):
    boss = make_administrator()

    declare_independent(user=newcomer)
    deliver_events()

    assert told(boss) == []
