"""Processes die and stand still; the house goes on (F-05, F-12)."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.house import House
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import wait_for

# Two or three seconds where nothing else runs; the machine may be busy.
BACK_WITHIN = 60
WORKERS = ("pulse", "jobs", "beat")
TITLE = "Fritter pan icon on the router display"
ANSWER = "It is the guest network; press the button beneath it once."


@pytest.mark.parametrize("program", ["web", *WORKERS])
def test_a_killed_program_comes_back_and_leaves_no_orphan(house: House, program: str) -> None:
    killed = house.leader(program)
    os.kill(killed, signal.SIGKILL)
    wait_for(
        f"{program} is back",
        lambda: house.leader(program) != killed and house.status_of("/healthz") == 200,
        within=BACK_WITHIN,
    )
    assert house.members(killed) == set()


def test_a_killed_web_worker_comes_back(house: House) -> None:
    leader = house.leader("web")
    before = house.members(leader)
    killed = max(before - {leader})
    os.kill(killed, signal.SIGKILL)

    def is_back() -> bool:
        now = house.members(leader)
        return killed not in now and len(now) == len(before)

    wait_for("the web worker is back", is_back, within=BACK_WITHIN)
    assert house.status_of("/healthz") == 200


@pytest.fixture
def standing_still(house: House) -> Iterator[Callable[[], None]]:
    """All workers stand still until the returned function is called."""
    leaders = [house.leader(program) for program in WORKERS]

    def go_on() -> None:
        for leader in leaders:
            os.killpg(leader, signal.SIGCONT)

    for leader in leaders:
        os.killpg(leader, signal.SIGSTOP)
    yield go_on
    go_on()


def test_without_workers_everything_works_and_is_delivered_once_when_they_are_back(
    visit: Callable[..., Visitor], standing_still: Callable[[], None]
) -> None:
    asker, helper, reader = visit(), visit(), visit()
    asker.play("lena")
    helper.play("heike")
    question = asker.ask(TITLE, "A small pan glows beside the clock. What does it want from me?")
    helper.answer(question, ANSWER)
    asker.page.goto(question)
    asker.button("Useful").click()
    expect(asker.button("Useful")).to_have_attribute("aria-pressed", "true")
    asker.accept(question)
    reader.search("wifi")
    expect(reader.page.locator("#search-results article").first).to_be_visible()

    standing_still()
    reader.finds("fritter pan icon", TITLE)
    told = ((asker, "lena@example.org"), (helper, "heike@example.org"))
    for visitor, mailbox in told:
        visitor.until_there(visitor.address("/notices/"), notices_of(visitor))
        visitor.open_mail(mailbox, TITLE)
    for visitor, mailbox in told:
        visitor.go("/notices/")
        expect(notices_of(visitor)).to_have_count(1)
        visitor.page.goto("/dev/mail/")
        expect(visitor.mails(mailbox, TITLE)).to_have_count(1)


def notices_of(visitor: Visitor) -> Locator:
    return visitor.page.locator("article.qrow").filter(has_text=TITLE)
