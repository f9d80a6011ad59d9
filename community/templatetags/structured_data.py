"""schema.org data for search engines: https://developers.google.com/search/docs/appearance/structured-data/qapage"""

import json
from collections.abc import Iterable, Iterator

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import Affiliation
from accounts.templatetags.people import described, speaker
from community.markup import plain_text
from community.models import Answer, Question
from community.threads import Thread

register = template.Library()
# What could end the element or the line of a script, as JSON's own escapes (A-XS-11).
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def question_data(question: Question, thread: Thread) -> SafeString:
    """Where the page stands and, once there is an answer, the thread as QAPage."""
    trail = breadcrumbs([*_trail_to(question), (question.title, question.get_absolute_url())])
    page = _question_page(question, thread)
    graph = [page, trail] if page else [trail]
    return json_ld({"@context": "https://schema.org", "@graph": graph})


def _question_page(question: Question, thread: Thread) -> dict | None:
    url = f"{settings.BASE_URL}{question.get_absolute_url()}"
    answers = [_answer(answer, url) for answer in thread.answers]
    if not answers:
        return None
    entity = _post(question, "Question") | {
        "name": question.title,
        "answerCount": question.answer_count,
        "upvoteCount": question.affected_count,
        "url": url,
    }
    found = {answer.pk: told for answer, told in zip(thread.answers, answers, strict=True)}
    if accepted := found.pop(question.accepted_answer_id or 0, None):
        entity["acceptedAnswer"] = accepted
    entity["suggestedAnswer"] = list(found.values())
    return {"@type": "QAPage", "mainEntity": entity}


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict:
    """Where a page stands: names and paths from the outermost inwards.

    https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
    """
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": f"{settings.BASE_URL}{path}",
            }
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def _trail_to(question: Question) -> Iterator[tuple[str, str]]:
    yield str(_("Questions")), reverse("community:question-list")
    product = question.product
    if product and product.parent:
        yield product.parent.name, product.parent.get_absolute_url()
    if product:
        yield product.name, product.get_absolute_url()


def json_ld(data: dict) -> SafeString:
    """A data block; no script runs in it, and nothing in `data` can leave it."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def _post(post, kind: str) -> dict:
    told = {
        "@type": kind,
        "text": plain_text(post.body_html),
        "datePublished": post.created_at.isoformat(),
        "author": author_data(post),
    }
    if post.edited_at:
        told["dateModified"] = post.edited_at.isoformat()
    return told


def author_data(post) -> dict:
    """Who speaks for a company is named with it here as on the page, in words too (L-UW-01)."""
    person: dict = {
        "@type": "Person",
        "name": speaker(post),
        "url": f"{settings.BASE_URL}{post.author.get_absolute_url()}",
    }
    return person | (_mark(post) if post.affiliation else {})


def _mark(post) -> dict:
    """The fields for machines say what is true now, the words also what was."""
    affiliation = post.affiliation
    words = described(post, company=str(settings.COMMUNITY["company"]))
    shown = ("disclosure", "organisation", "role")
    mark: dict = {"description": ", ".join(words[name] for name in shown)}
    organisation = {"@type": "Organization", "name": affiliation.organisation.name}
    if affiliation.is_active and affiliation.kind == Affiliation.Kind.PERK:
        mark["affiliation"] = organisation
    elif affiliation.is_active:
        mark |= {"worksFor": organisation, "jobTitle": affiliation.role_title}
    return mark


def _answer(answer: Answer, thread_url: str) -> dict:
    """An official one in the words that were signed, as on the page."""
    address = f"{thread_url}?answer={answer.pk}#answer-{answer.pk}"
    told = _post(answer, "Answer") | {"upvoteCount": answer.score, "url": address}
    standing = answer.standing  # type: ignore[attr-defined]
    return told | {"text": plain_text(standing.mark.body_html)} if standing.is_official else told
