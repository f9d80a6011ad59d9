from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Question
from knowledge.models.article import Article
from knowledge.models.searched_words import WORDS_LENGTH

# What was searched for less often says more of one person than of a gap.
SHOWN_FROM = 3


class GapQuerySet(models.QuerySet["Gap"]):
    def waiting(self) -> "GapQuerySet":
        return self.filter(state=Gap.State.WAITING)

    def visible_to(self, viewer) -> "GapQuerySet":
        """Curators only, and never what was hidden meanwhile."""
        if not (viewer.is_authenticated and viewer.is_curator):
            return self.none()
        return self.filter(Q(question=None) | Q(question__hidden_at=None))

    def for_queue(self) -> "GapQuerySet":
        return self.select_related("question", "article")


class Gap(models.Model):
    """What people look for and don't find here, and how often; a curator decides what to do."""

    class Kind(models.TextChoices):
        NO_RESULT = "no-result", _("searched for in vain")
        NO_CLICK = "no-click", _("searched for, but nothing opened")
        UNANSWERED = "unanswered", _("question without an answer")
        DUPLICATES = "duplicates", _("asked again and again")
        DID_NOT_HELP = "did-not-help", _("article that did not help")

    class State(models.TextChoices):
        WAITING = "waiting"
        WRITTEN = "written"
        SYNONYM = "synonym"
        DISMISSED = "dismissed"

    SEARCHES = (Kind.NO_RESULT, Kind.NO_CLICK)

    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # It is about words that were searched for, masked, or a question, or an article.
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    # Searches, people affected, duplicates, or readers whom it did not help.
    count = models.PositiveIntegerField()
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="decided_gap_says_when",
            ),
            models.CheckConstraint(
                condition=(~Q(words="") & Q(question=None, article=None))
                | Q(words="", question__isnull=False, article=None)
                | Q(words="", question=None, article__isnull=False),
                name="gap_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(words="") | Q(count__gte=SHOWN_FROM),
                name="words_of_few_are_no_gap",
            ),
            models.UniqueConstraint(
                fields=["language", "words"],
                condition=~Q(words=""),
                name="one_gap_per_searched_words",
            ),
            models.UniqueConstraint(fields=["kind", "question"], name="one_gap_per_question"),
            models.UniqueConstraint(fields=["kind", "article"], name="one_gap_per_article"),
        ]
        indexes = [models.Index(fields=["state", "-count", "-id"], name="most_wanted_gaps")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"

    @property
    def is_search(self) -> bool:
        return self.kind in self.SEARCHES

    @property
    def title(self) -> str:
        """What it is about, in a line; needs `for_queue`."""
        thing = self.question or self.article
        return thing.title if thing else self.words
