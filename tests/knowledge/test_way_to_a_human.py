"""Every search, article, thread and ask page ends with the way to a human, never behind a step."""

import pytest
from django.urls import reverse

from tests.factories import make_article, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def contacts(settings):
    settings.COMMUNITY = settings.COMMUNITY | {
        "phone": "0800 555 01 23",
        "phone_hours": "Mo–Fr 8–18",
        "phone_wait": 4,
        "write_url": "https://help.example/write",
        "chat_url": "https://help.example/chat",
    }


@pytest.fixture
def pages(contacts) -> list[str]:
    return [
        f"{reverse('knowledge:search')}?q=router",
        f"{reverse('knowledge:search')}?q=router&only=solved",
        make_article().get_absolute_url(),
        make_question().get_absolute_url(),
        reverse("community:ask"),
    ]


def test_number_hours_wait_letter_and_chat_stand_at_the_end(client, pages):
    for address in pages:
        end = client.get(address).text.partition("</main>")[2]
        assert 'href="tel:08005550123"' in end, address
        assert "(Mo–Fr 8–18, wait about 4 minutes)" in end
        assert 'href="https://help.example/write"' in end
        assert 'href="https://help.example/chat"' in end


def test_members_see_it_too(client, helper, pages):
    client.force_login(helper)

    for address in pages:
        assert 'href="tel:08005550123"' in client.get(address).text, address


def test_it_stands_in_no_fold_and_in_no_form(client, pages):
    for address in pages:
        end = client.get(address).text.partition("</main>")[2].partition('class="human"')[0]
        assert end.count("<details") == end.count("</details>")
        assert end.count("<form") == end.count("</form>")


@pytest.mark.parametrize(
    ("known", "shown", "hidden"),
    [
        ({"phone_hours": "", "phone_wait": 0}, "0800 555 01 23</a></span>", "wait about"),
        ({"phone_hours": "8–18", "phone_wait": 0}, "(8–18)", "wait about"),
        ({"phone_hours": "", "phone_wait": 1}, "(wait about 1 minute)", "8–18"),
        ({"phone": "", "phone_wait": 9}, "Not solved?", "wait about"),
    ],
)
def test_only_what_the_operator_says_is_shown(client, contacts, settings, known, shown, hidden):
    settings.COMMUNITY = settings.COMMUNITY | known

    end = client.get(reverse("knowledge:search")).text.partition("</main>")[2]

    assert shown in end
    assert hidden not in end


@pytest.mark.parametrize(
    ("email", "page"), [("help@fjordnet.example", "knowledge:contact"), ("", "pages:contact")]
)
def test_who_writes_is_led_to_the_form_or_to_the_other_ways(
    client, contacts, settings, email, page
):
    settings.COMMUNITY = settings.COMMUNITY | {"write_url": "", "email": email}

    end = client.get(reverse("knowledge:search")).text.partition("</main>")[2]

    assert f'href="{reverse(page)}">Write to us' in end
