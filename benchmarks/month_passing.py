"""Lets the days of the simulated month pass: people act by HTTP, then the worker's turn comes.

The servers' clock stands at today. What a day has written is moved to that day afterwards, before
the worker looks at it, with the time of that day: everything derived is the product's own doing.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connections
from django.db.models import F, Model
from django.utils import timezone

from benchmarks.month_people import (
    ASKERS,
    BODY,
    ROBOT,
    Browser,
    Kind,
    Person,
    answer_survey,
    ask,
    open_beside,
    say_solved,
    write_to_us,
)
from community.models import Answer, Question
from config.events import relay
from config.events.models import Event
from knowledge import tasks
from knowledge.actions.journeys import WATCHED, settle_watches
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.models import ReportedReturn, SurveyAnswer
from knowledge.models import JourneyEvent, JourneyWatch

THREADS = 4
LAST_LOOK = timedelta(days=45)


class House:
    """Where people go: the server's address, and the sessions of who answers there."""

    def __init__(self, address: str, *, helper: str, employee: str) -> None:
        self.address = address
        self.helper = Browser(address, session=helper)
        self.employee = Browser(address, session=employee)
        self._employee_session = employee

    def browser_of(self, person: Person) -> Browser:
        if person.kind == Kind.EMPLOYEE:
            return Browser(self.address, session=self._employee_session)
        agent = {"agent": ROBOT} if person.kind == Kind.ROBOT else {}
        return Browser(self.address, session=person.session, **agent)

    def visit(self, person: Person) -> None:
        """What somebody does on his first day."""
        browser = self.browser_of(person)
        if person.kind in ASKERS:
            self._ask_and_accept(browser, person)
        elif person.kind in {Kind.LOOKED, Kind.BLAMED}:
            open_beside(browser, person)
        elif person.kind != Kind.READ:
            say_solved(browser, person)
        if person.kind == Kind.SENT:
            write_to_us(browser, person.form)
        if person.kind == Kind.BLAMED:
            self._report(person)
        if person.kind in {Kind.READ, Kind.READ_AND_SAID, Kind.ROBOT, Kind.EMPLOYEE}:
            browser.get(f"/en/knowledge/{person.article}/")
            if person.is_drawn:
                answer_survey(browser, person)

    def come_back(self, person: Person) -> None:
        """What somebody does on his second day."""
        browser = self.browser_of(person)
        again = uuid4()
        if person.kind == Kind.CALLED:
            self._report(person)
        elif person.kind == Kind.WROTE:
            write_to_us(browser, again, suggested=f"{person.document}:failed")
        elif person.kind == Kind.UNSEEN:
            write_to_us(browser, again)
        else:
            ask(browser, again)

    def _report(self, person: Person) -> None:
        day = timezone.localdate().isoformat()
        values = {"document": person.document, "channel": "phone", "day": day}
        self.employee.post("/en/insights/returns/report/", values)

    def _ask_and_accept(self, browser: Browser, person: Person) -> None:
        kind = "complaint" if person.kind == Kind.COMPLAINED else "question"
        question = ask(browser, person.form, kind=kind)
        answerer = self.employee if person.kind == Kind.ASKED_STAFF else self.helper
        said = {"body": BODY, "submission": str(person.form)}
        answerer.post(f"/en/questions/{question}/actions/answer", said)
        answer = Answer.objects.filter(question=question).latest("pk")
        browser.post(f"/en/answers/{answer.pk}/accept/", {})
        connections.close_all()


def live(people: Sequence[Person], house: House, *, threads: int = THREADS) -> datetime:
    """One day after the other, and a month more; return until when the worker has looked."""
    last = max(person.comes_back or person.day for person in people)
    for day in range(last + 1):
        todays = [person for person in people if person.day == day]
        _all_at_once(house.visit, todays, threads)
        back = [person for person in people if person.comes_back == day]
        _all_at_once(house.come_back, back, threads)
        _work(day)
    at = timezone.now() + timedelta(days=last) + LAST_LOOK
    settle_watches(now=at)
    settle_ledger(now=at)
    return at


def _all_at_once(act: Callable[[Person], None], people: Iterable[Person], threads: int) -> None:
    if threads == 1:
        for person in people:
            act(person)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(act, people))


def _work(day: int) -> None:
    """The worker's turn, at the end of this day."""
    tasks.take_in_readers_lines()
    while relay.deliver_pending(limit=1_000):
        pass
    passed = timedelta(days=day + 1)
    _move(passed)
    at = timezone.now() + passed
    settle_watches(now=at)
    settle_ledger(now=at)


def _move(passed: timedelta) -> None:
    """What bears today's time bears that of the day; what was moved lies in the future."""
    now = timezone.now()
    today = timezone.localdate(now)
    _later(JourneyEvent, "occurred_at", now, passed)
    _later(JourneyWatch, "until", now + WATCHED, passed)
    _later(Event, "occurred_at", now, passed)
    _later(Question, "created_at", now, passed)
    _later(Question, "solved_at", now, passed)
    _later(ReportedReturn, "created_at", now, passed)
    for model in (ReportedReturn, SurveyAnswer):
        model.objects.filter(day__lte=today).update(day=today + passed)


def _later(model: type[Model], column: str, until: datetime, passed: timedelta) -> None:
    rows = model._base_manager.filter(**{f"{column}__lte": until})
    rows.update(**{column: F(column) + passed})
