from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliation, User

# Of an author; the page of a thread names some hundred.
_SHOWN_OF_AUTHORS = {"id", "display_name", "erased_at", "points", "avatar"}
_authors_fields = {field.name for field in User._meta.concrete_fields}
# What no page of a thread shows of its posts.
NOT_SHOWN = [
    *("body", "renderer_version", "submission"),
    *(f"author__{name}" for name in sorted(_authors_fields - _SHOWN_OF_AUTHORS)),
]


class Post(models.Model):
    """What a question, an answer and a comment have in common."""

    class Hidden(models.TextChoices):
        """Why nobody but moderators sees a post; blank where it went with its author."""

        BY_MODERATOR = "moderator", _("Hidden by a moderator")
        BY_AUTHOR = "author", _("Deleted by its author")
        MERGED = "merged", _("Merged into another question")
        HELD = "held", _("Waits for a moderator")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    # What was true when it was written: a reference, fixed for good.
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    # Set where the affiliation was found out later and the post marked afterwards.
    marked_at = models.DateTimeField(null=True)
    body = models.TextField()
    body_html = models.TextField()
    renderer_version = models.PositiveSmallIntegerField()
    submission = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Moves with every change of the text; an edit of an older one is refused (C-07).
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_as = models.CharField(max_length=10, choices=Hidden, blank=True)
    # Since when its links stand as plain text, until a moderator has looked at them.
    links_held_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None
