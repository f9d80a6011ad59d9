"""The same form sent many times at once, and many forms at once."""

from functools import partial
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from community.actions.answers import answer_question
from community.actions.questions import ask_question, join_affected, leave_affected
from community.models import Affected, Answer, Following, Question, Tag
from config.events.models import Event
from knowledge.actions.journeys import end_journey
from knowledge.models import JourneyEvent
from tests.factories import make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def test_same_question_sent_at_once_is_asked_once(asker):
    """C-01"""
    for _ in range(ROUNDS):
        ask = partial(
            ask_question,
            by=asker,
            title="Router blinks red",
            body="Since today.",
            language="en",
            tags=["wifi", "dsl"],
            submission=uuid4(),
        )
        results = at_once(times(THREADS, ask))
        assert failures(results) == []
        assert len({question.pk for question in results}) == 1

    assert Question.objects.count() == ROUNDS
    assert Following.objects.count() == ROUNDS
    assert Event.objects.filter(name="community.QuestionAsked").count() == ROUNDS


def test_same_answer_sent_at_once_is_given_once(helper):
    """C-01"""
    question = make_question()
    for number in range(1, ROUNDS + 1):
        answer = partial(
            answer_question, question=question, by=helper, body="Hold it.", submission=uuid4()
        )
        results = at_once(times(THREADS, answer))
        assert failures(results) == []
        assert len({answer.pk for answer in results}) == 1
        question.refresh_from_db()
        assert question.answer_count == Answer.objects.count() == number


def test_nervous_finger_sees_one_result(asker):
    """C-01: by HTTP, all to the same address."""
    form = {
        "title": "Router blinks red",
        "body": "It blinks since this morning.",
        "kind": "question",
        "language": "en",
        "submission": str(uuid4()),
    }
    browsers = [Client() for _ in range(THREADS)]
    for browser in browsers:
        browser.force_login(asker)

    path = reverse("community:ask")
    results = at_once(partial(browser.post, path, form) for browser in browsers)

    published = {response["Location"] for response in results if response.status_code == 302}
    assert len(published) == 1
    assert {response.status_code for response in results} <= {302, 422}
    assert Question.objects.count() == 1


def test_many_answers_at_once_are_all_counted():
    question = make_question()
    people = [make_user() for _ in range(THREADS)]
    for number in range(1, ROUNDS + 1):
        results = at_once(
            partial(answer_question, question=question, by=person, body="Hold it.")
            for person in people
        )
        assert failures(results) == []
        question.refresh_from_db()
        assert question.answer_count == number * THREADS


def test_same_new_tags_at_once_become_one_tag_each():
    """C-12"""
    people = [make_user() for _ in range(THREADS)]
    for number in range(ROUNDS):
        tags = [f"{name}{number}" for name in ("wifi", "dsl", "fon")]
        results = at_once(
            partial(
                ask_question,
                by=person,
                title="Router blinks red",
                body="Since today.",
                language="en",
                tags=tags[place % 3 :] + tags[: place % 3],
            )
            for place, person in enumerate(people)
        )
        assert failures(results) == []
        assert all(question.tags.count() == 3 for question in results)

    assert Tag.objects.count() == 3 * ROUNDS


def test_same_person_joins_once(stranger):
    for _ in range(ROUNDS):
        question = make_question()
        results = at_once(times(THREADS, partial(join_affected, question=question, by=stranger)))
        assert failures(results) == []
        question.refresh_from_db()
        assert question.affected_count == Affected.objects.filter(question=question).count() == 1


def test_joining_and_leaving_at_once_is_counted_right():
    question = make_question()
    people = [make_user() for _ in range(THREADS // 2)]
    for _ in range(ROUNDS):
        results = at_once(
            partial(change, question=question, by=person)
            for person in people
            for change in (join_affected, leave_affected)
        )
        assert failures(results) == []
        question.refresh_from_db()
        assert question.affected_count == Affected.objects.filter(question=question).count()


def test_form_ends_its_journey_once():
    for _ in range(ROUNDS):
        end = partial(end_journey, form=uuid4(), kind="ask", document="article-1", language="de")
        results = at_once(times(THREADS, end))
        assert failures(results) == []

    solved = JourneyEvent.objects.filter(step=JourneyEvent.Step.SOLVED)
    assert solved.count() == ROUNDS
