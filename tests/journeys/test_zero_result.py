"""What three people search for in vain becomes an article, and the fourth finds it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.curating import approve
from tests.journeys.visitor import Visitor

# What programs search for is not counted, and this one says that it is one.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"
WORDS = "gramophone stylus"
TITLE = "Gramophone stylus: which one fits the Fjord Box"
SOLUTION = "None does: the Fjord Box plays no records."


def test_search_without_a_result_becomes_an_article(visit: Callable[..., Visitor]) -> None:
    reader, curator, second = visit(user_agent=BROWSER), visit(), visit()
    for _ in range(3):
        find_nothing(reader, WORDS)

    curator.play("jana")
    open_gap(curator, WORDS)
    curator.fill(title=TITLE, solution=SOLUTION)
    curator.press("Send to review")
    expect(curator.page.locator(".bench-undo")).to_contain_text(
        curator.say("Sent to review. A second person looks at it now.")
    )
    expect(gap_of(curator, WORDS)).to_have_count(0)

    second.play("tomasz")
    publish(second)
    reader.finds(WORDS, TITLE)


def find_nothing(reader: Visitor, words: str) -> None:
    reader.search(words)
    expect(reader.page.locator("#search-results article")).to_have_count(0)


def gap_of(curator: Visitor, words: str):
    return curator.page.locator(".bench-row a").filter(has_text=words)


def open_gap(curator: Visitor, words: str) -> None:
    """As soon as a worker has counted the searches."""
    curator.until_there(curator.address("/curate/gaps/"), gap_of(curator, words))
    gap_of(curator, words).click()
    expect(curator.page.locator(".bench-words")).to_contain_text(words)


def publish(second: Visitor) -> None:
    second.go("/curate/review/")
    second.page.locator(".bench-row a").filter(has_text=TITLE).click()
    second.page.locator("#draft a[href*='/review/']").click()
    approve(second, second.page.url, TITLE)
