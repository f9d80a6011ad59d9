"""Nothing foreign runs or is loaded, and who only reads leaves no trace in the browser."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Route, expect

from tests.journeys.conversation import CONVERSATION
from tests.journeys.curating import approve, submit
from tests.journeys.states import unsubscribe
from tests.journeys.visitor import Visitor
from tests.journeys.walking import walk

ALL_READERS_SEE = {
    *("/", "/questions/", "/questions/unanswered/", "/questions/ask/", "/questions/N/"),
    *("/tags/S/", "/products/S/", "/knowledge/", "/knowledge/N/", "/search/?q"),
    *("/people/", "/people/?order", "/people/N/", "/people/N/?part", "/leaderboard/"),
    *("/experts/", "/experts/tags/S/", "/experts/products/S/", "/medals/", "/medals/S/"),
    *("/questions/active/", "/questions/most-affected/", "/tags/", "/products/"),
    *("/report/?path", "/report/", "/writing/", "/shortcuts/"),
    *("/imprint/", "/privacy/", "/accessibility/", "/rules/", "/contact/"),
    *("/account/login/", "/account/signup/", "/account/password/reset/", "/questions/ask/sent/"),
}
ALL_ADMINISTRATORS_SEE = {
    *("/curate/", "/curate/articles/N/", "/notices/", "/notices/?show", "/questions/following/"),
    *(f"/curate/articles/N/{page}/" for page in ("history", "sources", "keep")),
    *("/questions/for-me/", "/questions/following/?of", "/drafts/", "/edits/", "/posts/hidden/"),
    "/images/new/",
    *("/me/points/", "/me/profile/", "/me/mail/", "/me/affiliation/", "/privileges/"),
    *("/me/privacy/", "/me/privacy/erase/", "/account/sessions/", "/account/2fa/"),
    *("/administration/affiliations/", "/administration/affiliations/?show"),
    *("/administration/affiliations/N/", "/administration/affiliations/N/end/"),
    *("/administration/affiliations/N/actions/mark", "/administration/requests/N/"),
    *("/administration/declarations/N/", "/administration/organisations/"),
    *("/administration/organisations/N/", "/administration/domains/N/removal/"),
}
# Whoever opens these is no mere reader: the secret of a mail moves into a session (A-AU-06).
SECRETS = {"/questions/pending/S/", "/account/password/reset/key/S/"}
GUARDED_FORM = "form [name=csrfmiddlewaretoken]"
STORED = "localStorage.length + sessionStorage.length"
SAME_TREE = """Array.from(document.querySelectorAll('.prose')).every(element => {
    const again = document.createElement('template');
    again.innerHTML = element.innerHTML;
    return again.innerHTML === element.innerHTML;
})"""
# What a careless sanitiser lets through once the browser has parsed it a second time.
HOSTILE = [
    '<svg><style><img src=x onerror="document.title=`run`"></style></svg>',
    "<math><mi><mglyph><style><img src=x onerror=document.title=`run`></style></math>",
    "<noscript><title></noscript><img src=x onerror=document.title=`run`></title></noscript>",
    "<xmp><p title='</xmp><img src=x onerror=document.title=`run`>'></xmp>",
    "<template><script>document.title=`run`</script></template>",
    "<!--><img src=x onerror=document.title=`run`>-->",
    "[x](javascript:document.title=`run`) ![x](x onerror=document.title=`run`)",
    "`</code><script>document.title='run'</script>`",
]


def test_no_page_breaks_the_policy_for_a_reader_and_none_leaves_a_trace(
    visit: Callable[..., Visitor],
) -> None:
    """A-XS-16, A-PR-01, L-TD-01: the visitor notes every violation and every foreign request."""
    reader = visit("en")
    seen = walk(reader, partial(expect_no_trace, reader))
    assert ALL_READERS_SEE - seen == set()
    unsubscribe(reader)
    expect_no_trace(reader, "/unsubscribe/S/")
    assert reader.troubles == []


def test_no_state_of_a_thread_leaves_a_trace_at_a_reader(visit: Callable[..., Visitor]) -> None:
    """A-XS-16, A-PR-01: closed, signed, discussed, reported."""
    reader = visit("de")
    for name, look in CONVERSATION.items():
        look(reader)
        expect_no_trace(reader, name)
    assert reader.troubles == []


def test_no_page_breaks_the_policy_for_an_administrator(visit: Callable[..., Visitor]) -> None:
    """A-XS-16, A-PR-01."""
    administrator = visit("de")
    administrator.play("tomasz")
    seen = walk(administrator)
    assert ALL_ADMINISTRATORS_SEE - seen == set()
    assert administrator.troubles == []


def test_an_inline_script_would_not_run_even_if_it_got_into_a_page(
    visit: Callable[..., Visitor],
) -> None:
    """A-XS-16: the policy holds where the sanitiser has failed."""
    reader = visit()

    def inject(route: Route) -> None:
        answer = route.fetch()
        hostile = "<script>document.title='run'</script><img src=x onerror=document.title='run'>"
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{hostile}</main>"))

    reader.page.route("**/questions/", inject)
    reader.go("/questions/")
    assert "onerror" in reader.page.content()
    assert reader.page.title() != "run"
    assert len(reader.troubles) >= 2
    assert all("Content Security Policy" in trouble for trouble in reader.troubles)
    reader.troubles.clear()


def test_staff_opens_a_hostile_post_and_nothing_runs(visit: Callable[..., Visitor]) -> None:
    """A-XS-04, A-XS-07: on the thread, in lists, queue and search, in the editor, its history and
    the pages of decisions, beside the draft, as article."""
    asker, helper, staff, curator = visit(), visit(), visit(), visit()
    title = "Hostile <img src=x onerror=document.title='run'> post"
    asker.join("Mallory M.")
    question = asker.ask(title, "\n\n".join(HOSTILE))
    helper.join("Mallet N.")
    helper.answer(question, "\n\n".join(HOSTILE))
    asker.accept(question)

    staff.play("tomasz")
    for address in (question, *map(staff.address, ("/questions/", "/curate/", "/notices/"))):
        staff.page.goto(address)
        expect_nothing_ran(staff)
    number = question.partition("/questions/")[2].partition("/")[0]
    for act in ("edit", "history", "merge", "close", "kind", "tags"):
        staff.go(f"/questions/{number}/actions/{act}")
        expect(staff.page.locator("main")).to_contain_text("document.title='run'")
        expect_nothing_ran(staff)
    staff.page.goto(question)
    staff.press("Make it an article")
    expect_nothing_ran(staff)
    review = submit(staff)
    expect_nothing_ran(staff)
    curator.play("jana")
    approve(curator, review, title)
    expect_nothing_ran(curator)
    staff.finds("hostile post", title)
    expect_nothing_ran(staff)


def expect_no_trace(reader: Visitor, shape: str) -> None:
    expected = {"csrftoken"} if reader.page.locator(GUARDED_FORM).count() else set()
    expected |= {"sessionid"} if shape in SECRETS else set()
    cookies = {cookie["name"] for cookie in reader.context.cookies()}
    assert (cookies, reader.page.evaluate(STORED)) == (expected, 0), shape
    reader.context.clear_cookies()


def expect_nothing_ran(visitor: Visitor) -> None:
    """And a second parser would read the texts of the page as the first one did."""
    expect(visitor.page).not_to_have_title("run")
    expect(visitor.page.locator(".prose :is(script, style, svg, math, [onerror])")).to_have_count(0)
    assert visitor.page.evaluate(SAME_TREE), visitor.page.url
