from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Affiliation
from community.models.product import Product
from community.models.tag import Tag


class ExpertiseQuerySet(models.QuerySet):
    def shown(self) -> "ExpertiseQuerySet":
        """Only of customers with an open account: who joins the company is no longer listed."""
        speaking = Affiliation.objects.open().filter(user=OuterRef("user"))
        people = self.filter(user__is_active=True, user__confirmed_at__isnull=False)
        return people.filter(~Exists(speaking))

    def ranked(self) -> "ExpertiseQuerySet":
        return self.order_by("-solutions", "-useful", "user")

    def for_listing(self) -> "ExpertiseQuerySet":
        return self.select_related("user", "tag", "product")


class Expertise(models.Model):
    """Somebody solved much about a tag or a product lately, with the numbers behind it.

    Derived: made anew every hour by `find_experts`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="expertise")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="experts")
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="experts")
    solutions = models.PositiveIntegerField()
    # How often others found these solutions useful.
    useful = models.PositiveIntegerField()
    last_solution_at = models.DateTimeField()
    found_at = models.DateTimeField(default=timezone.now)

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "tag"], name="expert_once_in_a_tag"),
            models.UniqueConstraint(fields=["user", "product"], name="expert_once_in_a_product"),
            models.CheckConstraint(
                condition=Q(tag=None) ^ Q(product=None), name="expert_in_one_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def topic(self) -> Tag | Product:
        """The tag or the product; it must be loaded."""
        return self.tag or self.product  # type: ignore[return-value]
