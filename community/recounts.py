from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Affiliation
from community.models import (
    Affected,
    Answer,
    AnswerFeedback,
    Comment,
    Question,
    QuestionTag,
    Tag,
    Vote,
)
from config.recount import count_of, register, sum_of

_readable = Answer.objects.filter(hidden_at=None)
_by_staff = _readable.filter(question=OuterRef("pk"), affiliation__kind=Affiliation.Kind.EMPLOYEE)
_asked_at = Question.objects.filter(pk=OuterRef("content_object")).values("created_at")

register(Question, "answer_count", count_of(_readable, per="question"))
register(Question, "has_staff_answer", Exists(_by_staff))
_shown = Comment.objects.filter(hidden_at=None)
register(Question, "comment_count", count_of(_shown.filter(answer=None), per="question"))
register(Answer, "comment_count", count_of(_shown.exclude(answer=None), per="answer"))


def _newest(rows: QuerySet, *, per: str = "question") -> Coalesce:
    mine = rows.filter(**{per: OuterRef("pk")}).order_by().values(per)
    newest = mine.annotate(newest=Max("created_at")).values("newest")
    return Coalesce(Subquery(newest), F("created_at"))


register(
    Question,
    "active_at",
    Greatest(
        F("created_at"),
        _newest(Question.objects.all(), per="merged_into"),
        _newest(_readable),
        _newest(_shown.filter(Q(answer=None) | Q(answer__hidden_at=None))),
    ),
)
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
register(
    Tag,
    "question_count",
    count_of(QuestionTag.objects.filter(content_object__hidden_at=None), per="tag"),
)
for _field, _kind in (
    ("solved_too_count", AnswerFeedback.Kind.SOLVED_TOO),
    ("did_not_help_count", AnswerFeedback.Kind.DID_NOT_HELP),
):
    _said = AnswerFeedback.objects.filter(kind=_kind)
    register(Answer, _field, count_of(_said, per="answer"))
