from django.conf import settings
from django.db import models
from django.utils import timezone

from community.models.about import AboutPost, about_one_post


class Image(models.Model):
    """A picture of a post, made anew from what was uploaded; `key` names its address and file."""

    key = models.CharField(max_length=40, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="images")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=20)
    created_at = models.DateTimeField(default=timezone.now)
    # Covered, masked or removed: the file is gone, the address answers as if it never was.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="images_by_age")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ImageUse(AboutPost):
    """A post shows an image; who may see one of its posts may see the image."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="uses")

    class Meta:
        constraints = [about_one_post("image_in_one_post")]
        indexes = [models.Index(fields=["image"], name="uses_of_an_image")]

    def __str__(self) -> str:
        return f"#{self.pk}"
