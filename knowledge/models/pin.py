from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Question
from knowledge.models.article import Article

WORDS_LENGTH = 200


class PinQuerySet(models.QuerySet["Pin"]):
    def for_listing(self) -> "PinQuerySet":
        return self.select_related("article", "question")


class Pin(models.Model):
    """The best answer to what is searched for, as a curator says: it stands first."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    words = models.CharField(max_length=WORDS_LENGTH)
    # The words as the search folds them, in alphabetical order.
    key = models.CharField(max_length=WORDS_LENGTH)
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="pins")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="one_best_answer_per_search"),
            models.CheckConstraint(
                condition=Q(article=None, question__isnull=False)
                | Q(article__isnull=False, question=None),
                name="pin_leads_to_one_thing",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="pin_has_words"),
        ]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="newest_pins")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.document}"

    @property
    def answer(self) -> Article | Question | None:
        """Needs `for_listing`."""
        return self.article or self.question

    @property
    def is_shown(self) -> bool:
        """Do readers still get it?"""
        if self.article:
            return self.article.is_public
        return self.question is not None and self.question.hidden_at is None

    @property
    def document(self) -> str:
        """The key under which the search knows what is pinned."""
        kind = "article" if self.article_id else "question"
        return f"{kind}-{self.article_id or self.question_id}"
