from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Affiliation, User
from community.models.about import AboutPost, about, about_one_post
from community.models.post import Post
from community.models.product import Product
from community.models.question import TITLE_LENGTH
from community.models.revision import REASON_LENGTH, about_visible_post

# After so long the community's queue may decide instead of an author who does not.
AUTHOR_DECIDES_FOR = timedelta(days=3)


class EditProposalQuerySet(models.QuerySet["EditProposal"]):
    def of(self, post: Post) -> "EditProposalQuerySet":
        return self.filter(**about(post))

    def open(self) -> "EditProposalQuerySet":
        return self.filter(state=EditProposal.State.OPEN)

    def visible_to(self, viewer) -> "EditProposalQuerySet":
        """Those for posts that `viewer` may read."""
        return self.filter(about_visible_post(viewer))

    def written_by(self, author) -> "EditProposalQuerySet":
        """Those for posts of `author`."""
        return self.filter(
            Q(question__author=author) | Q(answer__author=author) | Q(comment__author=author)
        )

    def showing(self, image) -> "EditProposalQuerySet":
        """Those of its owner that name `image`."""
        return self.filter(proposed_by=image.owner_id, body__contains=image.get_absolute_url())

    def for_the_queue(self, now: datetime) -> "EditProposalQuerySet":
        """Open ones that waited long enough, or whose authors never answer; of posts that others
        may edit at all."""
        customers = Q(question__affiliation=None, answer__affiliation=None)
        away = Q()
        for author in ("question__author", "answer__author", "comment__author"):
            away |= Q(**{f"{author}__is_active": False}) | Q(
                **{f"{author}__isnull": False, f"{author}__email": None}
            )
        waiting = Q(created_at__lte=now - AUTHOR_DECIDES_FOR) | away
        return self.open().filter(customers, waiting, comment__affiliation=None)

    def for_listing(self) -> "EditProposalQuerySet":
        """With the posts, their threads and whom the identity line names."""
        return self.select_related(
            "proposed_by",
            "affiliation__organisation",
            "question__author",
            "answer__author",
            "answer__question",
            "comment__author",
            "comment__question",
        )


class EditProposal(AboutPost):
    """Somebody's better wording of a post that is not his own; its author decides."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        OUTDATED = "outdated"

    # The version of the post that was in front of who proposes.
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField()
    tags = models.JSONField(default=list)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    submission = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # An identity line stands above a proposal as above a post; it was never marked afterwards.
    marked_at = None

    objects = EditProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            about_one_post("edit_proposal_for_one_post"),
            models.UniqueConstraint(
                fields=["proposed_by", "submission"], name="one_edit_proposal_per_form"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="edit_proposal_decided_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="edit_proposals_by_state")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def author(self) -> User:
        """Who proposes, for the identity line; whose post it is says `post.author`."""
        return self.proposed_by

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
