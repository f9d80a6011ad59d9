"""Who a session belongs to, asked anew at each request."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/en/notices/"


@pytest.fixture
def enters(client, helper):
    """Does the session of the helper, used before, still open a page for members?"""
    client.force_login(helper)
    client.get(PAGE)
    return lambda: client.get(PAGE).status_code == 200


def test_session_opens_pages_for_its_person(enters):
    assert enters()


def test_deleted_session_opens_nothing(enters):
    """A-AU-11"""
    Session.objects.all().delete()

    assert not enters()


def test_expired_session_opens_nothing(enters):
    """A-AU-11"""
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert not enters()


@pytest.mark.parametrize("key", ["", "x", "unknown" * 5, "9" * 10_000])
def test_key_that_nobody_has_opens_nothing(client, enters, settings, key):
    """A-AU-11"""
    client.cookies[settings.SESSION_COOKIE_NAME] = key

    assert not enters()


def test_closed_account_is_out_at_once(enters, helper):
    """A-AU-11"""
    User.objects.filter(pk=helper.pk).update(is_active=False)

    assert not enters()


def test_all_sessions_of_a_person_end_with_their_version(enters, helper):
    """A-AU-11"""
    User.objects.filter(pk=helper.pk).update(session_version=helper.session_version + 1)

    assert not enters()


def test_person_who_is_not_there_is_nobody(client, enters):
    session = client.session
    session[SESSION_KEY] = str(2**70)
    session.save()

    assert not enters()


def test_each_session_belongs_to_its_own_person(client, enters, helper):
    other = make_user(display_name="Somebody Else")
    client.force_login(other)

    assert enters()
    assert "Somebody Else" in client.get(PAGE).text
