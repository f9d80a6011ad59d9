from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.actions.posting import CannotPost
from community.actions.questions import ask_question
from community.markup import RENDERER_VERSION, TooComplex
from community.models import Following, Question, Tag
from config.events.models import Event
from tests.factories import make_affiliation, make_product, make_question, make_user


def ask(by, **values) -> Question:
    defaults = {"title": "Router blinks red", "body": "Since *today*.", "language": "en"}
    return ask_question(by=by, **(defaults | values))


def test_question_is_published_and_recorded(asker):
    product = make_product()

    question = ask(asker, product=product, kind=Question.Kind.COMPLAINT, tags=["wifi"])

    assert question.author == asker
    assert (question.product, question.kind) == (product, "complaint")
    assert question.slug == "router-blinks-red"
    assert question.state == Question.State.OPEN
    assert [tag.name for tag in question.tags.all()] == ["wifi"]
    event = Event.objects.get(name="community.QuestionAsked")
    assert (event.payload, event.actor) == ({"question_id": question.pk}, asker)


def test_text_is_kept_as_written_and_as_shown(asker):
    """A-XS-03: raw HTML is text."""
    question = ask(asker, body="Since *today*. <script>alert(1)</script>")

    assert question.body == "Since *today*. <script>alert(1)</script>"
    assert "<em>today</em>" in question.body_html
    assert "<script" not in question.body_html
    assert question.renderer_version == RENDERER_VERSION


def test_asker_follows_the_question(asker):
    question = ask(asker)

    assert Following.objects.get(person=asker).question == question


def test_same_form_gives_the_same_question(asker):
    """C-01"""
    key = uuid4()

    first = ask(asker, submission=key)
    second = ask(asker, submission=key, title="Sent once more")

    assert first == second
    assert Question.objects.count() == 1
    assert Event.objects.filter(name="community.QuestionAsked").count() == 1


def test_key_of_somebody_elses_form_gives_an_own_question(asker, stranger):
    key = uuid4()

    assert ask(asker, submission=key) != ask(stranger, submission=key)


def test_database_refuses_a_second_question_of_one_form(asker):
    question = ask(asker, submission=uuid4())
    question.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        question.save(force_insert=True)


def test_affiliation_is_fixed_when_the_question_is_asked(helper):
    """A-BG-13, L-UW-02: nobody chooses it, and nobody can leave it out."""
    before = ask(helper)
    affiliation = make_affiliation(user=helper)
    after = ask(helper)

    before.refresh_from_db()
    assert before.affiliation is None
    assert after.affiliation == affiliation


def test_closed_account_cannot_ask(db):
    """A-AZ-16"""
    with pytest.raises(CannotPost):
        ask(make_user(is_active=False))
    assert not Question.objects.exists()


def test_text_that_would_cost_too_much_is_refused_whole(asker):
    """A-DO-01"""
    with pytest.raises(TooComplex):
        ask(asker, body="a" * 20_001, tags=["wifi"])

    assert not Question.objects.exists()
    assert not Tag.objects.exists()
    assert not Event.objects.filter(name="community.QuestionAsked").exists()


def test_time_may_be_given_by_an_importer(asker):
    then = timezone.now().replace(year=2020)

    question = ask(asker, now=then, tags=["wifi"])

    assert question.created_at == question.active_at == then
    assert question.question_tags.get().asked_at == then


def test_tags_that_look_alike_are_one(asker, stranger):
    """A-UN-07"""
    first = ask(asker, tags=["WLAN", "wlan", "C++", "C#"])
    second = ask(stranger, tags=["Wlan", "c++"])

    assert first.tags.count() == 3
    assert second.tags.count() == 2
    assert Tag.objects.count() == 3


def test_tag_of_signs_alone_has_an_address(asker):
    """A-UN-07: never an empty or colliding slug."""
    question = ask(asker, tags=["🙂", "日本", ".", "…"])

    slugs = {tag.slug for tag in question.tags.all()}
    assert len(slugs) == question.tags.count()
    assert all(slugs)


def test_title_without_letters_has_an_address(asker):
    assert ask(asker, title="??????").slug


def test_asking_costs_a_fixed_number_of_queries(asker, count_queries):
    with_a_new_tag = count_queries(lambda: ask(asker, tags=["wifi"]))
    with_a_known_tag = count_queries(lambda: ask(asker, tags=["wifi"]))

    assert with_a_known_tag < with_a_new_tag <= 24


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "open"),
        ({"answer_count": 1}, "answered"),
        ({"answer_count": 1, "accepted_answer_id": 1}, "solved"),
    ],
)
def test_state_is_derived(values, state):
    assert Question(**values).state == state


def test_solved_needs_its_answer(asker):
    """A database constraint: solved_at and accepted_answer come together."""
    question = make_question(author=asker)

    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(solved_at=timezone.now())
