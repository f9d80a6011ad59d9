from datetime import timedelta

from django.utils.translation import ngettext

from community.models import Question

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def solved_within(question: Question) -> str:
    """“Solved in 52 minutes”, from asking until the asker said so; empty while he has not."""
    if question.solved_at is None:
        return ""
    span = max(question.solved_at - question.created_at, timedelta(minutes=1))
    if span < 2 * HOUR:
        count = round(span / timedelta(minutes=1))
        words = ngettext("Solved in %(count)s minute", "Solved in %(count)s minutes", count)
    elif span < 2 * DAY:
        count = round(span / HOUR)
        words = ngettext("Solved in %(count)s hour", "Solved in %(count)s hours", count)
    else:
        count = round(span / DAY)
        words = ngettext("Solved in %(count)s day", "Solved in %(count)s days", count)
    return words % {"count": count}
