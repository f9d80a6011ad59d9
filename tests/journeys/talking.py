"""How to get to the threads, forms and open menus of a conversation."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.states import Look
from tests.journeys.visitor import Visitor

# Posts that everybody may read, by what was done to them.
MARKS = "SELECT answer_id FROM community_officialmark WHERE ended_at IS"
QUESTIONS = {
    "closed": "closed_as NOT IN ('', 'duplicate')",
    "duplicate": "closed_as = 'duplicate'",
    "locked": "locked_at IS NOT NULL",
    "lacking details": "needs_details_at IS NOT NULL",
    "merged": "id IN (SELECT merged_into_id FROM community_question)",
    "discussed": "comment_count = (SELECT max(comment_count) FROM community_question)",
    "unanswered": "answer_count = 0 AND closed_at IS NULL AND needs_details_at IS NULL",
    "open": "answer_count > 0 AND closed_at IS NULL AND locked_at IS NULL",
}
ANSWERS = {
    "edited": "edited_at IS NOT NULL",
    "official": f"id IN ({MARKS} NULL)",
    "edited since": f"id IN ({MARKS} NULL AND signed_at < edited_at)",
    "no longer official": f"id IN ({MARKS} NOT NULL)",
    "discussed": "comment_count = (SELECT max(comment_count) FROM community_answer)",
    "plain": f"affiliation_id IS NULL AND id NOT IN ({MARKS} NULL)",
}


def question_that_is(which: str, act: str = "/") -> Look:
    """The page of the first such question, or what `act` of it leads to."""
    return lambda visitor: visitor.go(f"/questions/{question_id(visitor, which)}{act}")


def answer_that_is(which: str, act: str) -> Look:
    return lambda visitor: visitor.go(f"/answers/{answer_id(visitor, which)}{act}")


def thread_of_the_answer(which: str) -> Look:
    def look(visitor: Visitor) -> None:
        found = answer_id(visitor, which)
        [[question]] = visitor.house.sql(
            "SELECT question_id FROM community_answer WHERE id = ?", found
        )
        visitor.go(f"/questions/{question}/?answer={found}")

    return look


def post_to(act: str) -> Look:
    """What a moderator does to a post of somebody else."""
    return lambda visitor: visitor.go(f"/posts/answer/{answer_id(visitor, 'plain')}/{act}/")


def comments_of_an_answer(visitor: Visitor) -> None:
    visitor.go(f"/comments/answer/{answer_id(visitor, 'discussed')}/")


def question_id(visitor: Visitor, which: str) -> int:
    return _first_id(visitor, "question", QUESTIONS[which])


def answer_id(visitor: Visitor, which: str) -> int:
    return _first_id(visitor, "answer", ANSWERS[which])


def _first_id(visitor: Visitor, kind: str, condition: str) -> int:
    statement = f"SELECT id FROM community_{kind} WHERE hidden_at IS NULL AND {condition}"  # noqa: S608
    [found, *_more] = visitor.house.sql(f"{statement} ORDER BY id")
    return found[0]


# Open above or within a page.


def opened(look: Look, summary: str) -> Look:
    """With the first `details` open that has the summary `summary`."""

    def look_within(visitor: Visitor) -> None:
        look(visitor)
        visitor.page.locator(f"main {summary}").first.click()

    return look_within


def new_answers_are_said(visitor: Visitor) -> None:
    """As if all answers had come while the page was read."""
    visitor.page.clock.install()
    question_that_is("open")(visitor)
    visitor.page.locator("#news").evaluate("region => region.dataset.since = 0")
    visitor.page.clock.fast_forward(30_000)
    expect(visitor.page.locator("#news a")).to_be_visible()
    visitor.page.locator("#news").scroll_into_view_if_needed()


def keys_are_shown(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.page.locator(".editor-links a[href*='shortcuts']").click()
    expect(visitor.page.locator("dialog[open]")).to_be_visible()


def image_is_covered(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.page.locator("input[data-images]").set_input_files(picture())
    canvas = visitor.page.locator("dialog[open] canvas")
    expect(canvas).to_be_focused()
    for key in ("ArrowRight", "Enter"):
        canvas.press(key)


def picture() -> dict:
    """A white one, as a file of the visitor."""
    drawn = BytesIO()
    Image.new("RGB", (320, 240), "white").save(drawn, "PNG")
    return {"name": "box.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


def image_is_kept(visitor: Visitor) -> None:
    visitor.go("/images/new/")
    visitor.page.locator("[name=image]").set_input_files(picture())
    visitor.fill(description="A white wall")
    visitor.press("Add the image")
    expect(visitor.page.locator("#markdown")).to_be_visible()


def mentions_are_offered(visitor: Visitor) -> None:
    question_that_is("open")(visitor)
    visitor.page.locator("#answer-form textarea").press_sequentially("Thank you @")
    expect(visitor.page.locator("#mention-list")).to_be_visible()


def tags_are_offered(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.page.get_by_role("combobox", name=visitor.say("Tags")).press_sequentially("r")
    expect(visitor.page.locator(".tagfield [role=option]").first).to_be_visible()


def preview_is_shown(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.fill(body="Does `it` *work*?\n\n- yes\n- no")
    visitor.page.get_by_role("tab", name=visitor.say("Preview")).click()
    expect(visitor.page.locator(".editor-shown em")).to_be_visible()


def comment_is_begun(visitor: Visitor) -> None:
    question_that_is("open")(visitor)
    visitor.page.locator("#question [id^=comment-link]").click()
    expect(visitor.page.locator(".comment-form")).to_be_visible()


def whose_number_it_is(visitor: Visitor) -> None:
    """A masked account number, and the question whose a phone number is."""
    visitor.go("/questions/ask/")
    visitor.fill(title="Charged twice", body="From DE89 3704 0044 0532 0130 00. Call 0171 2345678.")
    visitor.press("Post question")
    expect(visitor.page.locator(".personal-data")).to_be_visible()


# What becomes of one's own texts.


def edit_with_errors(visitor: Visitor) -> None:
    own_question("/actions/edit")(visitor)
    visitor.fill(title="", body="")
    visitor.press("Save")
    expect(visitor.page.locator(".form-errors")).to_be_visible()


def conflict(visitor: Visitor) -> None:
    visitor.ask("Where is the button?", "On the back, I think.")
    visitor.link("Edit", visitor.page.locator("#question")).click()
    other = visitor.context.new_page()
    other.goto(visitor.page.url)
    for page, text in ((other, "On the left, I think."), (visitor.page, "On the back, I know.")):
        page.locator("#edit-form [name=body]").fill(text)
        page.locator("#edit-form .btn.primary").click()
        page.wait_for_load_state()
    other.close()
    expect(visitor.page.locator("#conflict")).to_be_visible()


def own_question(act: str) -> Look:
    """What `act` of the member's newest question leads to."""

    def look(visitor: Visitor) -> None:
        email = "lena@example.org"
        of_hers = "SELECT max(id) FROM community_question WHERE hidden_at IS NULL AND author_id ="
        [[mine]] = visitor.house.sql(
            f"{of_hers} (SELECT id FROM accounts_user WHERE email = ?)",  # noqa: S608
            email,
        )
        visitor.go(f"/questions/{mine}{act}")

    return look


