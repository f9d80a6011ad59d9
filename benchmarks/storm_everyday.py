"""What members, readers and the worker do in a storm."""

import random

from django.utils import timezone

from accounts.actions.medals import award_medals, people_due
from accounts.notifications.actions import mark_all_read
from accounts.notifications.sending import send_due
from benchmarks.storm_crowd import Act, Crowd, hot
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.experts import find_experts
from community.actions.feedback import say_did_not_help, say_solved_too
from community.actions.questions import ask_question, join_affected, leave_affected
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.actions.votes import vote_answer
from community.models import Answer, Question
from config.events import relay

TAGS = ("wifi", "dns", "esim", "tv")


def ask(crowd: Crowd, dice: random.Random) -> None:
    ask_question(
        by=dice.choice(crowd.people),
        title="Why does it storm?",
        body="It storms.",
        language=dice.choice(["de", "en"]),
        product=dice.choice(crowd.products),
        tags=dice.sample(TAGS, 2),
    )


def answer(crowd: Crowd, dice: random.Random) -> None:
    question = hot(Question.objects, dice)
    answer_question(question=question, by=dice.choice(crowd.people), body="Because.")


def comment(crowd: Crowd, dice: random.Random) -> None:
    answer = hot(Answer.objects.select_related("question"), dice)
    beneath = {"answer": answer} if dice.random() < 0.5 else {}
    spoken_to = dice.choice(crowd.people).display_name
    post_comment(
        question=answer.question,
        by=dice.choice(crowd.people),
        body=f"@{spoken_to}, why?",
        **beneath,
    )


def _feed_back(crowd: Crowd, dice: random.Random) -> None:
    dice.choice([say_solved_too, say_did_not_help])(answer=hot(Answer.objects, dice))


def _vote(crowd: Crowd, dice: random.Random) -> None:
    value = dice.choice([1, 1, 0, -1])
    vote_answer(answer=hot(Answer.objects, dice), by=dice.choice(crowd.people), value=value)


def _solve(crowd: Crowd, dice: random.Random) -> None:
    answer = hot(Answer.objects.select_related("question__author"), dice)
    accept_answer(answer=answer, by=answer.question.author)


def _revert(crowd: Crowd, dice: random.Random) -> None:
    question = hot(Question.objects.select_related("author"), dice)
    withdraw_acceptance(question=question, by=question.author)


def _join(crowd: Crowd, dice: random.Random) -> None:
    join_affected(question=hot(Question.objects, dice), by=dice.choice(crowd.people))


def _leave(crowd: Crowd, dice: random.Random) -> None:
    leave_affected(question=hot(Question.objects, dice), by=dice.choice(crowd.people))


def _read(crowd: Crowd, dice: random.Random) -> None:
    mark_all_read(user=dice.choice(crowd.people))


def _deliver(crowd: Crowd, dice: random.Random) -> None:
    relay.deliver_pending(limit=10)


def _mail(crowd: Crowd, dice: random.Random) -> None:
    send_due(limit=5)


def _award(crowd: Crowd, dice: random.Random) -> None:
    """Several at once, as if its task were delivered several times."""
    award_medals(people=people_due(timezone.now()))


def _find(crowd: Crowd, dice: random.Random) -> None:
    find_experts()


# Each with how often it happens among the others.
EVERYDAY: dict[str, tuple[float, Act]] = {
    "ask": (1, ask),
    "answer": (3, answer),
    "comment": (3, comment),
    "vote": (10, _vote),
    "feedback": (2, _feed_back),
    "solve": (5, _solve),
    "revert": (3, _revert),
    "join": (3, _join),
    "leave": (1, _leave),
    "read": (1, _read),
    "deliver": (3, _deliver),
    "mail": (1, _mail),
    "medals": (0.2, _award),
    "experts": (0.1, _find),
}
