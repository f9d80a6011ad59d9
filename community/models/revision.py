from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Affiliation
from community.models.about import AboutPost, about_one_post
from community.models.question import TITLE_LENGTH

REASON_LENGTH = 200


class Revision(AboutPost):
    """One state of a post's text, as its editor left it. Only masking changes a row.

    The first one is written when a post is edited (or signed) for the first time.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField()
    tags = models.JSONField(default=list)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Personal data was taken out of it.
    masked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            about_one_post("revision_of_one_post"),
            models.UniqueConstraint(fields=["question", "number"], name="one_question_revision"),
            models.UniqueConstraint(fields=["answer", "number"], name="one_answer_revision"),
            models.UniqueConstraint(fields=["comment", "number"], name="one_comment_revision"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"
