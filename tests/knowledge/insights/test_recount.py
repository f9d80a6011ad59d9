"""A-VO-16: raw events are kept, and counting them anew gives the same number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.solutions import accept_answer
from community.models import Question
from config.recount import Difference, compared
from knowledge.insights.actions.survey import answer_survey
from knowledge.insights.models import Case, DayFigure
from knowledge.insights.recounts import Cases, Figures
from tests.factories import make_answer, make_question
from tests.knowledge.insights.journeys import Journey, settled

pytestmark = pytest.mark.django_db
AGO = timedelta(days=10)
LEDGER = (Cases(), Figures())


@pytest.fixture
def ledger(asker, helper):
    """A case of each level, ten days old, one of them taken off."""
    now = timezone.now()
    Journey(at=now - AGO).solved("article-1")
    Journey(at=now - AGO).solved("article-2")
    Journey(at=now - AGO).opened("article-4")
    Journey(at=now - AGO + timedelta(days=1)).sent(failed=("article-2",))
    answer = make_answer(question=make_question(author=asker), author=helper)
    accept_answer(answer=answer, by=asker)
    Question.objects.update(solved_at=now - AGO)
    answer_survey(document="article-1", language="en", helped=True, instead="called", now=now - AGO)
    settled(now)


def differences() -> list[Difference]:
    return [each for comparison in LEDGER for each in comparison.differences()]


def repair() -> None:
    for comparison in LEDGER:
        list(comparison.repair())


def test_recounting_gives_the_same_number(ledger):
    """A-VO-16"""
    assert differences() == []


def test_the_command_compares_the_ledger():
    assert {Cases, Figures} <= {type(each) for each in compared()}


def test_all_levels_are_there(ledger):
    counted = Case.objects.values_list("level", "state")
    assert sorted(counted) == [
        ("confirmed", "counted"),
        ("confirmed", "reported"),
        ("customers", "counted"),
        ("implicit", "counted"),
    ]


@pytest.mark.parametrize("level", ["confirmed", "customers", "implicit"])
def test_a_case_that_was_tampered_with_is_found_and_repaired(ledger, level):
    Case.objects.filter(level=level).update(state=Case.State.CAME_BACK)
    assert differences()

    repair()

    assert differences() == []
    assert Case.objects.filter(level=level, state=Case.State.COUNTED).count() == 1


def test_a_case_that_was_added_is_found(ledger):
    case = Case.objects.filter(level="implicit").get()
    case.pk, case.key = None, "form-00000000-0000-4000-8000-000000000000"
    case.save()

    assert differences()
    repair()

    assert not Case.objects.filter(key=case.key).exists()


def test_a_case_that_is_missing_is_found(ledger):
    Case.objects.filter(level="confirmed").delete()

    assert differences()
    repair()

    assert Case.objects.filter(level="confirmed").count() == 2


def test_a_figure_that_was_tampered_with_is_found_and_repaired(ledger):
    DayFigure.objects.filter(measure="survey-solved", dimension="").update(value=1_000)
    assert differences()

    repair()

    assert differences() == []
    assert DayFigure.objects.of("survey-solved").get().value == 1


def test_figures_from_the_beginning_are_those_kept_from_day_to_day(ledger):
    kept = figures()
    DayFigure.objects.all().delete()

    repair()

    assert figures() == kept


def figures() -> list[tuple]:
    rows = DayFigure.objects.order_by("measure", "dimension", "day")
    return list(rows.values_list("measure", "dimension", "day", "value"))
