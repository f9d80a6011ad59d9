from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.images.addresses import address_of
from community.images.elsewhere import shown_elsewhere
from community.models.about import AboutPost, about, about_one_post
from community.models.answer import Answer
from community.models.comment import Comment
from community.models.question import Question


class ImageQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ImageQuerySet":
        """Those that a post shows which `viewer` may see, or an app above, and his own; asked at
        each fetch.

        Moderators see what is held and what was edited out: who has read no text with its key
        finds no image.
        """
        if viewer.is_authenticated and viewer.is_moderator:
            return self.filter(removed_at=None)
        now = {"imageuses__ended_at": None}
        shown = Q()
        for post in (Question, Answer, Comment):
            readable = post.objects.visible_to(viewer)
            shown |= Q(Exists(readable.filter(imageuses__image=OuterRef("pk"), **now)))
        merged = Question.objects.read_where_they_went(viewer)
        shown |= Q(Exists(merged.filter(imageuses__image=OuterRef("pk"), **now)))
        for elsewhere in shown_elsewhere(viewer):
            shown |= elsewhere
        mine = Q(owner=viewer.pk) if viewer.is_authenticated else Q()
        return self.filter(shown | mine, removed_at=None)

    def shown_by(self, post: models.Model) -> "ImageQuerySet":
        uses = ImageUse.objects.filter(**about(post), ended_at=None)
        return self.filter(uses__in=uses, removed_at=None)

    def of(self, user) -> "ImageQuerySet":
        return self.filter(owner=user, removed_at=None)


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

    objects = ImageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="images_by_age")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return address_of(self.key)


class ImageUse(AboutPost):
    """A post shows an image; who may see one of its posts may see the image."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="uses")
    # It was edited out; an older revision still shows where it stood.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            about_one_post("image_in_one_post"),
            *(
                models.UniqueConstraint(
                    fields=[kind, "image"],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"one_use_of_an_image_per_{kind}",
                )
                for kind in ("question", "answer", "comment")
            ),
        ]
        indexes = [models.Index(fields=["image"], name="uses_of_an_image")]

    def __str__(self) -> str:
        return f"#{self.pk}"
