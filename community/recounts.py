from django.db.models import Exists, F, OuterRef, Subquery

from accounts.models import Affiliation
from community.models import Affected, Answer, Question, QuestionTag, Vote
from config.recount import count_of, register, sum_of

_readable = Answer.objects.filter(hidden_at=None)
_by_staff = _readable.filter(question=OuterRef("pk"), affiliation__kind=Affiliation.Kind.EMPLOYEE)
_asked_at = Question.objects.filter(pk=OuterRef("content_object")).values("created_at")

register(Question, "answer_count", count_of(_readable, per="question"))
register(Question, "has_staff_answer", Exists(_by_staff))
register(
    Question,
    "affected_count",
    count_of(Affected.objects.all(), per="question") + F("imported_affected"),
)
register(
    Answer,
    "score",
    sum_of(Vote.objects.filter(counts=True), "value", per="answer") + F("imported_score"),
)
register(QuestionTag, "asked_at", Subquery(_asked_at))
