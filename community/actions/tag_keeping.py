"""What the staff does to a tag; each act is kept with who did it, when and why."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.tag_counts import count_visible_uses
from community.events import TagsChanged
from community.models import Expertise, QuestionTag, Tag, TagChange, TopicFollowing
from community.models.tag import MAX_TAG_LENGTH
from config.events.bus import record
from config.slugs import tag_slug
from config.text import clean_line

# One event names so many questions at most.
QUESTIONS_PER_EVENT = 1000


class CannotChangeTag(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def describe_tag(*, tag: Tag, by: User, description_de: str, description_en: str) -> Tag:
    (tag,) = _locked([tag])
    before = _words(tag)
    tag.description_de, tag.description_en = description_de, description_en
    if _words(tag) != before:
        tag.save(update_fields=["description_de", "description_en"])
        _note(tag, TagChange.Act.DESCRIBE, by, before=before, after=_words(tag))
    return tag


@transaction.atomic
def rename_tag(*, tag: Tag, by: User, name: str, reason: str = "") -> Tag:
    """Call it `name` from now on; the old name leads to it. Raises CannotChangeTag where the name
    belongs to another tag: then the two can be merged."""
    name = _clean(name)
    slug = tag_slug(name)
    # First, as whoever uses a new name does: who waits for a name holds no tag yet.
    other, is_new = Tag.objects.get_or_create(slug=slug, defaults={"name": name})
    if other.pk == tag.pk:
        return _respell(tag, name, by, reason)
    tag, other = _locked([tag, other], also_synonyms=True)
    _refuse_synonym(tag)
    if not is_new and other.synonym_of_id != tag.pk:
        raise CannotChangeTag(_taken(other))
    before = tag.name
    _swap_names(tag, other)
    Tag.objects.filter(pk=tag.pk).update(name=name)
    Tag.objects.filter(pk=other.pk).update(synonym_of=tag)
    tag.refresh_from_db()
    _note(tag, TagChange.Act.RENAME, by, before=before, after=name, reason=reason)
    _announce(_questions_of(tag), by)
    return tag


@transaction.atomic
def merge_tags(*, tag: Tag, into: Tag, by: User, reason: str = "") -> Tag:
    """Let every question wear `into` instead of `tag`, whose name leads there from now on.

    Followers go along. Merging twice does no harm. Raises CannotChangeTag for a tag and itself.
    """
    if tag.pk == into.pk:
        raise CannotChangeTag(_("A tag can't be merged into itself."))
    tag, into = _locked([tag, into], also_synonyms=True)
    if tag.synonym_of_id == into.pk:
        return into
    _refuse_synonym(tag)
    _refuse_synonym(into)
    moved = _questions_of(tag)
    _move_uses(tag, into)
    _move_followers(tag, into)
    Expertise.objects.filter(tag=tag).delete()  # found anew every hour
    tag.synonyms.update(synonym_of=into)
    Tag.objects.filter(pk=tag.pk).update(synonym_of=into, question_count=0)
    count_visible_uses(into)
    _note(into, TagChange.Act.MERGE, by, before=tag.name, after=into.name, reason=reason)
    _announce(moved, by)
    return into


@transaction.atomic
def add_synonym(*, tag: Tag, by: User, name: str) -> Tag:
    """Who types `name` gets `tag`. Raises CannotChangeTag where it is another tag already."""
    name = _clean(name)
    synonym, is_new = Tag.objects.get_or_create(slug=tag_slug(name), defaults={"name": name})
    tag, synonym = _locked([tag, synonym], also_synonyms=True)
    _refuse_synonym(tag)
    if synonym.synonym_of_id == tag.pk:
        return synonym
    if not is_new:
        raise CannotChangeTag(_taken(synonym))
    Tag.objects.filter(pk=synonym.pk).update(synonym_of=tag)
    _note(tag, TagChange.Act.ADD_SYNONYM, by, after=name)
    return synonym


@transaction.atomic
def remove_synonym(*, synonym: Tag, by: User) -> None:
    """The name is free again; what was merged stays where it is."""
    (synonym,) = _locked([synonym], also_synonyms=True)
    tag = synonym.synonym_of
    if tag is None:
        return
    Tag.objects.filter(pk=synonym.pk).update(synonym_of=None)
    _note(tag, TagChange.Act.REMOVE_SYNONYM, by, before=synonym.name)


def _locked(tags: Sequence[Tag], *, also_synonyms: bool = False) -> list[Tag]:
    """As they are now, in the order given; locked in the order of their ids."""
    ids = [tag.pk for tag in tags]
    rows = Tag.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    found = {tag.pk: tag for tag in rows}
    locked = [found[pk] for pk in ids]
    if not also_synonyms:
        for tag in locked:
            _refuse_synonym(tag)
    return locked


def _refuse_synonym(tag: Tag) -> None:
    if tag.synonym_of_id:
        raise CannotChangeTag(
            _("“%(name)s” leads to another tag since somebody changed it.") % {"name": tag.name}
        )


def _taken(other: Tag) -> str:
    if other.synonym_of_id:
        return _("“%(name)s” is a synonym of another tag.") % {"name": other.name}
    return _("“%(name)s” is a tag already. You can merge the two.") % {"name": other.name}


def _clean(name: str) -> str:
    name = clean_line(name).casefold()
    if not name or "," in name or len(name) > MAX_TAG_LENGTH:
        raise CannotChangeTag(_("A tag has 1 to 35 characters and no comma."))
    return name


def _respell(tag: Tag, name: str, by: User, reason: str) -> Tag:
    """Other letters that make the same address: “aehnlich” and “ähnlich” are one name."""
    (tag,) = _locked([tag])
    if tag.name != name:
        before, tag.name = tag.name, name
        tag.save(update_fields=["name"])
        _note(tag, TagChange.Act.RENAME, by, before=before, after=name, reason=reason)
        _announce(_questions_of(tag), by)
    return tag


def _swap_names(tag: Tag, other: Tag) -> None:
    """By way of a name that nobody can type: names and addresses are unique at any moment."""
    Tag.objects.filter(pk=other.pk).update(name=f"\n{other.pk}", slug=f"x--swap-{other.pk}")
    Tag.objects.filter(pk=tag.pk).update(name=other.name, slug=other.slug)
    Tag.objects.filter(pk=other.pk).update(name=tag.name, slug=tag.slug)


def _move_uses(tag: Tag, into: Tag) -> None:
    uses = QuestionTag.objects.filter(tag=tag)
    wearing_both = QuestionTag.objects.filter(tag=into).values("content_object")
    uses.filter(content_object__in=wearing_both).delete()
    uses.update(tag=into)


def _move_followers(tag: Tag, into: Tag) -> None:
    rows = TopicFollowing.objects.filter(tag=tag)
    following_both = TopicFollowing.objects.filter(tag=into).values("person")
    rows.filter(person__in=following_both).delete()
    rows.update(tag=into)


def _questions_of(tag: Tag) -> list[int]:
    uses = QuestionTag.objects.filter(tag=tag).order_by("content_object")
    return list(uses.values_list("content_object", flat=True))


def _announce(question_ids: Sequence[int], by: User) -> None:
    for start in range(0, len(question_ids), QUESTIONS_PER_EVENT):
        record(TagsChanged(list(question_ids[start : start + QUESTIONS_PER_EVENT])), actor=by)


def _words(tag: Tag) -> str:
    return f"de: {tag.description_de}\nen: {tag.description_en}"


def _note(tag: Tag, act: str, by: User, *, before="", after="", reason="") -> None:
    TagChange.objects.create(tag=tag, act=act, by=by, before=before, after=after, reason=reason)
