from typing import Any

from django.db import models
from django.db.models import Q


class AboutPost(models.Model):
    """A row about one post: a question, an answer or a comment, exactly one of them."""

    question = models.ForeignKey(
        "community.Question", models.CASCADE, null=True, related_name="%(class)ss"
    )
    answer = models.ForeignKey(
        "community.Answer", models.CASCADE, null=True, related_name="%(class)ss"
    )
    comment = models.ForeignKey(
        "community.Comment", models.CASCADE, null=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def post(self) -> Any:
        return self.question or self.answer or self.comment


def about(post: models.Model) -> dict[str, Any]:
    """The field that leads to `post`: `Revision.objects.filter(**about(answer))`."""
    return {post._meta.model_name or "": post}


def about_one_post(name: str) -> models.CheckConstraint:
    """The constraint that a row is about exactly one post."""
    one_of_them = Q()
    for chosen in ("question", "answer", "comment"):
        one_of_them |= Q(
            **{f"{kind}__isnull": kind != chosen for kind in ("question", "answer", "comment")}
        )
    return models.CheckConstraint(condition=one_of_them, name=name)
