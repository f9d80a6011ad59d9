"""Who follows a tag, a product or a member is told what is new there.

The key of a notice is the event's: whoever follows several of a question's topics, or the question
itself, is told once (A-ML-07).
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from accounts.events import MemberErased
from accounts.notifications.actions import notify
from community.events import AnswerPosted, PostRestored, QuestionAsked, SomeTopicFollowersTold
from community.models import Answer, Question, QuestionTag, SavedFilter, TopicFollowing
from config.events.bus import handles, record

# One transaction tells so many and leaves the others to the next one.
FANOUT = 1000
P = TypeVar("P", Question, Answer)
# What was held back and comes later is still news; what comes back after long is not.
NEWS_FOR = timedelta(days=7)


@handles(QuestionAsked)
def tell_followers_of_topics(event: QuestionAsked) -> None:
    _tell_of_question(event.question_id, after=0)


@handles(PostRestored)
def tell_of_what_was_held(event: PostRestored) -> None:
    if event.kind == "question":
        _tell_of_question(event.post_id, after=0)
    elif event.kind == "answer":
        _tell_of_answer(event.post_id, after=0)


@handles(AnswerPosted)
def tell_followers_of_author(event: AnswerPosted) -> None:
    _tell_of_answer(event.answer_id, after=0)


@handles(SomeTopicFollowersTold)
def tell_more(event: SomeTopicFollowersTold) -> None:
    tell = _tell_of_question if event.kind == "question" else _tell_of_answer
    tell(event.post_id, after=event.last_person_id)


@handles(MemberErased)
def stop_following_topics(event: MemberErased) -> None:
    """Neither he nor those who followed him hear anything more."""
    TopicFollowing.objects.filter(person=event.user_id).delete()
    TopicFollowing.objects.filter(member=event.user_id).delete()
    SavedFilter.objects.filter(person=event.user_id).delete()


def _tell_of_question(question_id: int, *, after: int) -> None:
    question = _news(Question.objects.select_related("product"), question_id)
    if question is None:
        return
    tags = QuestionTag.objects.filter(content_object=question).values_list("tag", flat=True)
    of_author = TopicFollowing.objects.filter(member=question.author_id)
    of_topics = [TopicFollowing.objects.filter(tag__in=list(tags))]
    if question.product is not None:
        products = [question.product_id, question.product.parent_id]
        of_topics.append(TopicFollowing.objects.filter(product__in=filter(None, products)))
    people = _next(question.author_id, [of_author, *of_topics], after)
    _tell(people, kind="asked-in-topic", post=question, key=f"asked:{question.pk}")


def _tell_of_answer(answer_id: int, *, after: int) -> None:
    answer = _news(Answer.objects.all(), answer_id)
    if answer is None:
        return
    followers = TopicFollowing.objects.filter(member=answer.author_id)
    people = _next(answer.author_id, [followers], after)
    _tell(people, kind="member-answered", post=answer, key=f"answered:{answer.pk}")


def _news(posts: QuerySet[P], pk: int) -> P | None:
    since = timezone.now() - NEWS_FOR
    return posts.filter(pk=pk, hidden_at=None, created_at__gte=since).first()


def _next(author_id: int, sources: Iterable[QuerySet[TopicFollowing]], after: int) -> list[int]:
    """The next people of all `sources`, each once, in the order of their ids."""
    found: set[int] = set()
    for rows in sources:
        others = rows.filter(person__gt=after).exclude(person=author_id).order_by("person")
        found |= set(others.values_list("person_id", flat=True).distinct()[:FANOUT])
    return sorted(found)[:FANOUT]


def _tell(people: list[int], *, kind: str, post: Question | Answer, key: str) -> None:
    notify(user_ids=people, kind=kind, subject_id=post.pk, key=key)
    if len(people) == FANOUT:
        record(SomeTopicFollowersTold(post._meta.model_name or "", post.pk, people[-1]))
