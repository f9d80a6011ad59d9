"""What is typed beside a candidate or a search is kept like every other text."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.drafts import DraftForm, register_form
from knowledge.actions.article_text import FIELDS
from knowledge.models import Candidate, MissedSearch

_FIELDS = frozenset({*FIELDS, "version"})


def writing_place(subject: str) -> str:
    """ "candidate-12" → "write-candidate:12"."""
    kind, _dash, number = subject.partition("-")
    return f"write-{kind}:{number}"


def _candidates(viewer: User, ids: Collection[int]) -> Mapping[int, str]:
    found = Candidate.objects.visible_to(viewer).filter(pk__in=ids)
    return dict(found.values_list("pk", "question__title"))


def _searches(viewer: User, ids: Collection[int]) -> Mapping[int, str]:
    found = MissedSearch.objects.visible_to(viewer).filter(pk__in=ids)
    return dict(found.values_list("pk", "words"))


def _candidate_page(candidate_id: int) -> str:
    return f"{reverse('knowledge:curate')}?entry=candidate-{candidate_id}"


def _search_page(search_id: int) -> str:
    page = reverse("knowledge:curate-queue", args=["searches"])
    return f"{page}?entry=search-{search_id}"


register_form("write-candidate", DraftForm(_("Article"), _FIELDS, _candidate_page, _candidates))
register_form("write-search", DraftForm(_("Article"), _FIELDS, _search_page, _searches))
