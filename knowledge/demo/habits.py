"""What the people of the demo show of themselves, and what they want to hear."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.utils import translation

from accounts.actions.profiles import set_avatar
from accounts.notifications.choosing import Wishes, choose_mail
from accounts.notifications.digesting import build_due_digests
from accounts.notifications.forms import CONSENT
from accounts.notifications.kinds import Channel
from accounts.notifications.models.choice import MORNING
from community.actions.following import follow_question, mute_question
from knowledge.demo.cast import Digest, Look, Person
from knowledge.demo.content import Thread
from knowledge.demo.portraits import portrait
from knowledge.demo.world import Act, World

_AT_ONCE = timedelta(minutes=2)


def habits(
    people: Iterable[Person], *, threads: Mapping[str, Thread], start: datetime
) -> Iterator[Act]:
    for person in people:
        if person.look:
            yield Act(
                start - person.joined + _AT_ONCE, partial(_show_picture, person.key, person.look)
            )
        if person.digest:
            yield Act(start - person.digest.since, partial(_choose_digest, person, person.digest))
        for key in threads.keys() & set(person.follows):
            asked_at = start - threads[key].asked
            yield Act(asked_at + _AT_ONCE, partial(_follow, person, key))
        for key in threads.keys() & set(person.mutes):
            yield Act(start - threads[key].asked / 2, partial(_mute, person, key))
    yield Act(start - _AT_ONCE, _build_digests)


def _show_picture(key: str, look: Look, world: World, _at: datetime) -> None:
    user = world.people[key]
    set_avatar(user=user, picture=portrait(look), by=user)


def _choose_digest(person: Person, digest: Digest, world: World, at: datetime) -> None:
    with translation.override(person.language):
        wishes = Wishes(
            channels=dict.fromkeys(digest.kinds, Channel.DIGEST),
            digest=digest.rhythm,
            digest_hour=MORNING,
            time_zone=settings.TIME_ZONE,
            is_any_hour_fine=False,
            words=str(CONSENT),
        )
    choose_mail(user=world.people[person.key], wishes=wishes, now=at)


def _follow(person: Person, key: str, world: World, _at: datetime) -> None:
    follow_question(question=world.questions[key], by=world.people[person.key])


def _mute(person: Person, key: str, world: World, at: datetime) -> None:
    mute_question(question=world.questions[key], by=world.people[person.key], now=at)


def _build_digests(_world: World, at: datetime) -> None:
    build_due_digests(now=at)
