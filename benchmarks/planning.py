"""Chooses what is visited in a filled product."""

import random
from collections.abc import Iterable
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from benchmarks.corpus import Corpus
from benchmarks.visits import Form, Visits
from community.models import Answer, Question, Tag
from config.paging import keyset_page
from knowledge.models import Article

VISITORS = 40
ROTATED = 400
DEEP_PAGES = 40
POPULAR_TAGS = 40
FIRST_DEPTH = 0.6


def plan_visits(corpus: Corpus) -> Visits:
    questions = _some(Question.objects.order_by("id"))
    return Visits([_sign_in(user) for user in _visitors()], _pages(corpus, questions), _forms())


def _pages(corpus: Corpus, questions: list[Question]) -> dict[str, list[str]]:
    addresses = [question.get_absolute_url() for question in questions]
    return {
        "question, anonymous": addresses,
        "question, signed in": addresses,
        "list, page 1": [reverse("community:question-list")],
        "list, deep page": _deep_pages(),
        "tag": [tag.get_absolute_url() for tag in Tag.objects.order_by("id")[:POPULAR_TAGS]],
        "search, rare word": _searches(corpus.rare_terms()),
        "search, common word": _searches(corpus.common_terms()),
        "search, three words": _searches(corpus.three_terms()),
        "home": [reverse("home")],
        "article": [one.get_absolute_url() for one in _some(Article.objects.order_by("id"))],
    }


def _forms() -> dict[str, list[Form]]:
    ask = reverse("community:ask")
    answers = _some(Answer.objects.select_related("question").order_by("id"))
    pages = [answer.question.get_absolute_url() for answer in answers]
    answering = [reverse("community:answer", args=[answer.question_id]) for answer in answers]
    voting = [reverse("community:answer-vote", args=[answer.pk]) for answer in answers]
    return {
        "ask": [(ask, ask)],
        "answer": list(zip(pages, answering, strict=True)),
        "vote": list(zip(pages, voting, strict=True)),
    }


def _some(rows) -> list:
    """Up to `ROTATED` of the rows, the same at every call, in mixed order."""
    ids = list(rows.values_list("id", flat=True))
    chosen = random.Random(1).sample(ids, min(ROTATED, len(ids)))  # noqa: S311
    found = rows.in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _deep_pages() -> list[str]:
    """Pages from the middle of the list to near its end, by the product's own cursors."""
    list_url = reverse("community:question-list")
    ids = list(Question.objects.order_by("-id").values_list("id", flat=True))
    deep = ids[int(len(ids) * FIRST_DEPTH) :]
    step = max(1, len(deep) // DEEP_PAGES)
    starts = deep[::step][:DEEP_PAGES]
    pages = [keyset_page(Question.objects.filter(pk__lte=pk), QueryDict()) for pk in starts]
    return [f"{list_url}{page.older_url}" for page in pages if page.older_url]


def _searches(terms: Iterable[str]) -> list[str]:
    return [f"{reverse('knowledge:search')}?q={quote(term)}" for term in terms]


def _visitors() -> Iterable[User]:
    """People who have written nothing, so that they may vote everywhere."""
    silent = User.objects.filter(questions=None, answers=None)
    return silent.order_by("-id")[:VISITORS]


def _sign_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
