"""One question goes the whole way: asked, answered, solved, promoted, published, found."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.journeys.curating import approve, submit
from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES


@dataclass(frozen=True)
class Story:
    asker: str
    helper: str
    question: str
    problem: str
    answer: str
    article: str
    solution: str
    mistyped: str


STORIES = {
    "en": Story(
        asker="Rosalind P.",
        helper="Caspar W.",
        question="Doorbell camera turns purple at dawn",
        problem="Every morning until about eight the picture is purple, then it is fine again.",
        answer="Clean the small sensor above the lens, then choose **Day and night: automatic**.",
        article="Purple picture of a doorbell camera",
        solution="1. Clean the sensor above the lens.\n2. Choose **Day and night: automatic**.",
        mistyped="purple pictrue doorbel camera",
    ),
    "de": Story(
        asker="Rosalinde P.",
        helper="Kaspar W.",
        question="Klingelkamera zeigt morgens ein lila Bild",
        problem="Jeden Morgen bis gegen acht ist das Bild lila, danach ist alles wieder gut.",
        answer="Den kleinen Sensor über der Linse putzen, dann **Tag und Nacht: automatisch**.",
        article="Lila Bild der Klingelkamera beheben",
        solution="1. Den Sensor über der Linse putzen.\n2. **Tag und Nacht: automatisch** wählen.",
        mistyped="lila Bidl Klingelkamra beheben",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_becomes_an_article_that_the_next_customer_finds(
    visit: Callable[..., Visitor], language: str
) -> None:
    story = STORIES[language]
    asker, helper = visit(language), visit(language)
    curator, second, reader = visit(language), visit(language), visit(language)

    asker.join(story.asker)
    question = asker.ask(story.question, story.problem)
    helper.join(story.helper)
    helper.answer(question, story.answer)
    asker.accept(question)

    promote(curator, second, question, story)
    expect_article_on_thread(reader, question, story)
    expect_reward(helper, story)

    reader.finds(story.mistyped, story.article)
    expect_suggestion_to_solve_it(reader, story)


def promote(curator: Visitor, second: Visitor, question: str, story: Story) -> None:
    """One writes it beside the thread, another publishes it."""
    curator.play("jana")
    second.play("tomasz")
    curator.page.goto(question)
    curator.press("Make it an article")
    expect(curator.page.locator("section.source")).to_contain_text(story.problem)
    curator.fill(title=story.article, solution=story.solution)
    approve(second, submit(curator), story.article)
    expect(second.page.locator("#solution li")).to_have_count(2)


def expect_article_on_thread(reader: Visitor, question: str, story: Story) -> None:
    reader.page.goto(question)
    reader.page.locator(".banner").get_by_role("link", name=story.article).click()
    expect(reader.page.locator("aside")).to_contain_text(story.helper)


def expect_reward(helper: Visitor, story: Story) -> None:
    """The answerer is told, and his points say why he has them."""
    notice = helper.page.locator("article.qrow").filter(has_text=story.article)
    helper.until_there(helper.address("/notices/"), notice)
    helper.go("/me/points/")
    expect(helper.page.locator("td.figure:not(.muted)")).to_have_text(["+30", "+25"])


def expect_suggestion_to_solve_it(reader: Visitor, story: Story) -> None:
    """Typing the question again shows the article; it is opened in place and ends the journey."""
    reader.go("/questions/ask/")
    reader.page.locator("[name=title]").press_sequentially(story.question)
    suggestion = reader.page.locator("#suggestions li").filter(has_text=story.article)
    reader.button("Open here", suggestion).click()
    opened = reader.page.locator("#suggestions li.open").filter(has_text=story.article)
    expect(opened.locator("ol li")).to_have_count(2)
    reader.press("This solved it", opened)
    expect(reader.page.locator("h1")).to_have_text(reader.say("Glad that it is solved"))
