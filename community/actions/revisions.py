"""The states of a post's text, one after the other."""

from datetime import datetime

from django.db.models import F

from accounts.models import Affiliation, User
from community.actions.wording import Wording
from community.models import Answer, Comment, EditProposal, Question, Revision
from community.models.about import about


def current_revision(post: Question | Answer | Comment) -> Revision:
    """The text of `post` as it stands; call it with the post's row locked.

    Most posts are never edited and have no revision: then the first one is written here, as the
    author's, from the time at which he wrote it.
    """
    standing = Revision.objects.of(post).filter(number=post.version).first()
    if standing is not None:
        return standing
    return _write(
        post,
        editor_id=post.author_id,
        affiliation_id=post.affiliation_id,
        reason="",
        at=post.edited_at or post.created_at,
    )


def write_revision(
    post: Question | Answer | Comment,
    *,
    by: User,
    affiliation: Affiliation | None,
    reason: str = "",
    at: datetime,
) -> Revision:
    """Keep the text of `post` as it stands now under its version, which was raised before."""
    return _write(
        post,
        editor_id=by.pk,
        affiliation_id=affiliation.pk if affiliation else None,
        reason=reason,
        at=at,
    )


def move_version(post: Question | Answer | Comment) -> None:
    """A rule or a moderator changes the text of `post`, which is locked and saved by the caller.

    Whoever edits the text as it was has to look again; its revision, what was proposed for it
    and what the company has signed are still about this text.
    """
    proposals = EditProposal.objects.of(post).filter(version=post.version)
    proposals.update(version=F("version") + 1)
    revisions = Revision.objects.of(post).filter(number=post.version)
    revisions.update(number=F("number") + 1)
    post.version += 1


def _write(
    post: Question | Answer | Comment,
    *,
    editor_id: int,
    affiliation_id: int | None,
    reason: str,
    at: datetime,
) -> Revision:
    return Revision.objects.create(
        **about(post),
        **Wording.of(post).as_columns(),
        number=post.version,
        editor_id=editor_id,
        affiliation_id=affiliation_id,
        reason=reason,
        created_at=at,
    )
