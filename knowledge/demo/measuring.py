"""Thirteen months of people who looked for help: their forms, the survey, an outage, and what
contacts cost. Rows by the thousand, as the spool would have left them; what follows from them the
product counts itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from knowledge.demo.world import Act, World
from knowledge.insights.actions.community_counting import count_stale_days
from knowledge.insights.actions.costs import enter_contact_cost, enter_running_cost
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.actions.targets import set_target
from knowledge.insights.clock import begins, day_of
from knowledge.insights.models import ContactCost, ReportedReturn, SurveyAnswer
from knowledge.models import Article, JourneyEvent

# Of the thirteen months that are shown the first is whole, too.
DAYS = 430
_JUST_NOW = timedelta(seconds=30)
_NOON = timedelta(hours=12)
# So many forms a day in the beginning, and so many more after a year; fewer at weekends.
_FORMS, _MORE_FORMS, _AT_WEEKENDS = 3, 3, 0.5
# One evening half of Kiel had no internet, and hardly anybody had to be told twice.
_OUTAGE_AGO, _OUTAGE_FORMS = 47, 60
_OPENED, _SOLVED, _SENT_AFTERWARDS, _SENT_AT_ONCE = 0.7, 0.3, 0.35, 0.75
_ANSWERS_A_DAY, _HELPED = 7, 0.72
# The desk hears of it once a week or so.
_REPORTED = 0.14
_INSTEAD = (
    *(["called"] * 24 + ["written"] * 11 + ["asked"] * 14),
    *(["searched"] * 41 + ["nothing"] * 10),
)
_SOURCE = "Controlling"
Step = JourneyEvent.Step


@dataclass(frozen=True)
class Shown:
    """What suggestions show: an article, in its language."""

    document: str
    language: str


def measuring(*, start: datetime) -> Iterator[Act]:
    yield Act(start - _JUST_NOW, _measure)


def _measure(world: World, at: datetime) -> None:
    chance = Random(13)  # noqa: S311
    keys = [article.pk for article in world.articles.values()]
    articles = Article.objects.filter(pk__in=keys, state=Article.State.PUBLISHED).order_by("pk")
    shown = [Shown(f"article-{article.pk}", article.language) for article in articles]
    days = [day_of(at) - timedelta(days=ago) for ago in range(DAYS - 1, 0, -1) if shown]
    steps = [step for day in days for step in _steps_of(day, shown, chance, at)]
    JourneyEvent.objects.bulk_create(steps, 500)
    answers = [_answer(day, shown, chance) for day in days for _ in range(_ANSWERS_A_DAY)]
    SurveyAnswer.objects.bulk_create(answers, 500)
    reports = [_report(day, shown, chance) for day in days if chance.random() < _REPORTED]
    ReportedReturn.objects.bulk_create(reports, 500)
    _say_what_it_costs(world, at)
    settle_ledger(now=at)
    while count_stale_days(now=at):
        pass


def _steps_of(day: date, shown: list[Shown], chance: Random, at: datetime) -> Iterator:
    ago = (day_of(at) - day).days
    usual = _FORMS + _MORE_FORMS * (DAYS - ago) / DAYS
    busy = usual * (_AT_WEEKENDS if day.weekday() > 4 else 1)
    count = _OUTAGE_FORMS if ago == _OUTAGE_AGO else round(busy * chance.uniform(0.6, 1.4))
    for _ in range(count):
        yield from _form(day, chance.choice(shown), chance)


def _form(day: date, shown: Shown, chance: Random) -> Iterator[JourneyEvent]:
    """From the first letter of a title to what became of it."""
    form = UUID(int=chance.getrandbits(128), version=4)
    kind = chance.choice(["ask", "ask", "ask", "contact"])
    steps = [(Step.BEGUN, "")]
    if chance.random() >= _OPENED:
        steps += [(Step.SENT, "")] if chance.random() < _SENT_AT_ONCE else []
    else:
        steps.append((Step.OPENED, shown.document))
        if chance.random() < _SOLVED:
            steps.append((Step.SOLVED, shown.document))
        elif chance.random() < _SENT_AFTERWARDS:
            steps.append((Step.SENT, ""))
    for step, document in steps:
        yield JourneyEvent(
            form=form,
            kind=kind,
            step=step,
            document=document,
            language=shown.language,
            occurred_at=begins(day) + _NOON,
        )


def _answer(day: date, shown: list[Shown], chance: Random) -> SurveyAnswer:
    read = chance.choice(shown)
    return SurveyAnswer(
        document=read.document,
        language=read.language,
        day=day,
        helped=chance.random() < _HELPED,
        instead=chance.choice(_INSTEAD),
    )


def _report(day: date, shown: list[Shown], chance: Random) -> ReportedReturn:
    """What somebody said on the telephone, entered at noon."""
    return ReportedReturn(
        document=chance.choice(shown).document,
        channel=chance.choice(["phone", "phone", "desk", "chat"]),
        day=day,
        created_at=begins(day) + _NOON,
    )


def _say_what_it_costs(world: World, at: datetime) -> None:
    """Figures of the company, and what it aims at."""
    if not world.administrators:
        return
    by = world.administrators[0]
    as_of = day_of(at) - timedelta(days=DAYS)
    for channel, amount in (
        (ContactCost.Channel.PHONE, "7.00"),
        (ContactCost.Channel.WRITTEN, "4.50"),
    ):
        enter_contact_cost(
            channel=channel, amount=Decimal(amount), source=_SOURCE, as_of=as_of, by=by, now=at
        )
    enter_running_cost(
        name="Hosting", amount=Decimal(90), source="Invoice", as_of=as_of, by=by, now=at
    )
    for measure, value in (("first-answer", 60), ("solved-in-a-week", 75)):
        due_on = day_of(at) + timedelta(days=90)
        set_target(measure=measure, value=value, due_on=due_on, owner=by, by=by)
