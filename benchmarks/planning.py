"""Chooses what is visited in a filled product."""

import random
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from benchmarks.corpus import Corpus
from benchmarks.visits import WORKBENCH, WORKBENCH_PAGES, Form, Visits
from community.models import Answer, Product, Question, Tag
from config.paging import keyset_page
from knowledge.models import Article, Candidate
from knowledge.queues import QUEUES, subject_of

VISITORS = 40
ROTATED = 400
DEEP_PAGES = 40
POPULAR_TAGS = 40
FIRST_DEPTH = 0.6


def plan_visits(corpus: Corpus) -> Visits:
    questions = _some(Question.objects.order_by("id"))
    return Visits(
        cookies=[sign_in(user) for user in _visitors()],
        curators=[sign_in(user) for user in User.objects.filter(roles="curator")],
        pages=_pages(corpus, questions) | _workbench(),
        forms=_forms(),
    )


def _pages(corpus: Corpus, questions: list[Question]) -> dict[str, list[str]]:
    addresses = [question.get_absolute_url() for question in questions]
    published = Article.objects.published().filter(audience="public").order_by("id")
    return {
        "question, anonymous": addresses,
        "question, signed in": addresses,
        "hot thread": [_hottest().get_absolute_url()],
        "list, page 1": [reverse("community:question-list")],
        "list, deep page": _deep_pages(Question.objects.all()),
        "list, solved, deep page": _deep_pages(
            Question.objects.exclude(accepted_answer=None), {"state": "solved"}
        ),
        "tag": [tag.get_absolute_url() for tag in Tag.objects.by_use()[:POPULAR_TAGS]],
        "tag, deep page": _deep_tag_pages(),
        "feed": [reverse("feeds:questions")],
        "search, rare word": _searches(corpus.rare_terms()),
        "search, common word": _searches(corpus.common_terms()),
        "search, three words": _searches(corpus.three_terms()),
        "home": [reverse("home")],
        "article": [one.get_absolute_url() for one in _some(published)],
        "articles": [reverse("knowledge:article-list")],
        "product": [product.get_absolute_url() for product in Product.objects.order_by("id")],
    }


def _workbench() -> dict[str, list[str]]:
    queues = {name: [reverse("knowledge:curate-queue", args=[name])] for name in QUEUES}
    candidates = Candidate.objects.waiting().order_by("id")
    entries = [f"{queues['promote'][0]}?entry={subject_of(one)}" for one in _some(candidates)]
    pages = queues | {"entry": entries or queues["promote"]}
    return {f"{WORKBENCH}{name}": pages[name] for name in WORKBENCH_PAGES}


def _forms() -> dict[str, list[Form]]:
    ask = reverse("community:ask")
    answers = _some(Answer.objects.select_related("question").order_by("id"))
    pages = [answer.question.get_absolute_url() for answer in answers]
    answering = [reverse("community:answer", args=[answer.question_id]) for answer in answers]
    commenting = [reverse("community:comment", args=["answer", answer.pk]) for answer in answers]
    voting = [reverse("community:answer-vote", args=[answer.pk]) for answer in answers]
    return {
        "ask": [(ask, ask)],
        "answer": list(zip(pages, answering, strict=True)),
        "comment": list(zip(commenting, commenting, strict=True)),
        "vote": list(zip(pages, voting, strict=True)),
    }


def _some(rows) -> list:
    """Up to `ROTATED` of the rows, the same at every call, in mixed order."""
    ids = list(rows.values_list("id", flat=True))
    chosen = random.Random(1).sample(ids, min(ROTATED, len(ids)))  # noqa: S311
    found = rows.in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _hottest() -> Question:
    return Question.objects.order_by("-answer_count", "id")[0]


def _deep_tag_pages() -> list[str]:
    tag = Tag.objects.by_use()[0]
    return _deep_pages(Question.objects.filter(question_tags__tag=tag), path=tag.get_absolute_url())


def _deep_pages(
    listed: QuerySet[Question], filters: Mapping[str, str] | None = None, *, path: str = ""
) -> list[str]:
    """Pages from the middle of the list to near its end, by the product's own cursors."""
    query = QueryDict(urlencode(filters or {}))
    list_url = path or reverse("community:question-list")
    ids = list(listed.order_by("-id").values_list("id", flat=True))
    deep = ids[int(len(ids) * FIRST_DEPTH) :]
    step = max(1, len(deep) // DEEP_PAGES)
    starts = deep[::step][:DEEP_PAGES]
    pages = [keyset_page(listed.filter(pk__lte=pk), query) for pk in starts]
    found = [f"{list_url}{page.older_url}" for page in pages if page.older_url]
    return found or [f"{list_url}?{query.urlencode()}"]


def _searches(terms: Iterable[str]) -> list[str]:
    return [f"{reverse('knowledge:search')}?q={quote(term)}" for term in terms]


def _visitors() -> Iterable[User]:
    """People who have written nothing, so that they may vote everywhere."""
    silent = User.objects.filter(questions=None, answers=None)
    return silent.order_by("-id")[:VISITORS]


def sign_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
