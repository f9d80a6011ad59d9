"""Posts that only their authors and the moderators read, with the reason why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Q, QuerySet
from django.http import QueryDict

from accounts.models import User
from community.models import Answer, Comment, Decision, Image, Question
from community.models.post import Post
from community.models.reasons import HeldFor, HiddenFor
from community.policies.holding import held_until
from config.paging import Page, keyset_page

KINDS: dict[str, type[Post]] = {"question": Question, "answer": Answer, "comment": Comment}
# As many of each kind wait on one page; the oldest come first.
WAITING_SHOWN = 20
Act = Decision.Act


@dataclass(frozen=True)
class Withheld:
    """One post, and the newest decision that says why it is hidden or held, if anybody decided."""

    post: Question | Answer | Comment
    kind: str
    decision: Decision | None

    @property
    def question(self) -> Question:
        return self.post if isinstance(self.post, Question) else self.post.question

    @property
    def is_held(self) -> bool:
        return self.post.hidden_as == Post.Hidden.HELD or self.since == self.post.links_held_at

    @property
    def since(self) -> datetime | None:
        return self.post.hidden_at or self.post.links_held_at

    @property
    def until(self) -> datetime | None:
        """When a moderator will have looked at what waits."""
        return held_until(self.since) if self.since else None

    @property
    def reason(self) -> str:
        """For what, in words; empty where no reason was asked for."""
        if self.decision is None:
            return ""
        reasons = HeldFor if self.decision.act == Act.HOLD else HiddenFor
        known = {member.value: str(member.label) for member in reasons}
        return known.get(self.decision.reason, "")


def own_withheld(author: User, kind: str, query: QueryDict) -> Page:
    """Those of `author` himself, the last hidden first; of no other kind than `kind`."""
    rows = _of_kind(kind).filter(author=author, hidden_at__isnull=False)
    page = keyset_page(rows, query, key="hidden_at")
    return Page(_with_reasons(kind, page.items), page.newer_url, page.older_url)


def counts_of_own(author: User) -> dict[str, int]:
    return {
        kind: model._base_manager.filter(author=author, hidden_at__isnull=False).count()
        for kind, model in KINDS.items()
    }


def waiting() -> list[Withheld]:
    """What moderators have to look at, the oldest first."""
    found = chain.from_iterable(_waiting(kind) for kind in KINDS)
    return sorted(found, key=lambda each: (each.since, each.kind, each.post.pk))


def withheld(kind: str, post: Question | Answer | Comment) -> Withheld:
    return _with_reasons(kind, [post])[0]


def showing(image: Image) -> list[Withheld]:
    """The posts that show `image` now, whoever may read them."""
    uses = image.uses.filter(ended_at=None).select_related(  # type: ignore[attr-defined]
        "question", "answer__question", "comment__question"
    )
    posts = [use.post for use in uses.order_by("pk")]
    return [Withheld(post, post._meta.model_name, None) for post in posts]


def _waiting(kind: str) -> Iterable[Withheld]:
    held = Q(hidden_as=Post.Hidden.HELD)
    rows = _of_kind(kind).filter(held | Q(links_held_at__isnull=False, hidden_at=None))
    return _with_reasons(kind, list(rows.order_by("id")[:WAITING_SHOWN]))


def _of_kind(kind: str) -> QuerySet:
    rows: QuerySet = KINDS[kind]._base_manager.all()
    rows = rows.select_related("author", "affiliation__organisation")
    return rows if kind == "question" else rows.select_related("question")


def _with_reasons(kind: str, posts: Sequence) -> list[Withheld]:
    """One query for the decisions of all of them; of each the newest counts."""
    decided = Decision.objects.filter(
        act__in=[Act.HIDE, Act.HOLD], **{f"{kind}__in": [post.pk for post in posts]}
    )
    newest = {getattr(row, f"{kind}_id"): row for row in decided.order_by("id")}
    return [Withheld(post, kind, newest.get(post.pk)) for post in posts]
