"""Who speaks for, or profits from, the company is marked in words before the text, everywhere.

A-BG-14, L-UW-01: every representation of a post is one function here; a new one is added. What
only one of them says (the data for machines, the profile) is tested with it.
"""

import html
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.models import Organisation, User
from accounts.notifications.sending import send_due
from community.actions.following import follow_question
from community.actions.solutions import accept_answer
from community.models import Answer, Question
from config.events import relay
from knowledge.search import index
from tests.factories import make_affiliation, make_answer, make_article, make_question, make_user

TEXT = "The fiber box wants five minutes of rest."
ROLE = "Donaudampfschifffahrtsgesellschaftskapitän"
NOW = {
    "employee": "Verified employee",
    "agency": "Agency for Fjordnet",
    "partner": "Partner",
    "perk": "Receives perks from Fjordnet",
}
THEN = {
    "employee": "Employee of Fjordnet GmbH when this was written",
    "agency": "Agency for Fjordnet when this was written",
    "partner": "Partner of Fjordnet when this was written",
    "perk": "Received perks from Fjordnet when this was written",
}


class World:
    """What one marked person wrote, where it stands, and who reads it."""

    def __init__(self, kind: str) -> None:
        self.author = make_user(display_name="Nickname 7")
        self.affiliation = make_affiliation(
            user=self.author, kind=kind, full_name="Miriam Vogt", role_title=ROLE
        )
        self.asker = make_user(display_name="Lena B.")
        self.question = make_question(
            author=self.author, title="Fiber box rests", body=TEXT, tags=["wifi"]
        )
        asked = make_question(author=self.asker, title="Router blinks red")
        self.answer = make_answer(question=asked, author=self.author, body=TEXT)
        accept_answer(answer=self.answer, by=self.asker)
        self.article = make_article(answer=self.answer)

    def page(self, address: str, reader=None) -> str:
        client = Client()
        if reader:
            client.force_login(reader)
        text = client.get(address, follow=True).text
        return text[text.index("<main") :] if "<main" in text else text


def question_page(world: World) -> str:
    return world.page(world.question.get_absolute_url())


def answer_on_its_page(world: World) -> str:
    return world.page(world.answer.question.get_absolute_url())


def question_for_who_is_signed_in(world: World) -> str:
    return world.page(world.question.get_absolute_url(), reader=world.author)


def what_other_sites_show_of_the_page(world: World) -> str:
    text = Client().get(world.question.get_absolute_url()).text
    return re.search(r'<meta name="description"\s+content="([^"]*)"', text)[1]


def search_results(world: World) -> str:
    index.rebuild()
    return world.page(f"{reverse('knowledge:search')}?q=fiber+box+rest")


def suggestions(world: World) -> str:
    accept_answer(answer=make_answer(question=world.question), by=world.author)
    index.rebuild()
    return world.page(f"{reverse('knowledge:suggest')}?title=fiber+box+rest+wants")


def opened_suggestion(world: World) -> str:
    return world.page(
        reverse("knowledge:suggestion", args=[f"question-{world.answer.question_id}"])
    )


def draft_beside_its_source(world: World) -> str:
    return world.page(
        reverse("knowledge:article-edit", args=[world.article.pk]),
        reader=make_user(roles="curator"),
    )


def plain_mail(world: World) -> str:
    return _mail(world).body


def html_mail(world: World) -> str:
    text = _mail(world).alternatives[0][0]
    return text[text.index("<body") :]


MAILS = [plain_mail, html_mail]
WITH_TEXT = [
    question_page,
    answer_on_its_page,
    question_for_who_is_signed_in,
    what_other_sites_show_of_the_page,
    search_results,
    suggestions,
    opened_suggestion,
    draft_beside_its_source,
    *MAILS,
]


def home(world: World) -> str:
    return world.page(reverse("home"))


def list_of_questions(world: World) -> str:
    return world.page(reverse("community:question-list"))


def list_of_unanswered(world: World) -> str:
    return world.page(reverse("community:question-unanswered"))


def list_of_a_tag(world: World) -> str:
    return world.page(reverse("community:tag", args=["wifi"]))


