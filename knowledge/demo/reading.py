"""What the readers of the demo read, and what they looked for in vain."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from community.models import Question
from knowledge.actions.missed_searches import (
    note_missed_search,
    searched_words,
    take_missed_searches,
)
from knowledge.actions.page_views import note_view, take_page_views
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


def reading(*, start: datetime) -> Iterator[Act]:
    yield Act(start - _LATELY, _read)
    yield Act(start - _JUST_NOW, _look_in_vain)
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


def _look_in_vain(_world: World, at: datetime) -> None:
    for language, text, times in _MISSED:
        for _ in range(times):
            words = searched_words(text)
            note_missed_search(words=words, language=language, now=at - timedelta(days=_DAYS[0]))
    take_missed_searches(now=at)
