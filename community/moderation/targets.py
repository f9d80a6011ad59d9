"""What a report is about, by the address that was reported."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

from accounts.models import User
from community.models import Answer, Comment, Image, Question
from community.moderation.models import Report

Kind = Report.Kind
_PLACE = re.compile(r"(answer|comment)-(\d{1,18})")
# Two slashes, or a slash and a backslash, would lead to another site.
_OWN_PATH = re.compile(r"/(?![/\\])")
# By the names of the addresses: what stands behind some of them, only a floor above knows.
_PAGES: dict[str, tuple[Report.Kind, str]] = {
    "community:question": (Kind.QUESTION, "question_id"),
    "community:question-short": (Kind.QUESTION, "question_id"),
    "accounts:profile": (Kind.MEMBER, "user_id"),
    "knowledge:article": (Kind.ARTICLE, "article_id"),
    "community:image": (Kind.IMAGE, "image_id"),
}

IMAGE = "image"


@dataclass(frozen=True)
class Target:
    """`object_id` is that of the address: nobody says here whether there is such a thing."""

    kind: Report.Kind
    object_id: int | None


def cleaned_path(address: str) -> str:
    """The path of an address of this site, with its place on the page; "" for another site."""
    parts = urlsplit(address.strip())
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
    """What `path` leads to: an answer or a comment by its place, else the page."""
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
    kind, name = _PAGES.get(found.view_name, (Kind.PAGE, ""))
    return _known(kind, found.kwargs.get(name))


def _known(kind: Kind, number: object) -> Target:
    if isinstance(number, int) and number <= LARGEST:
        return Target(kind, number)
    return Target(Kind.PAGE, None)


def reported_post(report: Report) -> Question | Answer | Comment | None:
    """The post that can be hidden, whoever may see it; None for anything else, or none."""
    model = {Kind.QUESTION: Question, Kind.ANSWER: Answer, Kind.COMMENT: Comment}.get(
        Kind(report.kind)
    )
    if model is None or report.object_id is None:
        return None
    rows: QuerySet = model._base_manager.select_related("author", "affiliation__organisation")
    if model is not Question:
        rows = rows.select_related("question")
    return rows.filter(pk=report.object_id).first()


def author_of(report: Report) -> User | None:
    """Whose content it is, as far as this floor knows."""
    number = report.object_id or 0
    if report.kind == Kind.MEMBER:
        return User.objects.filter(pk=number).first()
    if report.kind == Kind.IMAGE:
        return _owner_of(number)
    post = reported_post(report)
    return post.author if post else None


def _image_of(key: str) -> int | None:
    return Image.objects.filter(key=key).values_list("pk", flat=True).first()


def _owner_of(image_id: int) -> User | None:
    image = Image.objects.select_related("owner").filter(pk=image_id).first()
    return image.owner if image else None
