from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from community.models.product import Product
from community.models.tag import Tag


class TopicFollowing(models.Model):
    """Somebody wants to hear of new questions of a tag or product, or of what a member writes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="topics")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="followers")
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="followers")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="followers"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "tag"], name="follows_tag_once"),
            models.UniqueConstraint(fields=["person", "product"], name="follows_product_once"),
            models.UniqueConstraint(fields=["person", "member"], name="follows_member_once"),
            models.CheckConstraint(
                condition=Q(tag__isnull=False, product=None, member=None)
                | Q(tag=None, product__isnull=False, member=None)
                | Q(tag=None, product=None, member__isnull=False),
                name="follows_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(member=None) | ~Q(member=F("person")), name="follows_not_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
