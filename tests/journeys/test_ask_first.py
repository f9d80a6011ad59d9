"""Ask first, mail last: a visitor asks with text and e-mail only and publishes from the mail."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES


@dataclass(frozen=True)
class Story:
    question: str
    problem: str
    mended: str
    answer: str


STORIES = {
    "en": Story(
        question="Night light of the socket never goes out",
        problem="It shines all night although the app says that it is off.",
        mended="It shines all night although the app says that it is off. Since May.",
        answer="Hold its button for three seconds, then it obeys the app again.",
    ),
    "de": Story(
        question="Nachtlicht der Steckdose geht nie aus",
        problem="Es leuchtet die ganze Nacht, obwohl die App sagt, es sei aus.",
        mended="Es leuchtet die ganze Nacht, obwohl die App sagt, es sei aus. Seit Mai.",
        answer="Die Taste drei Sekunden halten, dann hört es wieder auf die App.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_asks_with_text_and_mail_alone_and_says_what_solved_it(
    visit: Callable[..., Visitor], language: str
) -> None:
    story = STORIES[language]
    email = f"guest.{language}@example.org"
    guest, helper, reader = visit(language), visit(language), visit(language)

    guest.ask_as_guest(story.question, story.problem, email)
    assert guest.context.cookies() == []
    guest.follow_publish_link(email)
    guest.page.locator("main details > summary").first.click()
    guest.fill(body=story.mended)
    guest.page.locator("[name=speaks_for_us][value=no]").check()
    guest.press("Publish")
    expect(guest.page.locator("h1")).to_have_text(story.question)
    expect(guest.page.locator("a[href*='password/set']")).to_be_visible()
    question = guest.page.url.partition("?")[0]

    reader.page.goto(question)
    expect(reader.page.locator("#question")).to_contain_text(story.mended)
    helper.play("heike")
    helper.answer(question, story.answer)

    guest.open_mail(email, about=story.question)
    guest.page.goto(guest.page.locator("main a[href*='answered=']").first.get_attribute("href"))
    expect(guest.page.locator("#solved h3")).to_have_text(guest.say("Is it solved?"))
    guest.press("Yes, this answer solved it")
    expect(guest.page.locator("article.post.accepted")).to_be_visible()


def test_question_is_published_from_the_mail_without_a_script(
    visit: Callable[..., Visitor],
) -> None:
    guest = visit(java_script_enabled=False)
    email = "guest.plain@example.org"

    guest.ask_as_guest("Doorbell rings twice at once", "Once in the hall, once in the app.", email)
    guest.follow_publish_link(email)
    guest.press("Publish")
    expect(guest.page.locator(".form-errors")).to_be_visible()
    guest.page.locator("[name=speaks_for_us][value=no]").check()
    guest.press("Publish")

    expect(guest.page.locator("h1")).to_have_text("Doorbell rings twice at once")
    expect(guest.page).to_have_url(re.compile("published"))
