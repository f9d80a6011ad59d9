"""A-AZ-07: what somebody may not know of is told to him nowhere, and changes nothing he gets.

Every address of the URL conf is opened by everybody, with each thing it can name; then what these
pages lead to. A new address is among them by construction.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from knowledge.search import index
from tests.architecture.doors import addresses, doors
from tests.architecture.secrets_of_others import NETWORK, SECRETS, Secrets
from tests.architecture.world import World, people

LINK = re.compile(r"""(?:href|src|hx-get)="([^"]+)\"""")
# The other language is another look at the same; the admin has a gate of its own.
NOT_FOLLOWED = re.compile(r"^/static/|^/de/|^/admin/|/account/|/dev/|/demo/|/report/\?")
ASKED = [
    "/en/search/?q=zq",
    "/en/search/?q=box+says+mean",
    "/en/search/?q=box+says+mean&sort=newest",
    "/en/search/?q=box+says+mean&only=articles",
    "/en/search/offers/?q=zq",
    "/en/search/offers/?q=box+say",
    "/en/suggestions/?title=what+does+it+mean",
    "/en/mentions/?q=l",
    "/en/topics/actions/complete?q=zq",
    "/en/topics/actions/complete?q=w",
    "/en/questions/?tag=wifi",
    "/en/questions/?kind=question&state=open",
    "/en/questions/active/?page=2",
    "/en/people/?q=zq",
    "/en/nowhere/",
    "/feeds/nowhere.atom",
]
# How the machine is says nothing about people.
OF_THE_MACHINE = {"healthz", "readyz"}
# What differs from one look to the next: tokens and keys of forms, dates of the server.
PASSING = re.compile(
    r"[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"
)


@pytest.fixture(autouse=True)
def _no_limits(settings, tmp_path):
    settings.LIMITS_FACTOR = 100_000


@pytest.fixture
def clock(monkeypatch):
    """Time stands still, and goes on by `clock(minutes)`."""
    start = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)

    def set_to(minutes: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=minutes))

    set_to(0)
    return set_to


def browser_of(person: User | None) -> Client:
    browser = Client(REMOTE_ADDR=NETWORK)
    if person is not None:
        browser.force_login(person)
    return browser


def all_addresses(world: World) -> Iterator[str]:
    yield from ASKED
    for name, path in doors():
        if name not in OF_THE_MACHINE:
            yield from (address for _state, address in addresses(path, world))


def seen_by(person: User | None, start: Iterable[str], *, follows: bool) -> dict[str, str]:
    """Whatever comes back at `start`, and at what these pages lead to."""
    browser, seen = browser_of(person), {}
    waiting = list(dict.fromkeys(start))
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = browser.get(address)
        text = "" if response.streaming else response.content.decode(errors="replace")
        seen[address] = f"{response.status_code} {sorted(response.items())} {text}"
        links = (html.unescape(link).partition("#")[0] for link in LINK.findall(text))
        if follows:
            waiting += [one for one in links if one[:1] == "/" and not NOT_FOLLOWED.search(one)]
    return seen


def told(seen: dict[str, str]) -> dict[str, list[str]]:
    """Word by word, where it stands; a page may repeat the address it was asked for."""
    found = {
        word: [address for address, text in seen.items() if word in text and word not in address]
        for word in SECRETS
    }
    return {word: where for word, where in found.items() if where}


def difference(before: str, after: str) -> tuple[str, str] | None:
    """Where the two begin to differ."""
    one, other = PASSING.sub("", before), PASSING.sub("", after)
    if one == other:
        return None
    at = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), 0)
    return one[max(at - 60, 0) : at + 60], other[max(at - 60, 0) : at + 60]


@pytest.fixture
def world(db, deliver_events) -> World:
    """With all that is there to be known, and all that is not."""
    world = World()
    world.complete()
    secrets = Secrets(world)
    secrets.mask_earlier_text()
    secrets.hide_merged_question()
    deliver_events()
    index.rebuild()
    return world


ROLES = [
    *("visitor", "newcomer", "member", "author", "employee", "former employee"),
    *("curator", "moderator", "administrator", "closed"),
]


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_told_what_is_not_for_him(world, role):
    """A-AZ-02, A-AZ-07, A-PR-02"""
    person = people(world)[role]

    seen = seen_by(person, all_addresses(world), follows=True)

    assert len(seen) > 150
    told_to_him = told(seen)
    not_for_him = {word for word, readers in SECRETS.items() if role not in readers}
    assert {word: told_to_him[word] for word in not_for_him & set(told_to_him)} == {}
    assert not [address for address, text in seen.items() if text.startswith("500")]


def test_same_sweep_finds_what_is_for_its_reader(world):
    """The sweep looks where it would be told."""
    everybody = people(world)

    author = told(seen_by(everybody["author"], all_addresses(world), follows=True))
    moderator = told(seen_by(everybody["moderator"], all_addresses(world), follows=True))

    assert {"zqhiddenquestion", "zqheldcomment", "zqexplanation", "zqfilter"} <= set(author)
    assert {"zqhiddenanswer", "zqreporttext", "zqbelowhidden"} <= set(moderator)


def test_no_mail_tells_what_was_withdrawn(world, send_mails, mailoutbox):
    """A-AZ-07: mails that are composed after it was hidden, and digests."""
    send_mails()

    to_others = [mail for mail in mailoutbox if "zq" not in mail.to[0]]
    texts = [f"{mail.to} {mail.subject} {mail.body} {mail.alternatives}" for mail in to_others]
    assert [text for text in texts for word in SECRETS if word in text] == []


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_what_is_hidden_changes_nothing_for_others(db, clock, deliver_events, role):
    """A-AZ-07: no count, no order, no page: each address answers as if it had never been there."""
    world = World()
    world.complete()
    deliver_events()
    index.rebuild()
    person = people(world)[role]
    start = list(all_addresses(world))
    clock(90)
    before = seen_by(person, start, follows=False)

    clock(60)
    Secrets(world)
    deliver_events()
    index.rebuild()
    clock(90)
    after = seen_by(person, start, follows=False)

    assert {one: how for one in before if (how := difference(before[one], after[one]))} == {}
