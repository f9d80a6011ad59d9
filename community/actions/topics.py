"""Whose news somebody wants to hear: a tag's, a product's, a member's."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import Tag, TopicFollowing
from community.models.topic_following import Topic, as_columns

# A-DO-15
MOST_FOLLOWED = 10_000


class CannotFollow(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def follow_topic(*, topic: Topic, by: User) -> None:
    """Hear of it from now on; calling twice does no harm.

    Raises CannotFollow for oneself, and for who follows 10,000 topics.
    """
    if topic == by:
        raise CannotFollow(_("You can't follow yourself."))
    if isinstance(topic, Tag):
        topic = _standing(topic)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time: they are counted
    mine = TopicFollowing.objects.of(by)
    if mine.about(topic).exists():
        return
    if mine.count() >= MOST_FOLLOWED:
        raise CannotFollow(_("You follow 10,000 topics. Please stop following some first."))
    TopicFollowing.objects.create(person=by, **as_columns(topic))


def _standing(tag: Tag) -> Tag:
    """Locked, for a merge moves those who follow; where one has just ended, the tag it left."""
    tag = Tag.objects.select_for_update(no_key=True).get(pk=tag.pk)
    return _standing(tag.synonym_of) if tag.synonym_of else tag


@transaction.atomic
def unfollow_topic(*, topic: Topic, by: User) -> None:
    TopicFollowing.objects.of(by).about(topic).delete()
