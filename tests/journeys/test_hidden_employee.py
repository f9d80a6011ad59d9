"""Somebody with a mailbox of the company says that he does not work there: a person decides."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

TITLE = "Ist die neue Box wirklich so leise?"
BODY = "Ich habe gehört, dass sie kein Geräusch macht. Wer hat sie schon?"
EXPLANATION = "Ich war vor Jahren Werkstudent und habe das Postfach noch."


def test_hidden_employee_is_led_to_declare_and_an_administrator_has_the_last_word(
    visit: Callable[..., Visitor],
) -> None:
    """A-BG-13, L-UW-02: until it is decided she can read but not post."""
    hidden, administrator = visit("de"), visit("de")
    administrator.play("tomasz")
    hidden.sign_up("Wiebke Z.", "wiebke.zander@fjordnet.example")

    say_no(hidden)
    expect_no_way_around(hidden)
    decide(administrator, "Wiebke Z.", independent="no", because="Steht in der Lohnliste.")

    hidden.expect_notice("Please ask for a mark before you post", "Steht in der Lohnliste.")
    try_to_ask(hidden)
    hidden.expect_heading("One question before your first post")
    hidden.choose("answer", "yes")
    hidden.press("Continue")
    hidden.expect_heading("For whom do you speak?")


def test_who_is_believed_posts_without_a_mark(visit: Callable[..., Visitor]) -> None:
    former, administrator, reader = visit("de"), visit("de"), visit("de")
    administrator.play("tomasz")
    former.sign_up("Tammo E.", "tammo.eckert@fjordnet.example")

    say_no(former)
    decide(administrator, "Tammo E.", independent="yes", because="Arbeitet nicht mehr hier.")

    former.expect_notice("You can post now", "Arbeitet nicht mehr hier.")
    former.go("/questions/ask/")
    expect(former.page.locator("[name=title]")).to_have_value(TITLE)
    former.press("Post question")
    expect(former.page.locator("h1")).to_have_text(TITLE)
    reader.page.goto(former.page.url)
    expect(reader.page.locator("#question .by")).to_contain_text("Tammo E.")
    expect(reader.page.locator("#question .staffmark")).to_have_count(0)


def try_to_ask(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.fill(title=TITLE, body=BODY)
    visitor.press("Post question")


def say_no(visitor: Visitor) -> None:
    """To the one question, to which the first post has led; what was typed is kept."""
    try_to_ask(visitor)
    visitor.expect_heading("One question before your first post")
    expect(visitor.page.locator(".notice")).to_contain_text("Fjordnet GmbH")
    visitor.choose("answer", "no")
    visitor.fill(explanation=EXPLANATION)
    visitor.press("Continue")
    visitor.expect_heading("An administrator looks at your answer")
    visitor.page.locator("details:has(.kept-text) summary").click()
    expect(visitor.page.locator(".kept-text")).to_have_text(BODY)


def expect_no_way_around(visitor: Visitor) -> None:
    """Posting again, or asking for the question again, leads to the same friendly page."""
    try_to_ask(visitor)
    visitor.expect_heading("An administrator looks at your answer")
    visitor.go("/me/declare/")
    visitor.expect_heading("An administrator looks at your answer")
    visitor.go("/questions/")
    expect(visitor.page.locator("main")).not_to_contain_text(TITLE)


def decide(administrator: Visitor, name: str, *, independent: str, because: str) -> None:
    administrator.expect_notice("Somebody says no, but the signs say yes", name)
    administrator.go("/administration/affiliations/?show=disputes")
    administrator.page.get_by_role("link", name=name).click()
    expect(administrator.page.locator("main")).to_contain_text(EXPLANATION)
    administrator.choose("independent", independent)
    administrator.fill(because=because)
    administrator.press("Decide")
    administrator.expect_heading("Who speaks for whom")
