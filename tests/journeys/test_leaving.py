"""A member takes a copy of her data along and leaves; what she wrote stays, her name does not."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES


@dataclass(frozen=True)
class Story:
    leaver: str
    helper: str
    question: str
    problem: str
    answer: str
    thanks: str


STORIES = {
    "en": Story(
        leaver="Philippa T.",
        helper="Barnaby K.",
        question="The hallway lamp hums at night",
        problem="It hums since the last storm.",
        answer="{name} should look at the dimmer: ask @{name} which one it is.",
        thanks="It is a round one without a name.",
    ),
    "de": Story(
        leaver="Philippine T.",
        helper="Barnabas K.",
        question="Die Flurlampe summt nachts",
        problem="Sie summt seit dem letzten Gewitter.",
        answer="{name} sollte nach dem Dimmer sehen: Fragt @{name}, welcher es ist.",
        thanks="Es ist ein runder ohne Namen.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_member_leaves_with_a_copy_and_her_thread_stays_without_her_name(
    visit: Callable[..., Visitor], house: House, language: str
) -> None:
    """L-GD-01, L-GD-02"""
    story = STORIES[language]
    leaver, helper = visit(language), visit(language)
    mailbox = leaver.join(story.leaver)
    question = leaver.ask(story.question, story.problem)
    his_mailbox = helper.join(story.helper)
    helper.answer(question, story.answer.format(name=story.leaver))
    helper.press("Follow")
    expect(helper.button("Mute this question")).to_be_visible()
    leaver.answer(question, story.thanks)
    profile = leaver.address_of_my_profile()
    helper.expect_notice("New answer", story.question)

    copy = take_copy(leaver)
    expect_what_is_hers(copy, mailbox, story)
    expect_nothing_of_his(copy, his_mailbox, story)

    decide_to_leave(leaver)
    change_her_mind(leaver)
    decide_to_leave(leaver)
    let_a_week_pass(house, mailbox)

    expect_thread_without_her_name(helper, question, story)
    expect_name_nowhere(helper, profile, story)
    expect_closed(leaver, mailbox)


def take_copy(leaver: Visitor) -> dict[str, str]:
    """Ask for the download, wait for the worker's notice, fetch it: its files by their names."""
    leaver.go("/me/privacy/")
    leaver.press("Ask for a copy")
    download = leaver.page.locator("main a[href*='/me/privacy/download/']")
    leaver.until_there(leaver.address("/me/privacy/"), download)
    with leaver.page.expect_download() as fetched:
        download.click()
    with ZipFile(fetched.value.path()) as copy:
        return {name: copy.read(name).decode() for name in copy.namelist()}


def expect_what_is_hers(copy: dict[str, str], mailbox: str, story: Story) -> None:
    data = json.loads(copy["data.json"])
    rows = [row for section in data["sections"] for row in section["rows"]]
    assert story.question in [row.get("title") for row in rows]
    assert {story.problem, story.thanks} <= {row.get("body") for row in rows}
    for own in (mailbox, story.question, story.problem, story.thanks):
        assert own in copy["index.html"]


def expect_nothing_of_his(copy: dict[str, str], his_mailbox: str, story: Story) -> None:
    his = (his_mailbox, story.helper, story.answer.rpartition("{name}")[2])
    assert not [(file, word) for file, text in copy.items() for word in his if word in text]


def decide_to_leave(leaver: Visitor) -> None:
    leaver.go("/me/privacy/")
    leaver.link("Erase my account", leaver.page.locator("main")).click()
    leaver.choose("texts", "keep")
    leaver.press("Erase my account in seven days")
    leaver.go("/questions/")
    expect(leaver.button("Keep my account")).to_be_visible()


def change_her_mind(leaver: Visitor) -> None:
    """By one click from any page."""
    leaver.button("Keep my account").click()
    leaver.expect_heading("Your data")
    leaver.go("/questions/")
    expect(leaver.button("Keep my account")).to_have_count(0)


def let_a_week_pass(house: House, mailbox: str) -> None:
    """For the one who leaves: her seven days are over, and the worker finds that out by itself."""
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).replace(tzinfo=None).isoformat(" ")
    house.sql(
        "UPDATE privacy_erasure SET due_at = ?, not_before = ? WHERE cancelled_at IS NULL"
        " AND user_id = (SELECT id FROM accounts_user WHERE email = ?)",
        *(an_hour_ago, an_hour_ago, mailbox),
    )


def expect_thread_without_her_name(helper: Visitor, question: str, story: Story) -> None:
    """Her posts and what others said to her stay; who she was is gone from both."""
    former = helper.say("Former member")
    asker = helper.page.locator("#question .by").filter(has_text=former)
    helper.until_there(question, asker)
    thread = helper.page.locator("main")
    answered = story.answer.replace("@", "").format(name=former)
    helper.until_there(question, thread.filter(has_text=answered))
    expect(thread).to_contain_text(story.problem)
    expect(thread).to_contain_text(story.thanks)
    expect(thread).not_to_contain_text(story.leaver)


def expect_name_nowhere(helper: Visitor, profile: str, story: Story) -> None:
    """Not on her profile, in lists, among his notices or in the search, which still finds the
    question."""
    helper.page.goto(profile)
    helper.expect_heading("Former member")
    for path in ("/people/", "/people/?q=Philipp", "/questions/", "/notices/"):
        helper.go(path)
        expect(helper.page.locator("main")).not_to_contain_text(story.leaver)
    helper.finds(story.question, story.question)
    helper.search(story.leaver)
    found = helper.page.locator("#search-results article")
    expect(found.filter(has_text=story.leaver)).to_have_count(0)


def expect_closed(leaver: Visitor, mailbox: str) -> None:
    """Her browser is signed out, and nobody signs in by her mailbox any more."""
    leaver.go("/me/privacy/")
    expect(leaver.page).to_have_url(re.compile("/account/login/"))
    leaver.sign_in(mailbox)
    expect(leaver.page.get_by_role("alert").first).to_be_visible()
    expect(leaver.page.locator("details.menu.me")).to_have_count(0)
