"""Hiding a post takes everything along that hangs on it; bringing it back restores that."""

from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.actions.reputation import penalise_post
from accounts.models import ReputationEntry, User
from community.actions.solutions import accept_answer
from community.actions.visibility import bring_back, withhold
from community.actions.votes import uncount_votes, vote_answer
from community.models import Answer, OfficialMark, Question, Revision, Tag, Vote
from community.models.post import Post
from config import recount
from config.events.models import Event
from tests.factories import make_answer, make_comment, make_employee, make_question, make_user


def differences() -> list[str]:
    recount.registered()
    return [str(each) for one in recount.compared() for each in one.differences()]


def hide(post, by=None):
    with transaction.atomic():
        return withhold(post=post, hidden_as=Post.Hidden.BY_MODERATOR, by=by, at=timezone.now())


def show(post, by=None):
    with transaction.atomic():
        return bring_back(post=post, by=by, at=timezone.now())


def points_of(user) -> int:
    return User.objects.values_list("points", flat=True).get(pk=user.pk)


def found_useful(answer, *, times: int) -> list[User]:
    voters = [make_user() for _ in range(times)]
    for voter in voters:
        vote_answer(answer=answer, by=voter, value=1)
    return voters


@pytest.fixture
def answer(asker, helper):
    return make_answer(question=make_question(author=asker, tags=["wifi"]), author=helper)


def test_hidden_answer_is_counted_no_more_and_counted_again_when_shown(answer):
    hide(answer)
    hidden = Question.objects.get(pk=answer.question_id)
    assert (hidden.answer_count, hidden.has_staff_answer) == (0, False)
    assert differences() == []

    show(answer)

    assert Question.objects.get(pk=answer.question_id).answer_count == 1
    assert differences() == []


def test_staff_answer_stays_known_while_one_of_two_is_readable(asker):
    question = make_question(author=asker)
    first, second = (make_answer(question=question, author=make_employee()) for _ in range(2))

    hide(first)
    assert Question.objects.get(pk=question.pk).has_staff_answer
    hide(second)

    assert not Question.objects.get(pk=question.pk).has_staff_answer
    assert differences() == []


def test_tags_count_readable_questions_alone(answer):
    tag = Tag.objects.get(slug="wifi")

    hide(answer.question)
    tag.refresh_from_db()
    assert tag.question_count == 0
    show(answer.question)

    tag.refresh_from_db()
    assert tag.question_count == 1
    assert differences() == []


def test_hidden_comment_is_counted_no_more(answer):
    below_question = make_comment(question=answer.question)
    below_answer = make_comment(question=answer.question, answer=answer)

    hide(below_question)
    hide(below_answer)
    answer.refresh_from_db()
    assert (answer.comment_count, answer.question.comment_count) == (0, 0)
    assert differences() == []
    show(below_answer)

    answer.refresh_from_db()
    assert answer.comment_count == 1
    assert differences() == []


def test_hidden_solution_reopens_its_question_and_stays_reopened(asker, helper, answer):
    """PRODUCT, section 2: “a withdrawn or hidden solution reopens the question”."""
    accept_answer(answer=answer, by=asker)
    assert (points_of(helper), points_of(asker)) == (25, 2)

    hide(answer)
    reopened = Question.objects.get(pk=answer.question_id)
    assert (reopened.accepted_answer_id, reopened.solved_at) == (None, None)
    show(answer)

    assert not Question.objects.get(pk=answer.question_id).is_solved
    assert (points_of(helper), points_of(asker)) == (0, 0)
    accept_answer(answer=answer, by=asker)
    assert (points_of(helper), points_of(asker)) == (25, 2)


def test_hidden_question_stays_solved_and_its_points_come_back(asker, helper, answer):
    accept_answer(answer=answer, by=asker)
    found_useful(answer, times=2)

    hide(answer.question)
    assert (points_of(helper), points_of(asker)) == (0, 0)
    assert Question.objects.get(pk=answer.question_id).is_solved
    show(answer.question)

    assert (points_of(helper), points_of(asker)) == (35, 2)


