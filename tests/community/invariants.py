"""What is true of every community at any moment, whatever its people have done before."""

from collections.abc import Iterator
from itertools import pairwise

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.test import Client

from accounts.models import ReputationEntry
from community.models import Answer, Comment, OfficialMark, Question, QuestionTag
from config.recount import registered
from knowledge.models import Article, ArticleSource

NOBODY = AnonymousUser()
POSTS = (Question, Answer, Comment)
# What an upheld report cost stays: it is why the post is hidden.
STAYS = {"report-upheld", "not-useful"}


def broken() -> Iterator[str]:
    """One sentence for everything that is not as it has to be."""
    for rule in RULES:
        for found in rule():
            yield f"{rule.__name__.replace('_', ' ')}: {found}"


def each_counter_is_its_recount() -> Iterator[object]:
    """Roles are granted before it begins, by the builders of the tests."""
    for recount in registered():
        if recount.field != "roles":
            yield from recount.differences()


def a_solution_stands_visibly_in_its_question() -> Iterator[object]:
    for name in ("accepted_answer", "confirmed_answer"):
        told = Question.objects.filter(merged_into=None).exclude(**{name: None})
        there = Q(**{f"{name}__question": F("pk"), f"{name}__hidden_at": None})
        yield from told.exclude(there)


def nothing_is_confirmed_that_is_still_open() -> Iterator[object]:
    yield from Question.objects.exclude(confirmed_answer=None).exclude(still_open_at=None)


def the_company_stands_behind_nothing_hidden() -> Iterator[object]:
    yield from OfficialMark.objects.open().exclude(answer__hidden_at=None)


def an_answer_has_one_official_mark_at_most() -> Iterator[object]:
    answers = list(OfficialMark.objects.open().values_list("answer", flat=True))
    yield from {pk for pk in answers if answers.count(pk) > 1}


def merged_questions_lead_to_one_that_stands() -> Iterator[object]:
    for question in Question.objects.exclude(merged_into=None).select_related("merged_into"):
        if question.merged_into.merged_into_id or question.hidden_as not in {"merged", "moderator"}:
            yield question
        if question.answers.exists():
            yield f"{question} kept its answers"


def only_merged_questions_are_hidden_as_merged() -> Iterator[object]:
    yield from Question.objects.filter(hidden_as="merged", merged_into=None)


def a_duplicate_leads_to_one_that_stands() -> Iterator[object]:
    told = Question.objects.exclude(duplicate_of=None)
    yield from told.exclude(duplicate_of__merged_into=None)
    for question in told.filter(merged_into=None).select_related("duplicate_of"):
        if question.duplicate_of.duplicate_of_id == question.pk:
            yield question


def no_question_wears_a_synonym() -> Iterator[object]:
    yield from QuestionTag.objects.exclude(tag__synonym_of=None)


def nobody_earns_from_himself() -> Iterator[object]:
    """By what the lines of a key add up to."""
    sums = ReputationEntry.objects.filter(caused_by=F("user")).values("key")
    yield from sums.annotate(sum=Sum("points")).exclude(sum=0).order_by()


def hidden_posts_earn_nothing() -> Iterator[object]:
    gone = Question.objects.exclude(hidden_at=None).exclude(hidden_as="merged")
    answers = Answer.objects.filter(~Q(hidden_at=None) | Q(question__in=gone))
    of_hidden = Q(subject="question", subject_id__in=gone.values("pk"))
    of_hidden |= Q(subject="answer", subject_id__in=answers.values("pk"))
    lines = ReputationEntry.objects.filter(of_hidden).exclude(reason__in=STAYS)
    yield from lines.values("key").annotate(sum=Sum("points")).exclude(sum=0).order_by()


def a_key_is_worth_something_or_nothing() -> Iterator[object]:
    for key in set(ReputationEntry.objects.values_list("key", flat=True)):
        lines = ReputationEntry.objects.filter(key=key).order_by("number")
        points = list(lines.values_list("points", flat=True))
        if any(one * other >= 0 for one, other in pairwise(points)):
            yield key, points


def published_articles_stand_on_what_is_visible() -> Iterator[object]:
    """Others wait for a curator (TRUST A-AZ-09)."""
    hidden = ~Q(answer__hidden_at=None) | ~Q(question__hidden_at=None)
    sources = ArticleSource.objects.filter(hidden, article=OuterRef("pk"))
    yield from Article.objects.filter(Exists(sources), state=Article.State.PUBLISHED)


def an_article_names_the_thread_where_its_answer_is() -> Iterator[object]:
    yield from ArticleSource.objects.exclude(question=F("answer__question"))


def hidden_answers_point_to_no_article() -> Iterator[object]:
    yield from Answer.objects.exclude(hidden_at=None).exclude(article_url="")


def hidden_texts_are_shown_to_nobody() -> Iterator[object]:
    """Behind the gate, and on the page of a question. Each body begins with a word of its own."""
    for model in (Question, Answer):
        yield from model.objects.visible_to(NOBODY).exclude(hidden_at=None)
    question = Question.objects.order_by("-active_at", "-id").first()
    if question is not None:
        page = Client().get(question.get_absolute_url(), follow=True).text
        for model in POSTS:
            hidden = model._base_manager.exclude(hidden_at=None).exclude(hidden_as="merged")
            yield from (post for post in hidden if post.body.split()[0] in page)


RULES = (
    each_counter_is_its_recount,
    a_solution_stands_visibly_in_its_question,
    nothing_is_confirmed_that_is_still_open,
    the_company_stands_behind_nothing_hidden,
    an_answer_has_one_official_mark_at_most,
    merged_questions_lead_to_one_that_stands,
    only_merged_questions_are_hidden_as_merged,
    a_duplicate_leads_to_one_that_stands,
    no_question_wears_a_synonym,
    nobody_earns_from_himself,
    hidden_posts_earn_nothing,
    a_key_is_worth_something_or_nothing,
    published_articles_stand_on_what_is_visible,
    an_article_names_the_thread_where_its_answer_is,
    hidden_answers_point_to_no_article,
    hidden_texts_are_shown_to_nobody,
)
