"""schema.org data for search engines: https://developers.google.com/search/docs/appearance/structured-data/qapage"""

import json

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

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
    """The QAPage data of a thread; empty while there is no answer, as the vocabulary asks."""
    url = f"{settings.BASE_URL}{question.get_absolute_url()}"
    answers = [_answer(answer, url) for answer in thread.answers]
    if not answers:
        return mark_safe("")
    entity = _post(question, "Question") | {
        "name": question.title,
        "answerCount": question.answer_count,
    }
    if thread.solution and not thread.page.newer_url:
        entity["acceptedAnswer"] = answers[0]
        answers = answers[1:]
    entity["suggestedAnswer"] = answers
    page = {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": entity}
    return json_ld(page)


def json_ld(data: dict) -> SafeString:
    """A data block; no script runs in it, and nothing in `data` can leave it."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def _post(post, kind: str) -> dict:
    return {
        "@type": kind,
        "text": plain_text(post.body_html),
        "datePublished": post.created_at.isoformat(),
        "author": _author(post),
    }


def _author(post) -> dict:
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
    place = {"upvoteCount": answer.score, "url": f"{thread_url}#answer-{answer.pk}"}
    return _post(answer, "Answer") | place
