from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

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
_newest_article = (
    Answer.objects.filter(question=OuterRef("pk")).exclude(article_url="").order_by("-id")
)
for _field in ("article_title", "article_url"):
    register(Question, _field, Coalesce(Subquery(_newest_article.values(_field)[:1]), Value("")))
register(QuestionTag, "asked_at", Subquery(_asked_at))
