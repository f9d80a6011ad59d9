"""What a report is about, by the address that was reported."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

from accounts.models import User
from community.models import Answer, Comment, Image, Question
from community.moderation.models import Report
from community.withheld import Withheld

Kind = Report.Kind
_PLACE = re.compile(r"(answer|comment)-(\d{1,18})")
# Two slashes, or a slash and a backslash, would lead to another site.
_OWN_PATH = re.compile(r"/(?![/\\])")
# By the names of what addresses hold, whatever page they lead to: what stands behind some of them,
# only a floor above knows.
_NAMED: dict[str, Report.Kind] = {
    "answer_id": Kind.ANSWER,
    "question_id": Kind.QUESTION,
    "user_id": Kind.MEMBER,
    "article_id": Kind.ARTICLE,
    "image_id": Kind.IMAGE,
}
_DOCUMENT = re.compile(r"(question|article)-(\d{1,18})")

Post = Question | Answer | Comment
_POSTS: dict[Report.Kind, Any] = {
    Kind.QUESTION: Question,
    Kind.ANSWER: Answer,
    Kind.COMMENT: Comment,
}
IMAGE = "image"


@dataclass(frozen=True)
class Target:
    """`object_id` is that of the address: nobody says here whether there is such a thing."""

    kind: Report.Kind
    object_id: int | None


def cleaned_path(address: str) -> str:
    """The path of an address of this site, with its place on the page; "" for another site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    own_host = urlsplit(settings.BASE_URL).netloc
    if (parts.scheme or parts.netloc) and parts.netloc != own_host:
        return ""
    if not _OWN_PATH.match(parts.path):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    place = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.path}{query}{place}"


# No row has a number beyond it.
LARGEST = 2**63 - 1


def target_of(path: str) -> Target:
    """What `path` leads to: an answer or a comment by its place, else what the page is about, be
    it the page of its history, its feed or its picture."""
    place = _PLACE.fullmatch(urlsplit(path).fragment)
    if place:
        return _known(Kind(place[1]), int(place[2]))
    address = unquote(urlsplit(path).path)
    try:
        with translation.override(get_language_from_path(address) or translation.get_language()):
            found = resolve(address)
    except Resolver404:
        return Target(Kind.PAGE, None)
    if found.view_name == IMAGE:
        return Target(Kind.IMAGE, _image_of(str(found.kwargs.get("key", ""))))
    return _named(found.kwargs)


def _named(parts: Mapping[str, Any]) -> Target:
    """What the parts of an address name."""
    if parts.get("kind") in _POSTS:
        return _known(Kind(parts["kind"]), parts.get("post_id"))
    document = _DOCUMENT.fullmatch(str(parts.get("document", "")))
    if document:
        return _known(Kind(document[1]), int(document[2]))
    for name, kind in _NAMED.items():
        if name in parts:
            return _known(kind, parts[name])
    return Target(Kind.PAGE, None)


def _known(kind: Kind, number: object) -> Target:
    if isinstance(number, int) and number <= LARGEST:
        return Target(kind, number)
    return Target(Kind.PAGE, None)


def readable_at(path: str, *, viewer) -> Withheld | None:
    """The post that `path` leads to, if `viewer` may read it; at most one query."""
    target = target_of(path)
    model = _POSTS.get(target.kind)
    if model is None:
        return None
    rows = _with_speaker(model.objects.visible_to(viewer))
    post = rows.filter(pk=target.object_id).first()
    return Withheld(post, target.kind, None) if post else None


def reported_post(report: Report) -> Post | None:
    """The post that can be hidden, whoever may see it; None for anything else, or none."""
    model = _POSTS.get(Kind(report.kind))
    if model is None or report.object_id is None:
        return None
    return _with_speaker(model._base_manager.all()).filter(pk=report.object_id).first()


def _with_speaker(posts: QuerySet) -> QuerySet:
    rows = posts.select_related("author", "affiliation__organisation")
    return rows if posts.model is Question else rows.select_related("question")


def titles_of(reports: Iterable[Report]) -> list[str]:
    """The titles that reported posts stand under, "" for anything else: a query for each kind."""
    titles = {kind: _titles(kind, reports) for kind in _POSTS}
    return [titles.get(Kind(row.kind), {}).get(row.object_id, "") for row in reports]


def _titles(kind: Report.Kind, reports: Iterable[Report]) -> dict[int | None, str]:
    ids = {row.object_id for row in reports if row.kind == kind}
    rows = _POSTS[kind]._base_manager.filter(pk__in=ids - {None})
    return dict(rows.values_list("pk", "title" if kind == Kind.QUESTION else "question__title"))


def author_of(report: Report) -> User | None:
    """Whose content it is, as far as this floor knows."""
    number = report.object_id or 0
    if report.kind == Kind.MEMBER:
        return User.objects.filter(pk=number).first()
    if report.kind == Kind.IMAGE:
        return _owner_of(number)
    post = reported_post(report)
    return post.author if post else None


def reported_image(report: Report) -> Image | None:
    """The image that can be removed; None for anything else, or one that is gone."""
    if report.kind != Kind.IMAGE:
        return None
    return Image.objects.filter(pk=report.object_id or 0, removed_at=None).first()


def _image_of(key: str) -> int | None:
    return Image.objects.filter(key=key).values_list("pk", flat=True).first()


def _owner_of(image_id: int) -> User | None:
    image = Image.objects.select_related("owner").filter(pk=image_id).first()
    return image.owner if image else None
