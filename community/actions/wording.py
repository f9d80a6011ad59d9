"""What an edit can change of a post, taken from it, from a revision, and put back."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self

from community.actions.rendering import as_shown
from community.actions.tagging import wear_tags
from community.markup import TooComplex, render, render_literally
from community.models import Answer, Comment, EditProposal, Question, Revision
from config.slugs import slugify, tag_slug
from config.text import clean_body, clean_line

_AS_TYPED = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


@dataclass(frozen=True)
class Wording:
    """Answers and comments have a body alone."""

    body: str
    title: str = ""
    tags: tuple[str, ...] = ()
    product_id: int | None = None

    @classmethod
    def of(cls, post: Question | Answer | Comment) -> Self:
        """As the post stands now: one query for the tags of a question."""
        if not isinstance(post, Question):
            return cls(post.body)
        names = post.question_tags.order_by("id").values_list("tag__name", flat=True)
        return cls(post.body, post.title, tuple(names), post.product_id)

    @classmethod
    def kept_in(cls, row: Revision | EditProposal) -> Self:
        return cls(row.body, row.title, tuple(row.tags), row.product_id)

    def as_columns(self) -> dict[str, Any]:
        """For a row of `Revision` or `EditProposal`."""
        return {
            "title": self.title,
            "body": self.body,
            "tags": list(self.tags),
            "product_id": self.product_id,
        }

    def canonical(self) -> Self:
        """Line ends are one and the same, whoever calls (A-UN-12)."""
        return replace(
            self, body=clean_body(self.body).rstrip(), title=clean_line(self.title).strip()
        )

    def reads_like(self, other: "Wording") -> bool:
        """Would a reader see no difference? White space alone counts where it changes the page."""
        return self._heading() == other._heading() and _read_alike(self.body, other.body)

    def _heading(self) -> tuple[list[str], set[str], int | None]:
        return self.title.split(), set(map(tag_slug, self.tags)), self.product_id


def put(post: Question | Answer | Comment, wording: Wording) -> None:
    """Save `wording` as the text of `post`, whose row is locked; raises TooComplex.

    A title that moves takes the slug along: the old address redirects.
    """
    rendered = render(wording.body)
    post.body, post.body_html = wording.body, as_shown(post, rendered.html)
    post.renderer_version = rendered.version
    fields = ["body", "body_html", "renderer_version", "version", "edited_at"]
    if isinstance(post, Question):
        post.title, post.slug = wording.title, slugify(wording.title)
        post.product_id = wording.product_id
        fields += ["title", "slug", "product"]
        wear_tags(question=post, names=wording.tags)
    post.save(update_fields=fields)


def _read_alike(body: str, other: str) -> bool:
    if body == other:
        return True
    if body.split() != other.split():
        return False
    return _squeezed(_html(body)) == _squeezed(_html(other))


def _html(body: str) -> str:
    try:
        return render(body).html
    except TooComplex:
        return render_literally(body).html


def _squeezed(html: str) -> list[str]:
    """Outside of code, a reader sees one space however many there are."""
    pieces = _AS_TYPED.split(html)
    return [piece if at % 2 else " ".join(piece.split()) for at, piece in enumerate(pieces)]
