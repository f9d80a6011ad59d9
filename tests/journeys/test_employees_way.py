"""An employee proves her mailbox, is marked, answers and leaves; her posts say what was true."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES

PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}
ORGANISATION = "Fjordnet GmbH"


@dataclass(frozen=True)
class Story:
    nickname: str
    mailbox: str
    full_name: str
    role: str
    question: str
    problem: str
    answer: str
    own_question: str
    reason: str


STORIES = {
    "en": Story(
        nickname="Almut B.",
        mailbox="almut.brandis@fjordnet.example",
        full_name="Almut Brandis",
        role="Cable maintenance",
        question="Junction box hums when it rains",
        problem="As soon as it rains the box in the hall hums like a fridge.",
        answer="Water has got into the seal. We exchange it within two days, for nothing.",
        own_question="Whose junction box hangs outside the house?",
        reason="Works for the harbour office now.",
    ),
    "de": Story(
        nickname="Birte H.",
        mailbox="birte.hansen@fjordnet.example",
        full_name="Birte Hansen",
        role="Kabelnetz",
        question="Verteilerkasten brummt bei Regen",
        problem="Sobald es regnet, brummt der Kasten im Flur wie ein Kühlschrank.",
        answer="In die Dichtung ist Wasser gekommen. Wir tauschen sie in zwei Tagen, kostenlos.",
        own_question="Bei wem hängt der Verteilerkasten außen am Haus?",
        reason="Arbeitet jetzt für das Hafenamt.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_employee_proves_her_mailbox_answers_under_her_mark_and_leaves(
    visit: Callable[..., Visitor], language: str
) -> None:
    """A-BG-08, A-BG-13, A-BG-14, L-UW-01: marked before the text, on a phone and in lists; later
    the answer says what was true when it was written."""
    story = STORIES[language]
    asker, employee, administrator = visit(language), visit(language), visit(language)
    reader = visit(language, **PHONE)
    asker.play("lena")
    administrator.play("tomasz")
    question = asker.ask(story.question, story.problem)

    employee.sign_up(story.nickname, story.mailbox)
    try_to_answer(employee, question, story)
    ask_to_be_marked(employee, story)
    record = approve(administrator, story)
    answer = post_kept_answer(employee, question, story)
    employee.ask(story.own_question, story.problem)
    profile = employee.address_of_my_profile()
    expect_mark_before_the_text(reader, answer, story)
    expect_mark_in_lists(reader, story)
    expect_mark_on_profile(reader, profile, story)

    if language == "en":
        leave(employee, story)
    else:
        be_ended(employee, administrator, record, story)
    expect_what_was_true(reader, answer, story)
    expect_no_mark_on_profile(reader, profile, story)
    expect_history(administrator, record)


def try_to_answer(employee: Visitor, question: str, story: Story) -> None:
    """She is led to declare, and what she typed is kept."""
    employee.page.goto(question)
    employee.page.locator("#answer-form textarea").fill(story.answer)
    employee.press("Post answer")
    employee.expect_heading("One question before your first post")
    expect(employee.page.locator(".notice")).to_contain_text(ORGANISATION)
    employee.page.locator("details:has(.kept-text) summary").click()
    expect(employee.page.locator(".kept-text")).to_have_text(story.answer)


def ask_to_be_marked(employee: Visitor, story: Story) -> None:
    employee.choose("answer", "yes")
    employee.press("Continue")
    employee.choose("kind", "employee")
    employee.fill(full_name=story.full_name, role_title=story.role)
    employee.press("Send the request")
    employee.expect_heading("Your request waits for an administrator")


def approve(administrator: Visitor, story: Story) -> str:
    """Grant the mark on the administrator's page; return the address of its record."""
    administrator.expect_notice("Somebody asks to speak for", ORGANISATION)
    administrator.go("/administration/affiliations/?show=requests")
    administrator.page.get_by_role("link", name=story.full_name).click()
    expect(administrator.page.locator("main")).to_contain_text("fjordnet.example")
    administrator.choose("granted", "yes")
    administrator.press("Decide")
    expect(administrator.page.locator("h1")).to_have_text(story.full_name)
    return administrator.page.url


