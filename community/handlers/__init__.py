"""Who is told when something happens in a thread; the modules beside it follow other things."""

from accounts.events import MemberErased
from accounts.notifications.actions import notify
from community.events import AnswerAccepted, AnswerPosted, SomeFollowersTold
from community.handlers import (
    commenting,
    confirming,
    deciding,
    editing,
    images,
    masking,
    moderation,
    signing_answers,
    topics,
)
from community.models import Answer, Following, Question
from config.events.bus import handles, record

__all__ = [
    "commenting",
    "confirming",
    "deciding",
    "editing",
    "images",
    "masking",
    "moderation",
    "signing_answers",
    "topics",
]

# One transaction tells so many and leaves the others to the next one.
FANOUT = 1000


@handles(AnswerPosted)
def tell_followers(event: AnswerPosted) -> None:
    _tell_next(event.answer_id, after=0)


@handles(SomeFollowersTold)
def tell_more_followers(event: SomeFollowersTold) -> None:
    _tell_next(event.answer_id, after=event.last_person_id)


def _tell_next(answer_id: int, *, after: int) -> None:
    """Those who follow the thread in which it stands now: it may have moved since."""
    where = Answer.objects.values_list("question_id", "author_id")
    question_id, author_id = where.get(pk=answer_id)
    followers = Following.objects.listening().filter(question=question_id, person__gt=after)
    waiting = followers.exclude(person=author_id).order_by("person")
    people = list(waiting.values_list("person_id", flat=True)[:FANOUT])
    notify(user_ids=people, kind="answered", subject_id=answer_id, key=f"answered:{answer_id}")
    if len(people) == FANOUT:
        record(SomeFollowersTold(question_id, answer_id, people[-1]))


@handles(AnswerAccepted)
def tell_solver(event: AnswerAccepted) -> None:
    solved = Question.objects.filter(pk=event.question_id, accepted_answer=event.answer_id)
    answer = Answer.objects.get(pk=event.answer_id)
    asker_id = solved.values_list("author_id", flat=True).first()
    if asker_id is not None and asker_id != answer.author_id:
        notify(
            user_ids=[answer.author_id],
            kind="accepted",
            subject_id=answer.pk,
            key=f"accepted:{event.question_id}:{event.answer_id}",
        )


@handles(MemberErased)
def stop_following(event: MemberErased) -> None:
    """At once, so that nothing more is owed to who has left; his texts are the worker's."""
    Following.objects.filter(person=event.user_id).delete()
