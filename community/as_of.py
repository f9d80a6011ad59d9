"""What a post said at a moment that has passed, and who spoke there for whom (TRUST L-AU-04)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.as_of import affiliation_as_of, corrected_since
from accounts.models import Affiliation, AffiliationChange, User
from community.actions.rendering import html_of
from community.models import Answer, Decision, OfficialMark, Question, Revision
from community.models.about import about

Act = Decision.Act


@dataclass(frozen=True)
class PostThen:
    """It has what an identity line asks of a post."""

    post: Question | Answer
    title: str
    body: str
    html: str
    # Of the text; a post that was never edited has only one.
    version: int
    affiliation: Affiliation | None
    marked_at: datetime | None
    corrections: list[AffiliationChange]
    is_hidden: bool
    official: OfficialMark | None

    @property
    def author(self) -> User:
        return self.post.author


def post_as_of(post: Question | Answer, moment: datetime) -> PostThen | None:
    """None before it was written. Personal data that was masked since stays masked."""
    if moment < post.created_at:
        return None
    said = _said(post, moment)
    marked_later = post.marked_at is not None and moment < post.marked_at
    spoke = None if marked_later else post.affiliation
    return PostThen(
        post=post,
        title=getattr(said, "title", ""),
        body=said.body,
        html=post.body_html if said is post else html_of(post, said.body),
        version=said.version if isinstance(said, Question | Answer) else said.number,
        affiliation=affiliation_as_of(spoke, moment) if spoke else None,
        marked_at=None if marked_later else post.marked_at,
        corrections=corrected_since(spoke, moment) if spoke else [],
        is_hidden=_was_hidden(post, moment),
        official=_official(post, moment),
    )


def _said(post: Question | Answer, moment: datetime) -> Question | Answer | Revision:
    """The post itself where it says the same today."""
    revisions = Revision.objects.of(post).order_by("-number")
    standing = revisions.filter(created_at__lte=moment).first() or revisions.last()
    return post if standing is None or standing.number == post.version else standing


def _was_hidden(post: Question | Answer, moment: datetime) -> bool:
    """What was decided next tells what was true before; else what is true now."""
    decided = Decision.objects.filter(**about(post), at__gt=moment)
    following = decided.filter(act__in=[Act.HIDE, Act.RESTORE]).order_by("at", "id").first()
    if following is not None:
        return following.act == Act.RESTORE
    return post.hidden_at is not None and post.hidden_at <= moment


def _official(post: Question | Answer, moment: datetime) -> OfficialMark | None:
    """What the company stood behind: a text signed before, not ended and in its time."""
    if not isinstance(post, Answer):
        return None
    still = Q(ended_at=None) | Q(ended_at__gt=moment)
    kept = Q(declined_at=None) | Q(declined_at__gt=moment)
    in_time = Q(valid_until=None) | Q(valid_until__gte=moment.date())
    marks = post.official_marks.filter(still, kept, in_time, signed_at__lte=moment)
    return marks.select_related("affiliation__organisation").order_by("-signed_at").first()
