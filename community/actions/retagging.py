"""Putting a question where it is found."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.posting import CannotPost, affiliation_to_post_under
from community.actions.proposal_ends import end_outdated_proposals
from community.actions.revisions import current_revision, write_revision
from community.actions.tagging import check_new_tags, wear_tags
from community.actions.wording import Wording
from community.events import PostEditedByOther, TagsChanged
from community.models import Question
from community.policies.tags import can_retag
from config.events.bus import record
from config.slugs import tag_slug


@transaction.atomic
def retag_question(
    *, question: Question, by: User, tags: Iterable[str], now: datetime | None = None
) -> Question:
    """Let it wear `tags` and no others. Its text stays; the change is a revision that its author
    is told of and can undo.

    Raises CannotPost where nothing may be written there any more, MustDeclare for who has not said
    for whom he speaks, and CannotTag for a new account that brings too many new tags.
    """
    names = list(tags)
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if not can_retag(by, question):
        raise CannotPost(_("The tags of this question can't be changed any more."))
    affiliation = affiliation_to_post_under(by)
    if set(map(tag_slug, Wording.of(question).tags)) == set(map(tag_slug, names)):
        return question
    check_new_tags(names, by=by)
    current_revision(question)
    wear_tags(question=question, names=names)
    at = now or timezone.now()
    question.version, question.edited_at = question.version + 1, at
    question.save(update_fields=["version", "edited_at"])
    reason = _("Tags")
    revision = write_revision(question, by=by, affiliation=affiliation, reason=reason, at=at)
    end_outdated_proposals(question, at=at)
    if by.pk != question.author_id:
        record(PostEditedByOther(revision.pk), actor=by)
    record(TagsChanged([question.pk]), actor=by)
    return question
