"""How a thread of the demo is asked, answered, voted on and solved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db.models import F

from accounts.models import User
from accounts.notifications.actions import mark_all_read
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.questions import ask_question, join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Question, Vote
from knowledge.demo.content import Answer, Person, Thread
from knowledge.demo.deeds import Remark
from knowledge.demo.pictures import with_pictures
from knowledge.demo.world import Act, World

# How long after a post the last of its readers react.
_INTEREST = timedelta(days=20)


def conversation(thread: Thread, *, people: Mapping[str, Person], start: datetime) -> Iterator[Act]:
    asked_at = start - thread.asked
    joined_at = {key: start - person.joined for key, person in people.items()}
    yield Act(asked_at, partial(_ask, thread))
    for answer in thread.answers:
        answered_at = asked_at + answer.after
        yield Act(answered_at, partial(_answer, thread, answer))
        for value, voters in (Vote.Value.USEFUL, answer.up), (Vote.Value.NOT_USEFUL, answer.down):
            seed = f"{thread.key} {answer.key} {value}"
            for voter, at in _reactions(seed, voters, answered_at, start, joined_at):
                yield Act(at, partial(_vote, thread, answer, voter, value))
    for person, at in _reactions(thread.key, thread.affected, asked_at, start, joined_at):
        yield Act(at, partial(_join_affected, thread, person))
    for remark in thread.remarks:
        yield Act(asked_at + remark.after, partial(_comment, thread, remark))
    if thread.solved:
        yield Act(asked_at + thread.solved.after, partial(_accept, thread, thread.solved.by))


def _reactions(
    seed: str,
    people: Sequence[str],
    since: datetime,
    until: datetime,
    joined_at: Mapping[str, datetime],
) -> Iterator[tuple[str, datetime]]:
    """Many react soon and few late, nobody before he joined; the same at every loading."""
    dice = Random(seed)  # noqa: S311  (not a secret)
    for person in people:
        earliest = max(since, joined_at[person])
        yield person, earliest + min(until - earliest, _INTEREST) * dice.random() ** 3


def _ask(thread: Thread, world: World, at: datetime) -> None:
    by = world.people[thread.author]
    _looks_in(by, at)
    question = ask_question(
        by=by,
        title=thread.title,
        body=with_pictures(thread.body, by=by),
        language=thread.language,
        kind=thread.kind,
        product=world.products[thread.product],
        tags=thread.tags,
        asked_about=_about(thread, world),
        now=at,
    )
    # The written threads name more people affected than there are accounts, as an import does.
    Question.objects.filter(pk=question.pk).update(
        imported_affected=thread.imported_affected,
        affected_count=F("affected_count") + thread.imported_affected,
    )
    world.questions[thread.key] = question


def _about(thread: Thread, world: World) -> str:
    """The article that was read before, as `accounts.post_links` names it."""
    return f"article {world.articles[thread.about, thread.language].pk}" if thread.about else ""


def _answer(thread: Thread, answer: Answer, world: World, at: datetime) -> None:
    by = world.people[answer.author]
    _looks_in(by, at)
    world.answers[thread.key, answer.key] = answer_question(
        question=world.questions[thread.key], by=by, body=answer.body, now=at
    )


def _comment(thread: Thread, remark: Remark, world: World, at: datetime) -> None:
    by = world.people[remark.author]
    _looks_in(by, at)
    world.comments[thread.key, remark.key] = post_comment(
        question=world.questions[thread.key],
        answer=world.answers[thread.key, remark.under] if remark.under else None,
        by=by,
        body=remark.body,
        now=at,
    )


def _vote(
    thread: Thread, answer: Answer, voter: str, value: int, world: World, at: datetime
) -> None:
    vote_answer(
        answer=world.answers[thread.key, answer.key],
        by=world.people[voter],
        value=value,
        reason=answer.why.get(voter, ""),
        now=at,
    )


def _join_affected(thread: Thread, person: str, world: World, _at: datetime) -> None:
    join_affected(question=world.questions[thread.key], by=world.people[person])


def _accept(thread: Thread, key: str, world: World, at: datetime) -> None:
    by = world.people[thread.author]
    _looks_in(by, at)
    accept_answer(answer=world.answers[thread.key, key], by=by, now=at)


def _looks_in(user: User, at: datetime) -> None:
    """Who writes has read before what he was told."""
    mark_all_read(user=user, now=at)
