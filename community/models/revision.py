from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Affiliation, User
from community.models.about import AboutPost, about, about_one_post
from community.models.answer import Answer
from community.models.comment import Comment
from community.models.post import Post
from community.models.product import Product
from community.models.question import TITLE_LENGTH, Question

REASON_LENGTH = 200


def about_visible_post(viewer) -> models.Q:
    """For rows about posts: those that `viewer` may read."""
    return (
        models.Q(question__in=Question.objects.visible_to(viewer))
        | models.Q(answer__in=Answer.objects.visible_to(viewer))
        | models.Q(comment__in=Comment.objects.visible_to(viewer))
    )


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, viewer) -> "RevisionQuerySet":
        """Those of posts that `viewer` may read."""
        return self.filter(about_visible_post(viewer))

    def with_post(self) -> "RevisionQuerySet":
        """With the post and its thread."""
        return self.select_related("question", "answer__question", "comment__question")

    def of(self, post: Post) -> "RevisionQuerySet":
        return self.filter(**about(post))

    def for_page(self) -> "RevisionQuerySet":
        """With whom the identity line names."""
        return self.select_related("editor", "affiliation__organisation", "product__parent")

    def attach_last_edits(self, posts: Iterable[Post]) -> None:
        """Give every edited post its `last_edit`: one query, none where nothing was edited."""
        edited = [post for post in posts if post.edited_at]
        if not edited:
            return
        stands_now = models.Q()
        for post in edited:
            stands_now |= models.Q(**about(post), number=post.version)
        shown = self.for_page().filter(stands_now).defer("body")
        found = {(row.question_id, row.answer_id, row.comment_id): row for row in shown}
        for post in edited:
            ids = (about(post).get(kind) for kind in ("question", "answer", "comment"))
            key = tuple(each and each.pk for each in ids)
            post.last_edit = found.get(key)  # type: ignore[attr-defined, arg-type]


class Revision(AboutPost):
    """One state of a post's text, as its editor left it. Only masking and erasure
    change a row.

    The first one is written when a post is edited (or signed) for the first time.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField()
    tags = models.JSONField(default=list)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Personal data was taken out of it.
    masked_at = models.DateTimeField(null=True)
    # An identity line stands above a revision as above a post; it was never marked afterwards.
    marked_at = None

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            about_one_post("revision_of_one_post"),
            models.UniqueConstraint(fields=["question", "number"], name="one_question_revision"),
            models.UniqueConstraint(fields=["answer", "number"], name="one_answer_revision"),
            models.UniqueConstraint(fields=["comment", "number"], name="one_comment_revision"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"

    @property
    def author(self) -> User:
        return self.editor
