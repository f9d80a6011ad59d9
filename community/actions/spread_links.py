"""A link that many new accounts lead readers to at once (A-VO-11)."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from community.markup.unlinking import tags_of_foreign_links
from community.models import Answer, Comment, Question
from community.policies.holding import EARNED, is_newcomer

# So many others make the next one wait.
SPREADERS = 3
SPREAD_WITHIN = timedelta(days=1)
# Of each kind so many of the newest posts are looked through, however many a day brings.
LOOKED_THROUGH = 2_000


def spreads_a_link(*, by: User, html: str, at: datetime) -> bool:
    """Does a newcomer's rendered text hold a link that SPREADERS other newcomers just posted?

    Whoever answers for his words stands for nothing here: staff, who speaks for an organisation,
    and who was found useful may name one place as often as they like.
    """
    tags = tags_of_foreign_links(html)
    if not tags or not is_newcomer(by, at):
        return False
    return any(len(_others_who_posted(tag, by, at)) >= SPREADERS for tag in tags)


def _others_who_posted(tag: str, by: User, at: datetime) -> set[int]:
    found: set[int] = set()
    for model in (Question, Answer, Comment):
        newest: QuerySet = model._base_manager.order_by("-id").values("pk")[:LOOKED_THROUGH]
        posts = model._base_manager.filter(
            pk__in=newest,
            created_at__gt=at - SPREAD_WITHIN,
            body_html__contains=tag,
            affiliation=None,
            author__points__lt=EARNED,
            author__roles="",
        )
        found |= set(posts.exclude(author=by).values_list("author", flat=True))
    return found
