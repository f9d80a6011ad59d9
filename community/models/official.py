from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Affiliation
from community.models.answer import Answer
from community.models.product import Product
from community.models.question import Question
from community.models.revision import Revision

# So many of one thread are looked at.
MOST_IN_A_THREAD = 200


class OfficialMarkQuerySet(models.QuerySet):
    def open(self) -> "OfficialMarkQuerySet":
        """Neither ended nor declined; its last day may be over."""
        return self.filter(ended_at=None, declined_at=None)

    def in_force(self, today: date | None = None) -> "OfficialMarkQuerySet":
        """What the company stands behind today."""
        today = today or timezone.localdate()
        return self.open().filter(Q(valid_until=None) | Q(valid_until__gte=today))

    def by_answer(self, answers: Iterable[Answer]) -> "dict[int, OfficialMark]":
        """The mark in force of each of `answers` that has one, by the answer's id: one query."""
        marks = self.in_force().filter(answer__in=answers)
        return {mark.answer_id: mark for mark in marks}

    def of_thread(self, question: Question | int) -> "OfficialMarkQuerySet":
        """The newest of each answer and those before it, with what the page says of them."""
        told = self.filter(answer__question=question).defer("revision__body")
        told = told.select_related("affiliation__organisation", "valid_product", "revision")
        return told.order_by("-id")[:MOST_IN_A_THREAD]


class OfficialMark(models.Model):
    """The company stands behind one revision of an answer: who signed it, for what, how long."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="official_marks")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    # The signed text as it is shown, also after the answer was edited.
    body_html = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # For whom the signer spoke: name, organisation and role are shown from it.
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    valid_product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    valid_version = models.CharField(max_length=60, blank=True)
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_because = models.CharField(max_length=200, blank=True)
    # The customer whose text it is does not want to be quoted by the company.
    declined_at = models.DateTimeField(null=True)

    objects = OfficialMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(ended_at=None, declined_at=None),
                name="one_official_mark_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and self.declined_at is None

    @property
    def is_in_force(self) -> bool:
        in_time = self.valid_until is None or self.valid_until >= timezone.localdate()
        return self.is_open and in_time

    @property
    def official_until(self) -> date | None:
        """Its last day, once that is over."""
        if self.is_in_force:
            return None
        return timezone.localdate(self.ended_at) if self.ended_at else self.valid_until
