"""Who comes in the simulated month, what is true about each, and what each does, by HTTP alone."""

import http.client
import random
import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
# Chosen by whoever sends it: the server only compares cookie and header.
CSRF = "m" * 32
TITLE = "Box does not start after the update"
BODY = "It blinks red since this morning, and nothing helps."
_OPENED = re.compile(r'name="opened"\s+value="([^"]+)"')
_THREAD = re.compile(r"/questions/(\d+)/")


class Kind(StrEnum):
    """What somebody does, and so what is true about him."""

    LOOKED = "opened a suggestion and left"
    SOLVED = "said that it solved it, and it did"
    SENT = "said so, and sent the form after all"
    UNSEEN = "said so, and wrote later without saying that he had"
    CALLED = "said so, and called: the desk entered it"
    WROTE = "said so, and named it in a later form"
    BLAMED = "never said so, called and named what he had read"
    MEMBER_BACK = "a member who said so and wrote again within 72 hours"
    MEMBER_LATE = "a member who said so and wrote again after 5 days"
    ASKED = "asked, a customer answered, accepted"
    ASKED_STAFF = "asked, an employee answered, accepted"
    ASKED_AGAIN = "asked, a customer answered, accepted, asked again the next day"
    COMPLAINED = "complained, a customer answered, accepted"
    READ = "read an article"
    READ_AND_SAID = "read an article, was helped, and said so beside a form too"
    ROBOT = "a program that does all of it"
    EMPLOYEE = "an employee who does all of it"


# Of a thousand.
WEIGHTS = {
    Kind.LOOKED: 200,
    Kind.SOLVED: 120,
    Kind.SENT: 30,
    Kind.UNSEEN: 20,
    Kind.CALLED: 15,
    Kind.WROTE: 15,
    Kind.BLAMED: 10,
    Kind.MEMBER_BACK: 10,
    Kind.MEMBER_LATE: 10,
    Kind.ASKED: 20,
    Kind.ASKED_STAFF: 10,
    Kind.ASKED_AGAIN: 5,
    Kind.COMPLAINED: 5,
    Kind.READ: 450,
    Kind.READ_AND_SAID: 20,
    Kind.ROBOT: 40,
    Kind.EMPLOYEE: 20,
}
MEMBERS = {Kind.MEMBER_BACK, Kind.MEMBER_LATE}
ASKERS = {Kind.ASKED, Kind.ASKED_STAFF, Kind.ASKED_AGAIN, Kind.COMPLAINED}
# What readers whom a page helped would have done without it.
INSTEAD = {"called": 24, "written": 11, "asked": 15, "searched": 40, "nothing": 10}


@dataclass
class Person:
    """One visitor with what is true about him; `comes_back` is the day of his second visit."""

    kind: Kind
    day: int
    article: int
    was_helped: bool
    instead: str
    is_drawn: bool
    comes_back: int | None = None
    session: str = ""
    form: UUID = field(default_factory=uuid4)

    @property
    def document(self) -> str:
        return f"article-{self.article}"


_BACK_AFTER = {
    Kind.UNSEEN: 2,
    Kind.CALLED: 2,
    Kind.WROTE: 2,
    Kind.MEMBER_BACK: 1,
    Kind.MEMBER_LATE: 5,
    Kind.ASKED_AGAIN: 1,
}


def crowd(count: int, *, articles: list[int], every: int, days: int, seed: int) -> list[Person]:
    """`count` people over `days`; the same for the same seed. Each kind is there at least once."""
    chance = random.Random(seed)  # noqa: S311
    kinds = [*Kind, *chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=count)][:count]
    return [_person(kind, chance, articles, every, days) for kind in kinds]


def _person(
    kind: Kind, chance: random.Random, articles: list[int], every: int, days: int
) -> Person:
    # Whoever blames an article for nothing needs somebody who praised it before.
    day = chance.randrange(days // 2, days) if kind == Kind.BLAMED else chance.randrange(days)
    return Person(
        kind=kind,
        day=day,
        article=chance.choice(articles),
        was_helped=kind == Kind.READ_AND_SAID or chance.random() < 0.6,
        instead=chance.choices(list(INSTEAD), list(INSTEAD.values()))[0],
        is_drawn=kind == Kind.READ_AND_SAID or chance.random() * every < 1,
        comes_back=day + _BACK_AFTER[kind] if kind in _BACK_AFTER else None,
        form=UUID(int=chance.getrandbits(128), version=4),
    )


class Unexpected(Exception):
    """A page answered otherwise than it does to people."""


class Browser:
    """Sends what a browser sends; signed in where it has a session."""

    def __init__(self, address: str, *, session: str = "", agent: str = BROWSER) -> None:
        self._host = urlsplit(address).netloc
        cookies = {"sessionid": session, "csrftoken": CSRF} if session else {}
        self._headers = {
            "User-Agent": agent,
            "Sec-Fetch-Site": "same-origin",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": CSRF,
        }

    def get(self, path: str, *, in_place: bool = False) -> str:
        return self._ask("GET", path, headers={"HX-Request": "true"} if in_place else {})[0]

    def post(self, path: str, values: dict) -> str:
        """Where it leads."""
        body = urlencode(values, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body=body, headers=headers)[1]

    def _ask(self, method: str, path: str, *, body: str = "", headers: dict) -> tuple[str, str]:
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body, self._headers | headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        if response.status not in {200, 204, 302, 303}:
            raise Unexpected(f"{method} {path}: {response.status} {text[:300]}")
        return text, response.headers.get("Location", "")


def open_beside(browser: Browser, person: Person, *, form: UUID | None = None) -> str:
    """Types a title and opens one suggestion; gives what proves that it was opened."""
    key = {"journey": str(form or person.form)}
    browser.get(f"/en/suggestions/?{urlencode(key | {'title': TITLE})}", in_place=True)
    page = browser.get(
        f"/en/suggestions/{person.document}/?{urlencode(key | {'form': 'ask'})}", in_place=True
    )
    found = _OPENED.search(page)
    if not found:
        raise Unexpected("Nothing to say that it solved it.")
    return found[1]


def say_solved(browser: Browser, person: Person) -> None:
    opened = open_beside(browser, person)
    values = {"journey": str(person.form), "opened": opened, "form": "ask", "title": TITLE}
    browser.post(f"/en/suggestions/{person.document}/solved/", values)


def write_to_us(browser: Browser, form: UUID, *, suggested: str = "") -> None:
    values = {"title": TITLE, "body": BODY, "email": "somebody@example.org", "tried": ""}
    values |= {"submission": str(uuid4()), "journey": str(form), "suggested": suggested}
    browser.post("/en/contact/write/send/", values)


def ask(browser: Browser, form: UUID, *, kind: str = "question") -> int:
    """Gives the number of the thread."""
    values = {"title": TITLE, "body": BODY, "kind": kind, "language": "en", "tags": ""}
    values |= {"submission": str(uuid4()), "journey": str(form)}
    place = browser.post("/en/questions/ask/", values)
    found = _THREAD.search(place)
    if not found:
        raise Unexpected(f"The question is not there: {place}")
    return int(found[1])


def answer_survey(browser: Browser, person: Person) -> None:
    """Whoever is drawn gets the questions, and answers them as it is."""
    if "survey-answer" in browser.get(f"/en/survey/{person.document}/", in_place=True):
        raise Unexpected("The questions name no address.")
    values = {"helped": "yes" if person.was_helped else "no", "instead": person.instead}
    browser.post(f"/en/survey/{person.document}/answer/", values)
