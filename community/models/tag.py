from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from taggit.models import ItemBase, TagBase

from config.slugs import tag_slug
from config.text import clean_line

MAX_TAG_LENGTH = 35
# What no plain letters can say: see `tag_slug`.
CODED = "x--"


def _begins_with(prefix: str) -> Q:
    """By its letters, or by the plain ones of its address: “ahn” finds “ähnlich” too."""
    typed, plain = prefix.casefold(), tag_slug(prefix)
    if not prefix or plain.startswith(CODED):
        return Q(name__startswith=typed)
    return Q(name__startswith=typed) | Q(slug__startswith=plain)


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer) -> "TagQuerySet":
        """A tag that stands on hidden questions alone is not there."""
        uses = QuestionTag.objects.visible_to(viewer).filter(tag=OuterRef("pk"))
        return self.filter(Exists(uses))

    def alphabetical(self) -> "TagQuerySet":
        return self.order_by("name", "id")

    def by_use(self) -> "TagQuerySet":
        return self.order_by("-question_count", "id")

    def beginning_with(self, prefix: str) -> "TagQuerySet":
        """By its name or a synonym, which then is its `synonym`; without a prefix all of them."""
        named = self.model._base_manager.filter(_begins_with(prefix))
        synonym = named.filter(synonym_of=OuterRef("pk")).order_by("id").values("name")[:1]
        found = self.main().annotate(synonym=Subquery(synonym))
        return found.filter(_begins_with(prefix) | Q(synonym__isnull=False)) if prefix else found

    def main(self) -> "TagQuerySet":
        """Without the names that only lead to another tag."""
        return self.filter(synonym_of=None)

    def standing_for(self, slugs: Iterable[str]) -> dict[str, "Tag"]:
        """Where each known slug leads: to its tag, or to the one that it is a synonym of."""
        found = self.filter(slug__in=slugs).select_related("synonym_of")
        return {tag.slug: tag.synonym_of or tag for tag in found}

    def at(self, slug: str) -> "TagQuerySet":
        """The tag with this address, or with a synonym that has it."""
        return self._leading_from({slug})

    def called(self, name: str) -> "TagQuerySet":
        """The same by what somebody typed, which may be a name or an address."""
        return self._leading_from({name, tag_slug(name)})

    def _leading_from(self, slugs: Iterable[str]) -> "TagQuerySet":
        named = self.model._base_manager.filter(slug__in=slugs)
        return self.filter(
            Q(pk__in=named.filter(synonym_of=None)) | Q(pk__in=named.values("synonym_of"))
        )

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that would be new tags: one query."""
        slugs = {name: tag_slug(name) for name in names}
        known = set(self.filter(slug__in=slugs.values()).values_list("slug", flat=True))
        return [name for name, slug in slugs.items() if slug not in known]

    def by_slug(self, names: Iterable[str]) -> dict[str, "Tag"]:
        """The tag of each name by the name's slug, made where there is none."""
        wanted = {tag_slug(name): clean_line(name).casefold() for name in names}
        known = self.standing_for(wanted)
        for slug in sorted(wanted.keys() - known.keys()):
            tag, _made = self.get_or_create(slug=slug, defaults={"name": wanted[slug]})
            known[slug] = tag.synonym_of or tag
        return {slug: known[slug] for slug in wanted}

    def named(self, names: Iterable[str]) -> list["Tag"]:
        """The tags of these names, made where they are missing; names that look alike are one,
        and a synonym gives the tag that it stands for."""
        return list(dict.fromkeys(self.by_slug(names).values()))


class Tag(TagBase):
    description_de = models.CharField(max_length=600, blank=True)
    description_en = models.CharField(max_length=600, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Visible questions that wear it; derived, moved with them.
    question_count = models.PositiveIntegerField(default=0)
    # A name that was merged or renamed away: who types it, or comes by it, gets the other tag.
    synonym_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="synonyms")

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"
        constraints = [
            models.CheckConstraint(
                condition=Q(synonym_of=None) | (~Q(synonym_of=F("id")) & Q(question_count=0)),
                name="synonym_is_worn_by_no_question",
            )
        ]
        indexes = [models.Index(fields=["-question_count", "-id"], name="most_used_tags")]

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
