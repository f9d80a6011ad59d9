"""What the readers of the demo read, and what they searched for."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from community.models import Question
from knowledge.actions.page_views import note_view, take_page_views
from knowledge.actions.searches import note_click, note_search, searched_words, take_searches
from knowledge.actions.thread_gaps import find_gaps
from knowledge.actions.valuing import value_candidates
from knowledge.demo.world import Act, World
from knowledge.models import Candidate

# Long enough ago that the spool's files of these days are gone again at once.
_DAYS = range(3, 30)
_JUST_NOW = timedelta(minutes=1)
# Before curators decide on what was read.
_LATELY = timedelta(hours=3)
# Views of a thread in these days, and how many more for each person affected.
_VIEWS, _MORE_VIEWS = 9, 3
_EVERY_SO_MANY_BY_SEARCH = 4
_MISSED = (
    ("de", "Schufa", 5),
    ("de", "Sammelrechnung", 4),
    ("de", "Starkregen Versicherung", 3),
    ("de", "Hörgerät", 1),
    ("en", "Refund voucher", 6),
    ("en", "Surcharge", 3),
    ("en", "Voicemail greeting", 7),
)
# How often it was found, and how often somebody opened what he found.
_FOUND = (
    ("de", "WLAN langsam", 14, 9),
    ("de", "Router leuchtet rot", 11, 7),
    ("de", "Rechnung höher", 9, 0),
    ("en", "slow wifi", 8, 5),
    ("en", "fees abroad", 6, 0),
)


def reading(*, start: datetime) -> Iterator[Act]:
    yield Act(start - _LATELY, _read)
    yield Act(start - _JUST_NOW, _look_for)
    yield Act(start - _JUST_NOW, _value)


def _read(world: World, at: datetime) -> None:
    for key in world.questions:
        question = Question.objects.get(pk=world.questions[key].pk)
        for number in range(_VIEWS + _MORE_VIEWS * question.affected_count):
            day = _DAYS[number % len(_DAYS)]
            note_view(
                document=f"question-{question.pk}",
                from_search=number % _EVERY_SO_MANY_BY_SEARCH == 0,
                now=at - timedelta(days=day),
            )
    take_page_views(now=at)
    _value(world, at)


def _value(_world: World, at: datetime) -> None:
    value_candidates(candidates=Candidate.objects.undecided(), now=at)


def _look_for(_world: World, at: datetime) -> None:
    day = at - timedelta(days=_DAYS[0])
    for language, text, times in _MISSED:
        for _ in range(times):
            note_search(words=searched_words(text), language=language, found=False, now=day)
    for language, text, times, clicks in _FOUND:
        for _ in range(times):
            note_search(words=searched_words(text), language=language, found=True, now=day)
        for _ in range(clicks):
            note_click(words=searched_words(text), language=language, now=day)
    take_searches(now=at)
    find_gaps(now=at)
