"""What is typed beside a candidate or a gap is kept like every other text."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.drafts import DraftForm, register_form
from knowledge.actions.article_text import FIELDS
from knowledge.models import Candidate, Gap

_FIELDS = frozenset({*FIELDS, "version"})


def writing_place(subject: str) -> str:
    """ "candidate-12" → "write-candidate:12"."""
    kind, _dash, number = subject.partition("-")
    return f"write-{kind}:{number}"


def _candidates(viewer: User, ids: Collection[int]) -> Mapping[int, str]:
    found = Candidate.objects.visible_to(viewer).filter(pk__in=ids)
    return dict(found.values_list("pk", "question__title"))


def _gaps(viewer: User, ids: Collection[int]) -> Mapping[int, str]:
    found = Gap.objects.visible_to(viewer).for_queue().filter(pk__in=ids)
    return {gap.pk: gap.title for gap in found}


def _candidate_page(candidate_id: int) -> str:
    return f"{reverse('knowledge:curate')}?entry=candidate-{candidate_id}"


def _gap_page(gap_id: int) -> str:
    page = reverse("knowledge:curate-queue", args=["gaps"])
    return f"{page}?entry=gap-{gap_id}"


register_form("write-candidate", DraftForm(_("Article"), _FIELDS, _candidate_page, _candidates))
register_form("write-gap", DraftForm(_("Article"), _FIELDS, _gap_page, _gaps))