def list_of_followed(world: World) -> str:
    follow_question(question=world.question, by=world.asker)
    return world.page(reverse("community:following"), reader=world.asker)


def citation_of_an_article(world: World) -> str:
    return world.page(world.article.get_absolute_url())


def notice(world: World) -> str:
    _deliver()
    return world.page(reverse("accounts:notices"), reader=world.asker)


def data_for_machines(world: World) -> str:
    text = Client().get(world.answer.question.get_absolute_url()).text
    return re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]


NAMES_ONLY = [
    home,
    list_of_questions,
    list_of_unanswered,
    list_of_a_tag,
    list_of_followed,
    citation_of_an_article,
    notice,
    data_for_machines,
]


@pytest.fixture(params=NOW)
def kind(request) -> str:
    return request.param


@pytest.fixture
def world(kind, db) -> World:
    return World(kind)


@pytest.fixture
def employed(db) -> World:
    return World("employee")


@pytest.mark.parametrize("shown_in", WITH_TEXT)
def test_mark_stands_before_the_text(world, kind, shown_in, mailoutbox):
    """A-BG-14, L-UW-01"""
    shown = html.unescape(shown_in(world))

    text = shown.index("five minutes")
    for words in ("Miriam Vogt", NOW[kind], "Fjordnet GmbH", ROLE):
        assert words in shown, words
        assert shown.index(words) < text, words
    assert "Nickname 7" not in shown


@pytest.mark.parametrize("shown_in", NAMES_ONLY)
def test_mark_stands_beside_the_name(world, kind, shown_in):
    """A-BG-14, L-UW-01"""
    shown = html.unescape(shown_in(world))

    for words in ("Miriam Vogt", NOW[kind], "Fjordnet GmbH", ROLE):
        assert words in shown, words
    assert "Nickname 7" not in shown


def test_every_kind_has_its_words_for_what_was(world, kind):
    """PRODUCT 1, rule 2."""
    end_affiliation(affiliation=world.affiliation, by=None, because="left")

    assert THEN[kind] in html.unescape(question_page(world))


@pytest.mark.parametrize("shown_in", [*WITH_TEXT, *NAMES_ONLY])
def test_what_is_over_is_never_shown_as_current(employed, shown_in, mailoutbox):
    """A-BG-08: nothing that was drawn before the end is drawn again after it."""
    if shown_in not in MAILS:
        assert NOW["employee"] in html.unescape(shown_in(employed))
    end_affiliation(affiliation=employed.affiliation, by=None, because="left")

    shown = html.unescape(shown_in(employed))

    assert THEN["employee"] in shown
    assert NOW["employee"] not in shown


@pytest.mark.parametrize("shown_in", [*WITH_TEXT, *NAMES_ONLY])
def test_what_was_marked_later_says_so(employed, shown_in, mailoutbox):
    """L-UW-02"""
    for posts in Question, Answer:
        posts.objects.exclude(affiliation=None).update(marked_at=timezone.now())

    assert "Verified employee (marked later)" in html.unescape(shown_in(employed))


@pytest.mark.parametrize("shown_in", [*WITH_TEXT, *NAMES_ONLY])
def test_name_has_the_form_that_the_organisation_chose(employed, shown_in, mailoutbox):
    Organisation.objects.update(name_form=Organisation.NameForm.INITIAL)

    shown = html.unescape(shown_in(employed))

    assert "Miriam V." in shown
    assert "Miriam Vogt" not in shown


def test_picture_is_gone_with_the_mark(employed):
    """PRODUCT 1, rule 2: initials after the end."""
    User.objects.filter(pk=employed.author.pk).update(avatar="abcdefghijklmnop")
    assert "abcdefghijklmnop" in question_page(employed)

    end_affiliation(affiliation=employed.affiliation, by=None, because="left")

    assert "abcdefghijklmnop" not in question_page(employed)


def _deliver() -> None:
    relay.deliver_pending(limit=1000)


def _mail(world: World) -> mail.EmailMultiAlternatives:
    _deliver()
    send_due()
    return next(message for message in mail.outbox if world.asker.email in message.to)
