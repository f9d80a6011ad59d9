"""Reports of posts that are masked: what was quoted in them, and the title in their address."""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.models import User
from community.actions.masked_copies import mask_columns
from community.actions.open_reports import Key
from community.markup.personal import Chosen, ChosenFinds
from community.models import Answer, Comment, Question
from community.moderation.models import Report, ReportQuerySet

_SLUG = re.compile(r"(/questions/\d+/)[^/?#]+/")


def mask_reports(question_ids: Sequence[int], chosen: Chosen, by: User) -> None:
    """In the reports of these threads, whatever became of them; each address leads there still.

    What others say of his own posts he does not read, and does not change by typing words.
    """
    reports = _reports_of(question_ids)
    read = set(reports.visible_to(by).values_list("pk", flat=True))
    finds = ChosenFinds(chosen.strings)
    for report in reports.select_for_update(no_key=True).order_by("pk"):
        mask_columns(report, ("explanation", "note"), chosen if report.pk in read else finds)
        path = _SLUG.sub(r"\1", report.path)
        if path != report.path:
            Report.objects.filter(pk=report.pk).update(path=path)


def open_among(posts: Sequence[Key]) -> Iterable[Key]:
    """Those about which somebody waits for a decision."""
    about = reduce(or_, (Q(kind=kind, object_id=pk) for kind, pk in posts))
    return Report.objects.open().filter(about).order_by().values_list("kind", "object_id")


def _reports_of(question_ids: Sequence[int]) -> ReportQuerySet:
    asked = Q(pk__in=question_ids) | Q(merged_into__in=question_ids)
    threads = Question._base_manager.filter(asked).values("pk")
    about = Q(kind=Report.Kind.QUESTION, object_id__in=threads)
    for kind, posts in ((Report.Kind.ANSWER, Answer), (Report.Kind.COMMENT, Comment)):
        theirs = posts._base_manager.filter(question__in=threads).values("pk")
        about |= Q(kind=kind, object_id__in=theirs)
    return Report.objects.filter(about)
