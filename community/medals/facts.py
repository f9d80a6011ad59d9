"""What medals are earned by: readable posts that people wrote as customers, for others."""

from collections.abc import Callable, Collection

from django.db.models import CharField, F, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, Concat, RowNumber

from accounts.models import Affiliation
from community.models import Answer, Question, Vote

People = Collection[int]
Earned = Callable[[People], QuerySet]

_AS_CUSTOMER = Q(affiliation=None) | Q(affiliation__kind=Affiliation.Kind.PERK)
_ANSWERED_AS_CUSTOMER = Q(answer__affiliation=None) | Q(
    answer__affiliation__kind=Affiliation.Kind.PERK
)
USEFUL = Q(score__gt=0) | Q(accepted_for__isnull=False)


def answers_of(people: People) -> QuerySet[Answer]:
    written = Answer.objects.filter(_AS_CUSTOMER, author__in=people)
    readable = written.filter(hidden_at=None, question__hidden_at=None)
    return readable.exclude(author=F("question__author"))


def solutions_of(people: People) -> QuerySet[Answer]:
    return answers_of(people).filter(accepted_for__isnull=False)


def solved_by_word_of(people: People) -> QuerySet[Question]:
    """Questions of which their asker said what solved them."""
    asked = Question.objects.filter(_AS_CUSTOMER, author__in=people, hidden_at=None)
    solved = asked.filter(accepted_answer__isnull=False)
    return solved.exclude(accepted_answer__author=F("author"))


def votes_for(people: People) -> QuerySet[Vote]:
    """“Useful”, said by voters who count."""
    votes = Vote.objects.filter(answer_author__in=people, value=Vote.Value.USEFUL, counts=True)
    readable = votes.filter(answer__hidden_at=None, answer__question__hidden_at=None)
    return readable.filter(_ANSWERED_AS_CUSTOMER)


def nth(rows: QuerySet, number: int, *, at: str, whose: str = "author", per: str = "") -> QuerySet:
    """The `number`-th row of each person in the order of `at`, or of each person and `per`.

    As user id, subject and moment; the subject names what `per` leads to, like “product 7”.
    """
    parts = [whose, per] if per else [whose]
    place = Window(RowNumber(), partition_by=parts, order_by=[at, "pk"])
    kind = per.rpartition("__")[2]
    subject = Concat(Value(f"{kind} "), Cast(per, CharField())) if per else Value("")
    placed = rows.annotate(place=place, subject=subject, moment=F(at)).filter(place=number)
    return placed.values_list(f"{whose}_id", "subject", "moment")
