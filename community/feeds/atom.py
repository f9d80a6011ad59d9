"""Atom documents (RFC 4287) of posts; who speaks stands in them in words, as on the pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.text import Truncator

from accounts.templatetags.people import described
from community.markup import plain_text
from community.models import Answer, OfficialMark, Question

EXCERPT = 1_200
# What XML 1.0 lets no document hold, however it is escaped (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Head:
    """What a feed says of itself; both paths are of this site."""

    title: str
    subtitle: str
    page_path: str
    feed_path: str
    language: str


@dataclass(frozen=True)
class Entry:
    """One post or article; `said_by` stands before its text, and names for whom he speaks.

    `key` names it for good, whatever its title and address become.
    """

    key: str
    title: str
    path: str
    html: str
    said_by: str
    published_at: datetime
    updated_at: datetime


def respond(head: Head, entries: Iterable[Entry]) -> HttpResponse:
    """The feed as an answer to a request."""
    feed = Atom1Feed(
        title=xml_text(head.title),
        description="",
        subtitle=xml_text(head.subtitle),
        link=settings.BASE_URL + head.page_path,
        feed_url=settings.BASE_URL + head.feed_path,
        language=head.language,
        author_name=str(settings.COMMUNITY["name"]),
    )
    for entry in entries:
        _add(feed, entry)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


def entry_of(question: Question) -> Entry:
    return _entry(question, question, html=question.body_html, updated_at=question.active_at)


def entry_of_answer(answer: Answer, mark: OfficialMark | None = None) -> Entry:
    """With `mark` the text that was signed, as on the page. The question must be loaded."""
    if mark is not None:
        return _entry(answer, answer.question, html=mark.body_html, updated_at=mark.signed_at)
    updated_at = answer.edited_at or answer.created_at
    return _entry(answer, answer.question, html=answer.body_html, updated_at=updated_at)


def xml_text(text: str) -> str:
    """`text` without what no XML document may hold (A-XS-12)."""
    return _NOT_XML.sub("", text)


def _entry(
    post: Question | Answer, question: Question, *, html: str, updated_at: datetime
) -> Entry:
    with translation.override(question.language):
        words = described(post, company=str(settings.COMMUNITY["company"]))
        path = post.get_absolute_url()
    told = (words["disclosure"], words["organisation"], words["role"])
    mark = ", ".join(word for word in told if word)
    return Entry(
        key=f"{post._meta.model_name}-{post.pk}",
        title=question.title,
        path=path,
        html=html,
        said_by=f"{words['name']} ({mark})" if mark else words["name"],
        published_at=post.created_at,
        updated_at=updated_at,
    )


def _add(feed: Atom1Feed, entry: Entry) -> None:
    text = Truncator(plain_text(entry.html)).chars(EXCERPT)
    summary = format_html("<p><strong>{}:</strong></p><p>{}</p>", entry.said_by, text)
    feed.add_item(
        title=xml_text(entry.title),
        link=settings.BASE_URL + entry.path,
        unique_id=f"{settings.BASE_URL}/#{entry.key}",
        description=xml_text(summary),
        author_name=xml_text(entry.said_by),
        pubdate=entry.published_at,
        updateddate=entry.updated_at,
    )
