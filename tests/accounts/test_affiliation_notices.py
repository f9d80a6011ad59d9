"""What people are told about their own mark, and administrators about what waits for them."""

import pytest
from django.urls import reverse

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_requests import decide_affiliation_request, request_affiliation
from accounts.actions.affiliations import end_affiliation
from accounts.actions.members import grant_role
from accounts.models import User
from accounts.notifications.models import Notice
from accounts.notifications.reading import in_words
from tests.factories import make_affiliation, make_organisation, make_user


@pytest.fixture
def deliver(deliver_events):
    return deliver_events


def told(user: User) -> list[tuple[str, str, str]]:
    notices = list(Notice.objects.filter(user=user).order_by("id"))
    entries = in_words(notices, viewer=user)
    return [(entry.told.sentence, entry.told.title, entry.told.url) for entry in entries]


def ask(user: User):
    return request_affiliation(
        user=user,
        kind="employee",
        organisation=make_organisation(),
        role_title="Care",
        full_name="Heike Rust",
        explanation="Ask the personnel department.",
    )


def test_grant_suspension_and_end_are_told_with_their_reason(helper, administrator, deliver):
    own_page = reverse("accounts:affiliation")
    affiliation = make_affiliation(user=helper)
    deliver()
    assert told(helper) == [("Your mark is granted", "Fjordnet GmbH, Customer Care", own_page)]

    suspend_affiliation(affiliation=affiliation, because="Under review", by=administrator)
    deliver()
    assert told(helper)[-1] == (
        "Your mark is suspended",
        "Fjordnet GmbH, Customer Care (Under review)",
        own_page,
    )

    end_affiliation(affiliation=affiliation, by=administrator, because="Left")
    deliver()
    assert told(helper)[-1][:2] == ("Your mark has ended", "Fjordnet GmbH, Customer Care (Left)")


def test_delivering_again_tells_once(helper, deliver):
    """A-ML-07, C-20"""
    affiliation = make_affiliation(user=helper)
    suspend_affiliation(affiliation=affiliation, because="x")
    deliver()
    deliver()

    assert len(told(helper)) == 2


def test_suspension_that_was_lifted_meanwhile_is_not_told(helper, deliver):
    affiliation = make_affiliation(user=helper)
    suspend_affiliation(affiliation=affiliation, because="x")
    type(affiliation).objects.update(suspended_at=None)
    deliver()

    assert [sentence for sentence, *_rest in told(helper)] == ["Your mark is granted"]


def test_refusal_says_why(helper, administrator, deliver):
    asked = ask(helper)
    decide_affiliation_request(request=asked, by=administrator, granted=False, because="Not known")
    deliver()

    assert told(helper)[-1][:2] == ("Your request to be marked was refused", "Not known")


def test_administrators_hear_of_a_request_until_it_is_decided(helper, moderator, deliver):
    first, second = make_user(), make_user()
    for user in (first, second):
        grant_role(user=user, role=User.Role.ADMINISTRATOR, by=None, reason="runs it")
    first.refresh_from_db()
    asked = ask(helper)
    deliver()

    page_of_request = reverse("accounts:affiliation-decide", args=[asked.pk])
    assert told(first) == [("Somebody asks to speak for", "Fjordnet GmbH", page_of_request)]
    assert told(moderator) == told(helper) == []

    decide_affiliation_request(request=asked, by=first, granted=True, because="Asked them")
    assert told(first) == []


def test_what_concerns_another_is_not_shown(helper, stranger, deliver):
    make_affiliation(user=helper)
    deliver()
    notice = Notice.objects.get(user=helper)

    assert in_words([notice], viewer=stranger) == []
