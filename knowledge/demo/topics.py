"""How the people of the demo find their way: tags that say what they mean, what is followed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from accounts.models import User
from community.actions.saved_filters import save_filter
from community.actions.tag_keeping import add_synonym, describe_tag, merge_tags, rename_tag
from community.actions.topics import follow_topic
from community.models import Tag
from community.models.topic_following import Topic
from knowledge.demo.world import Act, World

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
# So late that nobody is told of what was asked long before.
_BEFORE_NOW = timedelta(minutes=1)
_CURATOR = "jana"


def finding_the_way(topics: Rows, *, start: datetime) -> Iterator[Act]:
    """`topics` is what is written about tags and who follows what."""
    todo = {
        "merged": _merge,
        "renamed": _rename,
        "tags": _keep,
        "follows": _follow,
        "lists": _save,
    }
    for kind, do in todo.items():
        for row in topics.get(kind, ()):
            yield Act(start - row.get("since", _BEFORE_NOW), partial(do, row))


def _merge(row: Mapping[str, Any], world: World, _at: datetime) -> None:
    tag = Tag.objects.filter(name=row["name"]).first()
    into = Tag.objects.filter(name=row["into"]).first()
    if tag and into:
        merge_tags(tag=tag, into=into, by=world.people[_CURATOR], reason=row["because"])


def _rename(row: Mapping[str, Any], world: World, _at: datetime) -> None:
    tag = Tag.objects.filter(name=row["name"]).first()
    if tag:
        by = world.people[_CURATOR]
        rename_tag(tag=tag, by=by, name=row["to"], reason=row["because"])


def _keep(row: Mapping[str, Any], world: World, _at: datetime) -> None:
    tag = Tag.objects.filter(name=row["name"]).first()
    if tag is None:
        return
    by = world.people[_CURATOR]
    describe_tag(tag=tag, by=by, description_de=row["de"], description_en=row["en"])
    for name in row["synonyms"]:
        add_synonym(tag=tag, by=by, name=name)


def _follow(row: Mapping[str, Any], world: World, _at: datetime) -> None:
    for topic in _topics(row, world):
        follow_topic(topic=topic, by=world.people[row["person"]])


def _topics(row: Mapping[str, Any], world: World) -> Iterator[Topic]:
    yield from Tag.objects.filter(name__in=row.get("tags", ()))
    yield from (world.products[slug] for slug in row.get("products", ()))
    members: Iterable[User | None] = map(world.people.get, row.get("members", ()))
    yield from filter(None, members)


def _save(row: Mapping[str, Any], world: World, _at: datetime) -> None:
    save_filter(by=world.people[row["person"]], name=row["name"], query=row["query"])
