from django.conf import settings
from django.db import models
from django.db.models import Q

from community.models.about import AboutPost, about_one_post


class Mention(AboutPost):
    """Somebody is spoken to by name in a post; he is told once, however often it is edited."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [
            about_one_post("mention_in_one_post"),
            *(
                models.UniqueConstraint(
                    fields=[kind, "person"],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"one_mention_per_{kind}",
                )
                for kind in ("question", "answer", "comment")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
