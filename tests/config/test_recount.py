"""C-18: what is derived can be compared with its facts, listed and repaired."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions.members import grant_role
from accounts.models import MedalAward, User
from accounts.notifications.models import Notice
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Answer, Question, QuestionTag, Tag
from config.events.models import Event
from config.recount import registered
from knowledge.actions.promotion import promote_answer
from knowledge.models import Article
from tests.factories import make_answer, make_comment, make_employee, make_question, make_user

pytestmark = pytest.mark.django_db

WRONG = {
    (User, "points"): 99,
    (User, "unread_count"): 99,
    (User, "roles"): "administrator",
    (Question, "answer_count"): 99,
    (Question, "has_staff_answer"): False,
    (Question, "active_at"): "2001-01-01T00:00:00Z",
    (Question, "affected_count"): 99,
    (Question, "article_title"): "Elsewhere",
    (Question, "article_url"): "/elsewhere/",
    (Answer, "score"): 99,
    (Question, "comment_count"): 99,
    (Answer, "comment_count"): 99,
    (Answer, "solved_too_count"): 99,
    (Answer, "did_not_help_count"): 99,
    (Tag, "question_count"): 99,
    (QuestionTag, "asked_at"): "2001-01-01T00:00:00Z",
    (Article, "reuse_count"): 99,
    (Article, "helped_count"): 99,
    (Article, "did_not_help_count"): 99,
}


@pytest.fixture
def thread(deliver_events):
    """A question with everything that is counted."""
    asker, helper = make_user(), make_user()
    question = make_question(author=asker, tags=["router"])
    answer = make_answer(question=question, author=helper)
    make_answer(question=question, author=make_employee())
    vote_answer(answer=answer, by=asker, value=1)
    make_comment(question=question, author=helper)
    make_comment(answer=answer, author=helper)
    join_affected(question=question, by=helper)
    accept_answer(answer=answer, by=asker)
    grant_role(user=helper, role="moderator", by=None, reason="test")
    grant_role(user=helper, role="curator", by=None, reason="test")
    helper.refresh_from_db()
    promote_answer(answer=answer, by=helper)
    deliver_events()
    assert Notice.objects.exists()
    return question


def recount(**options) -> str:
    output = StringIO()
    call_command("recount", stdout=output, **options)
    return output.getvalue()


def test_empty_tables_have_no_difference():
    assert recount(check=True) == "No difference.\n"
    assert recount(fix=True) == "0 differences repaired.\n"


def test_what_the_actions_write_has_no_difference(thread):
    assert recount(check=True) == "No difference.\n"


def test_every_registered_column_is_tried_here():
    assert {(recount.model, recount.field) for recount in registered()} == WRONG.keys()


@pytest.mark.parametrize(
    ("model", "field"), WRONG, ids=lambda value: getattr(value, "__name__", value)
)
def test_difference_is_listed_and_repaired(thread, model, field):
    before = list(model.objects.order_by("pk").values_list("pk", field))
    model.objects.update(**{field: WRONG[model, field]})
    wrong = set(before) - set(model.objects.values_list("pk", field))

    output = StringIO()
    with pytest.raises(CommandError, match=f"{len(wrong)} differences; --fix repairs them"):
        call_command("recount", check=True, stdout=output)
    listed = output.getvalue().splitlines()
    repaired = recount(fix=True)

    assert len(listed) == len(wrong) > 0
    for (pk, _value), line in zip(sorted(wrong), listed, strict=True):
        assert line.startswith(f"{model._meta.label} {pk}: {field} is ")
    assert repaired.endswith(f"{len(wrong)} differences repaired.\n")
    assert list(model.objects.order_by("pk").values_list("pk", field)) == before


def test_check_changes_nothing(thread):
    Question.objects.update(answer_count=7)

    with pytest.raises(CommandError):
        recount(check=True)

    assert Question.objects.get().answer_count == 7


def test_hidden_answers_are_not_counted(thread):
    Answer.objects.update(hidden_at="2024-01-01T00:00:00Z")

    recount(fix=True)

    thread.refresh_from_db()
    assert (thread.answer_count, thread.has_staff_answer) == (0, False)


def test_queries_do_not_grow_with_the_rows(count_queries):
    make_answer()
    few = count_queries(lambda: recount(check=True))
    for _number in range(5):
        make_answer()

    assert count_queries(lambda: recount(check=True)) == few


def test_more_differences_than_a_batch_are_all_repaired():
    User.objects.bulk_create(
        User(display_name=f"P{number}", name_key=f"p{number}", points=1) for number in range(1_100)
    )

    assert recount(fix=True).endswith("1100 differences repaired.\n")
    assert recount(check=True) == "No difference.\n"


def test_medal_without_its_reason_is_listed_and_withdrawn():
    helper = make_user()
    MedalAward.objects.create(user=helper, medal="first-solution")

    with pytest.raises(CommandError, match="1 differences"):
        recount(check=True)
    assert "medal first-solution is 'held', recomputed it is 'not earned'" in recount(fix=True)
    assert recount(check=True) == "No difference.\n"


def test_medal_that_was_missed_is_listed_and_given():
    """Who did something within the hour is the worker's business."""
    helper, asker = make_user(), make_user()
    long_ago = timezone.now() - timedelta(days=3)
    question = make_question(author=asker, now=long_ago)
    answer = make_answer(question=question, author=helper, now=long_ago + timedelta(hours=2))
    accept_answer(answer=answer, by=asker, now=long_ago + timedelta(hours=2))
    assert recount(check=True) == "No difference.\n"
    Event.objects.update(occurred_at=long_ago)

    assert "medal first-solution is 'not held', recomputed it is 'earned'" in recount(fix=True)
    assert [award.medal for award in helper.medals.all()] == ["first-solution"]
