"""Votes, acceptances and comments while a post is hidden: no orphan, no points for nothing."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.hiding import CannotHide, CannotRestore, hide_post, restore_post
from community.actions.posting import CannotPost
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.actions.votes import CannotVote, vote_answer
from community.models import Answer, Question
from community.moderation.actions.deciding import uphold_report
from community.moderation.actions.reporting import report_content
from community.moderation.models import Report
from config import recount
from tests.factories import make_answer, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times

WORDS = {"reason": "other", "explanation": "See the house rules."}
REFUSED = (CannotVote, CannotAccept, CannotPost, CannotHide, CannotRestore)


def assert_everything_adds_up() -> None:
    for user in User.objects.annotate(sum=Sum("reputation__points")):
        assert user.points == (user.sum or 0), user
    found = [each for one in recount.registered() for each in one.differences()]
    assert [str(each) for each in found if each.model.startswith("community.")] == []


def broken(results) -> list[Exception]:
    """Failures that were no refusal with a reason."""
    return [each for each in failures(results) if not isinstance(each, REFUSED)]


def points_of(user) -> int:
    return User.objects.values_list("points", flat=True).get(pk=user.pk)


def test_votes_while_an_answer_is_hidden_give_no_points_for_nothing(moderator, helper):
    """C-06"""
    voters = [make_user() for _ in range(10)]
    for _ in range(ROUNDS):
        answer = make_answer(author=helper)
        calls = [partial(vote_answer, answer=answer, by=voter, value=1) for voter in voters]
        calls.append(partial(hide_post, post=answer, by=moderator, **WORDS))
        assert broken(at_once(calls)) == []
        assert points_of(helper) == 0
        restore_post(post=answer, by=moderator, explanation="Fine.")
        answer.refresh_from_db()
        assert points_of(helper) == 5 * answer.score
        assert_everything_adds_up()
        hide_post(post=answer, by=moderator, **WORDS)


def test_votes_while_a_question_is_hidden_give_no_points_for_nothing(moderator, helper):
    """C-06"""
    voters = [make_user() for _ in range(8)]
    for _ in range(ROUNDS):
        question = make_question()
        answers = [make_answer(question=question, author=helper) for _ in range(2)]
        calls = [
            partial(vote_answer, answer=answer, by=voter, value=1)
            for answer in answers
            for voter in voters
        ]
        calls.append(partial(hide_post, post=question, by=moderator, **WORDS))
        assert broken(at_once(calls)) == []
        assert points_of(helper) == 0
        assert_everything_adds_up()


def test_answer_is_accepted_and_hidden_or_refused_never_accepted_and_missing(moderator, asker):
    """C-09"""
    for _ in range(ROUNDS):
        answer = make_answer(question=make_question(author=asker))
        calls = [*times(4, partial(accept_answer, answer=answer, by=asker))]
        calls += times(4, partial(withdraw_acceptance, question=answer.question, by=asker))
        calls += times(4, partial(hide_post, post=answer, by=moderator, **WORDS))
        assert broken(at_once(calls)) == []
        question = Question.objects.get(pk=answer.question_id)
        assert question.accepted_answer_id is None
        assert points_of(answer.author) == 0
        assert_everything_adds_up()


def test_hiding_and_showing_at_once_ends_in_one_of_both(moderator, helper):
    question = make_question()
    answers = [make_answer(question=question, author=helper) for _ in range(2)]
    for answer in answers:
        vote_answer(answer=answer, by=make_user(), value=1)
    for _ in range(ROUNDS):
        posts = [*answers, question]
        calls = [partial(hide_post, post=post, by=moderator, **WORDS) for post in posts * 3]
        calls += [
            partial(restore_post, post=post, by=moderator, explanation="Fine.")
            for post in posts * 2
        ]
        assert broken(at_once(calls)) == []
        assert_everything_adds_up()
        question.refresh_from_db()
        shown = Answer.objects.filter(question=question, hidden_at=None).count()
        assert points_of(helper) == (0 if question.hidden_at else 5 * shown)


def test_answers_and_comments_while_a_question_is_hidden(moderator):
    for _ in range(ROUNDS):
        question = make_question(tags=["wifi"])
        answer = make_answer(question=question)
        people = [make_user() for _ in range(6)]
        calls = [
            partial(answer_question, question=question, by=by, body="Hold it.") for by in people
        ]
        calls += [
            partial(post_comment, question=question, answer=answer, by=by, body="Which box?")
            for by in people
        ]
        calls.append(partial(hide_post, post=answer, by=moderator, **WORDS))
        calls.append(partial(hide_post, post=question, by=moderator, **WORDS))
        assert broken(at_once(calls)) == []
        assert_everything_adds_up()


def test_reports_decided_at_once_cost_their_author_once(moderator, helper):
    others = [moderator, *(make_user(roles="moderator") for _ in range(3))]
    for number in range(1, ROUNDS + 1):
        answer = make_answer(author=helper)
        path = f"{answer.question.get_absolute_url()}#answer-{answer.pk}"
        with transaction.atomic():
            reports = [
                report_content(
                    path=path, reason="insult", submission=key, now=timezone.now()
                ).report
                for key in map(_key, range(4 * number, 4 * number + 4))
            ]
        calls = [
            partial(uphold_report, report=report, by=by, reason="insult", explanation="Friendly!")
            for report in reports
            for by in others
        ][:THREADS]
        assert broken(at_once(calls)) == []
        assert points_of(helper) == -50 * number
        assert not Report.objects.open().exists()
        assert_everything_adds_up()


def test_same_report_sent_sixteen_times_is_one():
    """C-01"""
    calls = times(
        THREADS, partial(report_content, path="/en/rules/", reason="other", submission=_key(1))
    )
    assert failures(at_once(calls)) == []
    assert Report.objects.count() == 1


def _key(number: int) -> UUID:
    return UUID(int=number)
