from django.db import models

from community.models.answer import Answer
from community.models.post import Post
from community.models.question import Question


class CommentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CommentQuerySet":
        """A comment is hidden with the answer or the question it stands under."""
        if viewer.is_authenticated and viewer.is_moderator:
            return self
        under = models.Q(answer=None) | models.Q(answer__hidden_at=None)
        return self.filter(under, hidden_at=None, question__hidden_at=None)

    def for_page(self) -> "CommentQuerySet":
        return self.select_related("author", "affiliation__organisation")


class Comment(Post):
    """A short word under a question or, with `answer`, under one of its answers."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="comments")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="comments")

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="one_comment_per_form"),
            models.CheckConstraint(
                condition=models.Q(hidden_at__isnull=False) | models.Q(hidden_as=""),
                name="comment_hidden_as_something",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "answer", "id"], name="comments_in_their_order"),
            models.Index(fields=["author", "-created_at", "-id"], name="comments_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Its place in the thread; the question must be loaded."""
        return f"{self.question.get_absolute_url()}?comment={self.pk}#comment-{self.pk}"
