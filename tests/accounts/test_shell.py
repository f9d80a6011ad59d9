"""What stands around a member's page: as he is now, and nobody else's."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/en/rules/"


@pytest.fixture
def page(client, helper):
    """What the helper gets, and has got before."""
    client.force_login(helper)
    client.get(PAGE)
    return lambda address=PAGE: client.get(address).text


def change(user: User, **values) -> None:
    User.objects.filter(pk=user.pk).update(**values)


def test_changed_name_is_seen_at_once(page, helper):
    change(helper, display_name="Grete Neumann")

    assert "<b>Grete Neumann</b>" in page()
    assert ">GN" in page()


def test_changed_picture_is_seen_at_once(page, helper):
    change(helper, avatar="a1b2c3")

    assert reverse("accounts:avatar", args=["a1b2c3"]) in page()


def test_unread_notice_is_seen_at_once_and_so_is_that_it_was_read(page, helper):
    change(helper, unread_count=7)
    with_notices = page()
    change(helper, unread_count=0)

    assert with_notices.count("7 <span") == 4
    assert "unread" not in page()


def test_new_role_opens_its_ways_at_once_and_its_end_closes_them(page, helper):
    ways = [reverse("knowledge:curate"), reverse("moderation:reports"), reverse("accounts:record")]
    assert not [way for way in ways if f'href="{way}"' in page()]

    change(helper, roles=User.Role.ADMINISTRATOR)
    assert [way for way in ways if f'href="{way}"' in page()] == ways

    change(helper, roles="")
    assert not [way for way in ways if f'href="{way}"' in page()]


def test_role_without_its_second_factor_opens_nothing(page, helper, settings):
    """A-AU-11"""
    change(helper, roles=User.Role.CURATOR)
    assert reverse("knowledge:curate") in page()

    settings.REQUIRE_SECOND_FACTOR = True

    assert reverse("knowledge:curate") not in page()


def test_other_language_is_another_shell(page):
    assert "My profile" in page()

    german = page("/de/rules/")

    assert "My profile" not in german
    assert 'href="/en/rules/"' in german


def test_name_is_escaped(page, helper):
    """A-XS-15"""
    change(helper, display_name='<b>"Bold"</b>')

    assert '<b>"Bold"' not in page()
    assert "&lt;b&gt;&quot;Bold&quot;&lt;/b&gt;" in page()


def test_nothing_of_one_member_is_on_the_page_of_another(page, helper):
    """A-CA-02"""
    other, others = make_user(display_name="Somebody Else", unread_count=3), Client()
    others.force_login(other)
    mine, theirs = page(), others.get(PAGE).text

    assert "Somebody Else" in theirs
    assert "Somebody Else" not in mine
    assert helper.display_name not in theirs
    assert helper.get_absolute_url() not in theirs
    assert set(tokens(mine)).isdisjoint(tokens(theirs))


def test_reader_gets_nothing_of_the_member_who_was_there_before(page, helper):
    """A-CA-02"""
    page()

    text = Client().get(PAGE).text

    assert helper.display_name not in text
    assert tokens(text) == []


def test_form_of_the_shell_bears_a_token_that_counts(helper):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(helper)
    token = tokens(strict.get(PAGE).text)[0]
    sign_out = reverse("account_logout")

    assert strict.post(sign_out).status_code == 403
    assert strict.post(sign_out, {"csrfmiddlewaretoken": token}).status_code == 302


def test_words_of_a_search_stand_in_its_field_alone(page):
    """A-XS-15"""
    searched = page('/en/search/?q="><b>router')

    assert 'value="&quot;&gt;&lt;b&gt;router"' in searched
    assert "router" not in page()


def tokens(text: str) -> list[str]:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
