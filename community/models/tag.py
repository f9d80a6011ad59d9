from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language
from taggit.models import ItemBase, TagBase

from config.slugs import tag_slug
from config.text import clean_line

MAX_TAG_LENGTH = 35


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer) -> "TagQuerySet":
        """A tag that stands on hidden questions alone is not there."""
        uses = QuestionTag.objects.visible_to(viewer).filter(tag=OuterRef("pk"))
        return self.filter(Exists(uses))

    def named(self, names: Iterable[str]) -> list["Tag"]:
        """The tags of these names, made where they are missing; names that look alike are one."""
        wanted = {tag_slug(name): clean_line(name).casefold() for name in names}
        known = {tag.slug: tag for tag in self.filter(slug__in=wanted)}
        for slug in sorted(wanted.keys() - known.keys()):
            known[slug], _made = self.get_or_create(slug=slug, defaults={"name": wanted[slug]})
        return [known[slug] for slug in wanted]


class Tag(TagBase):
    description_de = models.CharField(max_length=600, blank=True)
    description_en = models.CharField(max_length=600, blank=True)
    # Visible questions that wear it; derived, moved with them.
    question_count = models.PositiveIntegerField(default=0)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"

    def __str__(self) -> str:
        return self.name

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Ours keeps `C++` and `C#` apart and is never empty; it needs no number behind it."""
        return tag_slug(tag)

    def get_absolute_url(self) -> str:
        return reverse("community:tag", args=[self.slug])

    @property
    def description(self) -> str:
        return self.description_de if get_language() == "de" else self.description_en


class TagSynonym(models.Model):
    """Another name of a tag, as after a merge or a rename: who types it gets the tag."""

    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=100)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms")

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class QuestionTagQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "QuestionTagQuerySet":
        if viewer.is_authenticated and viewer.is_moderator:
            return self
        return self.filter(content_object__hidden_at=None)


class QuestionTag(ItemBase):
    """A tag on a question. It repeats when the question was asked, so that the newest of a tag
    come straight from an index."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="uses")
    content_object = models.ForeignKey(
        "community.Question", models.CASCADE, related_name="question_tags"
    )
    asked_at = models.DateTimeField()

    objects = QuestionTagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="one_use_per_tag")
        ]
        indexes = [
            models.Index(fields=["tag", "-asked_at", "-content_object"], name="newest_of_a_tag")
        ]
