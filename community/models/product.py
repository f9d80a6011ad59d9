from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language


class ProductQuerySet(models.QuerySet):
    def in_order(self) -> "ProductQuerySet":
        return self.order_by("position", "id")

    def top_level(self) -> "ProductQuerySet":
        return self.filter(parent=None)

    def under(self, product: "Product") -> "ProductQuerySet":
        """The product itself and what stands below it."""
        return self.filter(Q(pk=product.pk) | Q(parent=product))


class Product(models.Model):
    """What questions are about: a list of two levels, kept by staff."""

    slug = models.SlugField(max_length=60, unique=True)
    name_de = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    description_de = models.CharField(max_length=600, blank=True)
    description_en = models.CharField(max_length=600, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ProductQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("community:product", args=[self.slug])

    @property
    def name(self) -> str:
        return self.name_de if get_language() == "de" else self.name_en

    @property
    def description(self) -> str:
        return self.description_de if get_language() == "de" else self.description_en
