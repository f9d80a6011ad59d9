from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from knowledge.models.article import Article, audiences_of
from knowledge.models.revision import Revision, Significance


class PublicationQuerySet(models.QuerySet):
    def current(self) -> "PublicationQuerySet":
        return self.filter(until=None)

    def at(self, moment: datetime) -> "PublicationQuerySet":
        """What was public at `moment`."""
        return self.filter(Q(until=None) | Q(until__gt=moment), since__lte=moment)

    def told_to(self, viewer) -> "PublicationQuerySet":
        """What readers are told of as a change: each revision once, without typing errors, and
        nothing of a time when the article was not written for them."""
        before = Publication.objects.filter(article=OuterRef("article"), pk__lt=OuterRef("pk"))
        again = before.filter(revision=OuterRef("revision"))
        matters = ~Q(revision__significance=Significance.TYPO) | Q(is_first=True)
        told = self.annotate(is_first=~Exists(before)).filter(matters, ~Exists(again))
        return told.filter(revision__audience__in=audiences_of(viewer))


class Publication(models.Model):
    """From when to when readers got which revision of an article (TRUST L-AU-04)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="publications")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(until=None), name="one_public_revision"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="published_before_its_end"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
