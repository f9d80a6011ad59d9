from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from accounts.access import public
from community.feeds.atom import Head, entry_of, entry_of_answer, respond
from community.models import Answer, OfficialMark, Product, Question, QuestionTag, Tag
from config.reader_pages import for_readers

ENTRIES = 30


@public
@conditional_page
@for_readers
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest questions; of one language with `?language=de`."""
    language = _language(request)
    questions = Question.objects.all()
    if language:
        questions = questions.filter(language=language)
    with translation.override(language or settings.LANGUAGE_CODE):
        head = _head(request, _("Questions"), reverse("community:question-list"))
    return respond(head, map(entry_of, _newest(questions, request.user)))


@public
@conditional_page
@for_readers
@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.visible_to(request.user), slug=slug)
    uses = QuestionTag.objects.filter(tag=tag).visible_to(request.user)
    newest_uses = uses.order_by("-asked_at", "-content_object")[:ENTRIES]
    ids = list(newest_uses.values_list("content_object", flat=True))
    with translation.override(_language(request) or settings.LANGUAGE_CODE):
        head = _head(request, tag.name, tag.get_absolute_url())
    questions = Question.objects.filter(pk__in=ids)
    return respond(head, map(entry_of, _newest(questions, request.user)))


@public
@conditional_page
@for_readers
@require_safe
def of_product(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(Product, slug=slug)
    with translation.override(_language(request) or settings.LANGUAGE_CODE):
        head = _head(request, product.name, product.get_absolute_url())
    questions = Question.objects.about(product)
    return respond(head, map(entry_of, _newest(questions, request.user)))


@public
@conditional_page
@for_readers
@require_safe
def of_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """The newest answers to one question."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    answers = Answer.objects.visible_to(request.user).filter(question=question).for_page()
    found = list(answers.order_by("-id")[:ENTRIES])
    for answer in found:
        answer.question = question
    with translation.override(question.language):
        head = _head(request, question.title, question.get_absolute_url())
    marks = OfficialMark.objects.by_answer(found)
    return respond(head, [entry_of_answer(answer, marks.get(answer.pk)) for answer in found])


def _newest(questions, viewer) -> Iterable[Question]:
    readable = questions.visible_to(viewer).with_speaker()
    return readable.order_by("-created_at", "-id")[:ENTRIES]


def _head(request: HttpRequest, title: str, page_path: str) -> Head:
    name = settings.COMMUNITY["name"]
    return Head(
        title=f"{title} · {name}",
        subtitle=_("Questions, answers and articles of %(name)s") % {"name": name},
        page_path=page_path,
        feed_path=request.get_full_path(),
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )


def _language(request: HttpRequest) -> str:
    """Asked for in the address alone: a feed is the same for everybody who reads it."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else ""
