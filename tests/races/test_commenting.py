"""Comments, votes and readers' words at once, also while the post is hidden."""

from functools import partial
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community.actions.comments import post_comment
from community.actions.feedback import say_solved_too
from community.actions.posting import CannotPost
from community.actions.solutions import accept_answer
from community.actions.visibility import bring_back, withhold
from community.actions.votes import CannotVote, vote_answer
from community.models import AnswerFeedback, Comment, Mention, Question, Vote
from config.events.models import Event
from config.recount import registered
from tests.factories import make_answer, make_comment, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times

MOVED = {"comment_count", "score", "points", "solved_too_count", "did_not_help_count"}


def assert_counters_are_true() -> None:
    counted = [recount for recount in registered() if recount.field in MOVED]
    assert [str(found) for recount in counted for found in recount.differences()] == []


def hide_and_show(post) -> None:
    with transaction.atomic():
        withhold(post=post, hidden_as=Question.Hidden.BY_MODERATOR, by=None, at=timezone.now())
    with transaction.atomic():
        bring_back(post=post, by=None, at=timezone.now())


def test_same_comment_sent_at_once_is_posted_once(stranger):
    """C-01"""
    question = make_question()
    for number in range(1, ROUNDS + 1):
        comment = partial(
            post_comment, question=question, by=stranger, body="Which box?", submission=uuid4()
        )
        results = at_once(times(THREADS, comment))
        assert failures(results) == []
        assert len({comment.pk for comment in results}) == 1
        question.refresh_from_db()
        assert question.comment_count == Comment.objects.count() == number

    assert Event.objects.filter(name="community.CommentPosted").count() == ROUNDS


def test_many_comments_at_once_are_all_counted():
    answer = make_answer()
    people = [make_user() for _ in range(THREADS)]
    calls = [
        partial(
            post_comment,
            question=answer.question,
            answer=answer if number % 2 else None,
            by=person,
            body=f"@{people[0].display_name}, which box?",
        )
        for number, person in enumerate(people)
    ]

    assert failures(at_once(calls)) == []

    assert Comment.objects.count() == Mention.objects.count() == THREADS
    assert_counters_are_true()


def test_comments_while_their_answer_is_hidden_and_shown():
    """C-06: no comment is counted that nobody sees, and none is lost that was taken."""
    people = [make_user() for _ in range(8)]
    for _ in range(ROUNDS):
        answer = make_answer()
        calls = [
            partial(post_comment, question=answer.question, answer=answer, by=person, body="Hi?")
            for person in people
        ]
        results = at_once([*calls, partial(hide_and_show, answer)])
        refused = failures(results)
        assert all(isinstance(problem, CannotPost) for problem in refused)
        assert Comment.objects.filter(answer=answer).count() == len(people) - len(refused)
        assert_counters_are_true()


def test_comments_while_one_of_them_is_hidden_and_shown(stranger):
    question = make_question()
    for _ in range(ROUNDS):
        comment = make_comment(question=question)
        calls = times(6, partial(post_comment, question=question, by=stranger, body="Hi?"))
        results = at_once([*calls, *times(2, partial(hide_and_show, comment))])
        assert failures(results) == []
        assert_counters_are_true()


def test_votes_while_the_answer_or_its_question_is_hidden(helper):
    """C-06: no points for what nobody sees; once it is shown again, all is as the votes say."""
    people = [make_user() for _ in range(8)]
    for number in range(ROUNDS):
        answer = make_answer(author=helper)
        what = answer if number % 2 else answer.question
        calls = [partial(vote_answer, answer=answer, by=person, value=1) for person in people]
        hide = partial(_hide, what)
        results = at_once([*calls, hide])
        refused = failures(results)
        assert all(isinstance(problem, CannotVote) for problem in refused)
        assert User.objects.get(pk=helper.pk).points == 0
        assert_counters_are_true()


def _hide(post) -> None:
    with transaction.atomic():
        withhold(post=post, hidden_as=Question.Hidden.BY_MODERATOR, by=None, at=timezone.now())


def test_reasons_and_votes_at_once_leave_one_word_each():
    """C-05"""
    people = [make_user() for _ in range(4)]
    for _ in range(ROUNDS):
        answer = make_answer()
        calls = [
            partial(vote_answer, answer=answer, by=person, value=value, reason=reason)
            for person in people
            for value, reason in ((-1, ""), (-1, "dangerous"), (1, ""), (0, ""))
        ]
        assert failures(at_once(calls)) == []
        assert_counters_are_true()
        assert not Vote.objects.filter(value=1).exclude(reason="").exists()


def test_readers_words_at_once_are_all_counted():
    """A-VO-16"""
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)

    results = at_once(times(THREADS, partial(say_solved_too, answer=answer)))

    assert failures(results) == []
    assert AnswerFeedback.objects.count() == THREADS
    assert_counters_are_true()