def post_kept_answer(employee: Visitor, question: str, story: Story) -> str:
    """What she had typed stands in the form again; return the address of the answer."""
    employee.expect_notice("Your mark is granted", story.role)
    employee.page.goto(question)
    expect(employee.page.locator("#answer-form textarea")).to_have_value(story.answer)
    employee.press("Post answer")
    expect(employee.page).to_have_url(re.compile("#answer-"))
    return employee.page.url


def expect_mark_before_the_text(reader: Visitor, answer: str, story: Story) -> None:
    line = line_above(reader, answer)
    reader.until_there(answer, line)
    expect(line).to_contain_text(story.full_name)
    expect(line).to_contain_text(f"{ORGANISATION} · {story.role}")
    expect(line.locator(".staffmark")).to_have_text(reader.say("Verified employee"))
    line_box = line.bounding_box()
    text_box = post(reader, answer).locator(".prose").bounding_box()
    assert line_box["y"] + line_box["height"] <= text_box["y"]


def expect_mark_in_lists(reader: Visitor, story: Story) -> None:
    marks = "article.qrow:has-text('{}') .staffmark"
    answered = reader.page.locator(marks.format(story.question))
    own = reader.page.locator(marks.format(story.own_question))
    reader.until_there(reader.address("/questions/"), own)
    expect(answered).to_have_text(reader.say("%(company)s answered") % {"company": "Fjordnet"})
    speaker = f"{story.full_name} · {reader.say('Verified employee')}"
    expect(own).to_have_text(f"{speaker} · {ORGANISATION}, {story.role}")


def expect_mark_on_profile(reader: Visitor, profile: str, story: Story) -> None:
    reader.page.goto(profile)
    mark = reader.page.locator("header.profile .staffmark")
    expect(reader.page.locator("h1")).to_have_text(story.full_name)
    expect(mark).to_have_text(reader.say("Verified employee"))


def leave(employee: Visitor, story: Story) -> None:
    """By her own word; before her next post she is asked again for whom she speaks."""
    employee.go("/me/affiliation/")
    employee.page.locator("[name=sure]").check()
    employee.press("End my mark")
    employee.go("/questions/ask/")
    employee.fill(title=story.own_question, body=story.problem)
    employee.press("Post question")
    employee.expect_heading("One question before your first post")


def be_ended(employee: Visitor, administrator: Visitor, record: str, story: Story) -> None:
    """By an administrator, who says why; she is signed out everywhere at once."""
    administrator.page.goto(record)
    administrator.link("End", administrator.page.locator("aside")).click()
    administrator.fill(because=story.reason)
    administrator.press("End")
    expect(administrator.page.locator("ol.history li").first).to_contain_text(story.reason)
    employee.go("/me/affiliation/")
    expect(employee.page).to_have_url(re.compile("/account/login/"))


def expect_what_was_true(reader: Visitor, answer: str, story: Story) -> None:
    then = reader.say("Employee of %(organisation)s when this was written")
    mark = line_above(reader, answer).locator(".staffmark")
    reader.until_there(answer, mark.filter(has_text=then % {"organisation": ORGANISATION}))
    expect(line_above(reader, answer)).to_contain_text(story.role)


def expect_no_mark_on_profile(reader: Visitor, profile: str, story: Story) -> None:
    reader.until_there(profile, reader.page.locator("h1").filter(has_text=story.nickname))
    expect(reader.page.locator("header.profile .staffmark")).to_have_count(0)
    expect(reader.page.locator("main")).not_to_contain_text(reader.say("Verified employee"))


def expect_history(administrator: Visitor, record: str) -> None:
    """Newest first: what was done, and on what proof."""
    administrator.page.goto(record)
    lines = administrator.page.locator("ol.history li")
    expect(lines.locator("b")).to_have_text(list(map(administrator.say, ("Revoked", "Granted"))))
    expect(lines.last).to_contain_text("fjordnet.example")


def post(reader: Visitor, answer: str) -> Locator:
    return reader.page.locator(f"article#{urldefrag(answer).fragment}")


def line_above(reader: Visitor, answer: str) -> Locator:
    return post(reader, answer).locator(".by")