def something_deleted(visitor: Visitor) -> None:
    """It waits among the hidden posts of its author."""
    visitor.ask("Is the box on at all?", "It was yesterday.")
    visitor.page.locator("#question details.more > summary").click()
    visitor.link("Delete", visitor.page.locator("#question")).click()
    visitor.page.locator("main form button[type=submit]").click()
    visitor.page.wait_for_load_state()
    visitor.go("/posts/hidden/")


# Reporting and deciding.


def receipt(visitor: Visitor) -> None:
    path = f"/{visitor.language}/questions/{question_id(visitor, 'open')}/"
    visitor.go(f"/report/?path={path}")
    visitor.page.locator("[name=reason]").first.check()
    visitor.fill(explanation="An advertisement for a shop.")
    visitor.page.locator("[name=good_faith]").check()
    visitor.press("Send the report")
    visitor.page.wait_for_url("**/receipt/**")


def chosen(act: str, which: str, other: str) -> Look:
    """The page `act` of one question, with another one named."""

    def look(visitor: Visitor) -> None:
        named = question_id(visitor, other)
        question_that_is(which, f"/actions/{act}?other={named}")(visitor)

    return look


def sent(look: Look) -> Look:
    """What the form of a page says that was sent as it stood there."""

    def refused(visitor: Visitor) -> None:
        look(visitor)
        visitor.page.locator("main form[method=post] .btn[type=submit]").first.click()
        expect(visitor.page.locator(".form-errors")).to_be_visible()

    return refused
