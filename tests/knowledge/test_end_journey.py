"""“This solved it” is kept without anything about the person."""

from uuid import uuid4

from knowledge.actions.journeys import end_journey
from knowledge.models import JourneyEvent
from tests.factories import make_question


def test_form_says_once_what_solved_it(db):
    form = uuid4()

    first = end_journey(form=form, document="article-1", language="de")
    second = end_journey(form=form, document="article-2", language="de")

    assert first == second
    assert JourneyEvent.objects.get().document == "article-1"


def test_two_forms_are_two_journeys(db):
    for _ in range(2):
        end_journey(form=uuid4(), document="article-1", language="de")

    assert JourneyEvent.objects.count() == 2


def test_form_that_was_sent_after_all_leads_from_no_step_to_its_writer(db, deliver_events):
    """L-GD-10: the form's key is the question's, too."""
    form, other = uuid4(), uuid4()
    for key in (form, other):
        end_journey(form=key, document="article-1", language="en")

    make_question(submission=form)
    deliver_events()

    assert JourneyEvent.objects.get().form == other


def test_nothing_about_the_person_is_kept():
    """L-TD-02, L-GD-10"""
    kept = {field.name for field in JourneyEvent._meta.get_fields()}

    assert kept == {"id", "form", "step", "document", "language", "occurred_at"}