def test_hiding_and_showing_again_and_again_ends_where_it_began(helper, answer):
    """A-VO-03 of hiding: the ledger only grows, its sum is what the votes say."""
    voters = found_useful(answer, times=12)
    vote_answer(answer=answer, by=voters[0], value=-1)
    vote_answer(answer=answer, by=voters[1], value=-1)
    before = points_of(helper)

    for _round in range(4):
        hide(answer)
        assert points_of(helper) == 0
        show(answer)

    assert points_of(helper) == before
    assert before == ReputationEntry.objects.filter(user=helper).total()
    vote_answer(answer=answer, by=voters[11], value=0)
    assert ReputationEntry.objects.filter(user=helper).total() == points_of(helper)
    assert differences() == []


def test_cap_of_an_answer_holds_after_it_was_hidden(helper, answer):
    found_useful(answer, times=11)

    hide(answer)
    show(answer)
    found_useful(answer, times=2)

    assert points_of(helper) == 50


def test_vote_that_stopped_counting_meanwhile_gives_nothing_back(helper, answer):
    voters = found_useful(answer, times=3)
    hide(answer)

    uncount_votes(votes=Vote.objects.filter(voter=voters[0]))
    show(answer)

    assert points_of(helper) == 10
    assert differences() == []


def test_what_an_upheld_report_cost_stays_when_the_post_is_hidden(helper, moderator, answer):
    found_useful(answer, times=1)
    penalise_post(author=helper, subject="answer", subject_id=answer.pk, by=moderator)

    hide(answer)

    assert points_of(helper) == -50


@pytest.mark.parametrize("question_first", [True, False], ids=["question-first", "answer-first"])
def test_points_come_back_when_answer_and_question_are_both_shown(helper, answer, question_first):
    found_useful(answer, times=2)
    hide(answer)
    hide(answer.question)
    first, second = answer.question, answer
    if not question_first:
        first, second = second, first

    show(first)
    assert points_of(helper) == 0
    show(second)

    assert points_of(helper) == 10
    assert differences() == []


def test_hidden_answer_of_a_hidden_question_stays_without_points_when_the_question_is_shown(
    helper, answer
):
    found_useful(answer, times=2)
    hide(answer.question)
    hide(answer)

    show(answer.question)

    assert points_of(helper) == 0


def test_company_ends_to_stand_behind_what_nobody_can_read(employee, moderator, answer):
    revision = Revision.objects.create(
        answer=answer, number=1, body=answer.body, editor=answer.author
    )
    mark = OfficialMark.objects.create(
        answer=answer,
        revision=revision,
        body_html=answer.body_html,
        signed_by=employee,
        affiliation=employee.affiliations.get(),
    )

    hide(answer, by=moderator)
    show(answer, by=moderator)

    mark.refresh_from_db()
    assert (mark.ended_by, mark.ended_because) == (moderator, "The answer was hidden.")
    assert Event.objects.filter(name="community.OfficialMarkEnded").count() == 1


def test_hidden_answer_is_confirmed_no_more(moderator, answer):
    Question.objects.filter(pk=answer.question_id).update(
        confirmed_answer=answer, confirmed_by=moderator, confirmed_at=timezone.now()
    )

    hide(answer, by=moderator)

    question = Question.objects.get(pk=answer.question_id)
    assert (question.confirmed_answer_id, question.confirmed_at) == (None, None)


def test_what_is_hidden_already_only_changes_its_reason(answer):
    held = partial(withhold, post=answer, by=None, at=timezone.now())
    with transaction.atomic():
        held(hidden_as=Post.Hidden.HELD)
        events = Event.objects.count()
        held(hidden_as=Post.Hidden.BY_MODERATOR)

    assert Answer.objects.get(pk=answer.pk).hidden_as == Post.Hidden.BY_MODERATOR
    assert Event.objects.count() == events
    assert differences() == []


def test_what_is_visible_cannot_be_brought_back_twice(answer):
    show(answer)

    assert Question.objects.get(pk=answer.question_id).answer_count == 1
    assert not Event.objects.filter(name="community.PostRestored").exists()


def test_queries_do_not_grow_with_the_answers_of_a_hidden_question(count_queries, asker, helper):
    def hide_with(answers: int) -> int:
        question = make_question(author=asker)
        for _number in range(answers):
            vote_answer(
                answer=make_answer(question=question, author=helper), by=make_user(), value=1
            )
        return count_queries(lambda: hide(question))

    assert hide_with(2) == hide_with(5)
