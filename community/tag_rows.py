"""The tags of questions in a list, by a query that is prepared once for so many of them."""

from collections import defaultdict

from django.db.models import F

from community.models import Question, Tag
from config.prepared_rows import PreparedRows, numbered


def show_tags(questions: list[Question]) -> list[Question]:
    """The same questions with `shown_tags`, as `for_listing` would load them: one query."""
    shown = defaultdict(list)
    if questions:
        for tag in _tags(**numbered(question.pk for question in questions)):
            shown[tag.question_id].append(tag)
    for question in questions:
        question.shown_tags = shown[question.pk]  # type: ignore[attr-defined]
    return questions


@PreparedRows
def _tags(**ids: int):
    worn = Tag.objects.filter(uses__content_object__in=ids.values())
    return worn.annotate(question_id=F("uses__content_object")).order_by("uses__id")
