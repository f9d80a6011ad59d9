"""An article stays true: its source is edited, it is brought up, and its readers see since when.
A translation falls behind and follows."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.journeys.curating import approve, publish_solution, submit
from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES

YEAR = "2021"
LONG_AGO = f"{YEAR}-02-03 10:00:00"


@dataclass(frozen=True)
class Story:
    question: str
    problem: str
    answer: str
    title: str
    solution: str
    edited: str
    updated: str
    summary: str
    mistyped: str


STORIES = {
    "en": Story(
        question="Garden gate intercom hums all night",
        problem="From ten in the evening it hums until the morning.",
        answer="Take the power supply with 12 volts.",
        title="Stop the hum of a garden gate intercom",
        solution="1. Use a power supply with **12 volts**.\n2. Wait a minute.",
        edited="Take the power supply with 15 volts: 12 were too few.",
        updated="1. Use a power supply with **15 volts**.\n2. Wait a minute.",
        summary="15 volts instead of 12",
        mistyped="hum gardn gate intrcom",
    ),
    "de": Story(
        question="Gartentor-Sprechanlage brummt die ganze Nacht",
        problem="Ab zehn Uhr abends brummt sie bis zum Morgen.",
        answer="Das Netzteil mit 12 Volt nehmen.",
        title="Brummen der Gartentor-Sprechanlage abstellen",
        solution="1. Ein Netzteil mit **12 Volt** nehmen.\n2. Eine Minute warten.",
        edited="Das Netzteil mit 15 Volt nehmen: 12 waren zu wenig.",
        updated="1. Ein Netzteil mit **15 Volt** nehmen.\n2. Eine Minute warten.",
        summary="15 Volt statt 12",
        mistyped="Brumen Gartntor Sprechanlage",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_is_brought_up_when_its_source_changes(
    visit: Callable[..., Visitor], language: str
) -> None:
    story = STORIES[language]
    asker, helper, reader = visit(language), visit(language), visit(language)
    curator, second = curators(visit, language)
    question = solve(asker, helper, story.question, story.problem, story.answer)
    expect_in_queue(curator, "promote", story.question)

    article = publish_solution(
        curator, second, question, title=story.title, solution=story.solution
    )
    reader.finds(story.mistyped, story.title)
    grow_old(curator, article)
    expect_updated(reader, article, story, is_old=True)

    edit_the_source(helper, question, story.edited)
    expect_in_queue(curator, "source", story.title)
    bring_up(curator, second, article, story)

    expect_updated(reader, article, story, is_old=False)
    expect_out_of_queue(curator, "source", story.title)


def test_translation_falls_behind_and_follows(visit: Callable[..., Visitor]) -> None:
    curator, second = curators(visit, "en")
    asker, helper, reader = visit("en"), visit("en"), visit("de")
    title = "Reset the fan of an attic switch"
    question = solve(
        asker,
        helper,
        "Attic switch fan stands still?",
        "It stands still, and it is warm up there.",
        "Press reset for 5 s.",
    )
    article = publish_solution(
        curator, second, question, title=title, solution="Press reset for 5 seconds."
    )
    number = number_of(article)
    german = "Lüfter des Dachboden-Switches zurücksetzen"
    translated = translate(curator, second, number, german, "Reset 5 Sekunden drücken.")

    change_in_meaning(curator, second, number, title, "Never press reset: pull the plug.")

    notice = reader.page.locator("main .notice")
    reader.until_there(german_address(translated), notice)
    expect_in_queue(curator, "translations", german)
    follow(curator, second, number, german, "Nie Reset drücken: den Stecker ziehen.")
    reader.page.goto(german_address(translated))
    expect(reader.page.locator("#solution")).to_contain_text("den Stecker ziehen")
    expect(notice).to_have_count(0)
    expect_out_of_queue(curator, "translations", german)


def curators(visit: Callable[..., Visitor], language: str) -> tuple[Visitor, Visitor]:
    first, second = visit(language), visit(language)
    first.play("jana")
    second.play("tomasz")
    return first, second


def solve(asker: Visitor, helper: Visitor, title: str, problem: str, answer: str) -> str:
    asker.play("lena")
    question = asker.ask(title, problem)
    helper.play("heike")
    helper.answer(question, answer)
    asker.accept(question)
    return question


def row_in_queue(curator: Visitor, title: str):
    return curator.page.locator("main h2 a").filter(has_text=title)


def expect_in_queue(curator: Visitor, queue: str, title: str) -> None:
    curator.until_there(curator.address(f"/curate/{queue}/"), row_in_queue(curator, title))


def expect_out_of_queue(curator: Visitor, queue: str, title: str) -> None:
    curator.go(f"/curate/{queue}/")
    expect(row_in_queue(curator, title)).to_have_count(0)


def number_of(article: str) -> str:
    return article.split("/knowledge/")[1].split("/")[0]


def grow_old(curator: Visitor, article: str) -> None:
    """It was published and checked long ago."""
    curator.house.sql(
        "UPDATE knowledge_article SET published_at=?, revised_at=?, checked_at=? WHERE id=?",
        LONG_AGO,
        LONG_AGO,
        LONG_AGO,
        number_of(article),
    )
    curator.house.sql(
        "UPDATE knowledge_publication SET since=? WHERE article_id=?",
        LONG_AGO,
        number_of(article),
    )


def expect_updated(reader: Visitor, article: str, story: Story, *, is_old: bool) -> None:
    facts = reader.page.locator("main .facts")
    shown = facts.filter(has_text=YEAR)
    wanted = shown if is_old else facts.filter(has_not_text=YEAR)
    reader.until_there(article, wanted)
    text = story.solution if is_old else story.updated
    volts = "12 " if "12" in text else "15 "
    expect(reader.page.locator("#solution")).to_contain_text(volts)


def edit_the_source(helper: Visitor, question: str, text: str) -> None:
    helper.page.goto(question)
    helper.link("Edit", helper.page.locator("article.post")).click()
    helper.page.locator("#edit-form [name=body]").fill(text)
    helper.press("Save")
    expect(helper.page.locator("article.post .prose")).to_have_text(text)


def bring_up(curator: Visitor, second: Visitor, article: str, story: Story) -> None:
    """The reviewer sees what would be different, and readers nothing before he agrees."""
    curator.go(f"/curate/articles/{number_of(article)}/")
    expect(curator.page.locator("section.source")).to_contain_text("15")
    curator.fill(solution=story.updated, summary=story.summary)
    curator.choose("significance", "content")
    review = submit(curator)
    second.page.goto(review)
    expect(second.page.locator("ins").filter(has_text="15").first).to_be_visible()
    expect(second.page.locator(".edit-reason")).to_have_text(story.summary)
    approve(second, review, story.title)


def translate(curator: Visitor, second: Visitor, number: str, title: str, solution: str) -> str:
    curator.go(f"/curate/articles/{number}/translate/de/")
    curator.fill(title=title, solution=solution)
    return approve(second, submit(curator), title)


def german_address(article: str) -> str:
    return article.replace("/en/knowledge/", "/de/knowledge/")


def change_in_meaning(
    curator: Visitor, second: Visitor, number: str, title: str, solution: str
) -> None:
    curator.go(f"/curate/articles/{number}/")
    curator.fill(solution=solution, summary="Reset does harm")
    curator.choose("significance", "meaning")
    approve(second, submit(curator), title)


def follow(curator: Visitor, second: Visitor, number: str, title: str, solution: str) -> None:
    """What changed in the original is marked beside the translation."""
    curator.go(f"/curate/articles/{number}/translate/de/")
    expect(curator.page.locator("ins").filter(has_text="pull the plug").first).to_be_visible()
    curator.fill(solution=solution, summary="Reset schadet")
    curator.choose("significance", "meaning")
    approve(second, submit(curator), title)
