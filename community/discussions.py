"""The comments of a thread: the first ones beneath each post, the others behind a fold."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from community.models import Answer, Comment, Question
from community.models.post import NOT_SHOWN
from community.plain_viewers import PlainViewer, shape_of
from config.prepared_rows import PreparedRows
from config.text import number_in

FIRST_COMMENTS = 5
COMMENTS_PER_PAGE = 50
_SLOTS = 8


@dataclass(frozen=True)
class Fold:
    """Comments that are not shown: how many, and where they are read."""

    count: int
    url: str


@dataclass(frozen=True)
class Discussion:
    """What stands beneath one post, oldest first. A comment that an address names is always
    shown: as `named`, after those that are folded `between` it and the first ones."""

    comments: Sequence[Comment] = ()
    between: Fold | None = None
    named: Comment | None = None
    rest: Fold | None = None


def comments_beneath(
    question: Question, answers: Sequence[Answer], viewer, *, named: str = ""
) -> dict[Question | Answer, Discussion]:
    """The discussions beneath `question` and those of `answers` that are on the page, by post.

    One query however many comments there are, none where there are none; with `named`, the id of
    a comment as an address gives it, at most two more. Each post gets what its template reads:

        for post, discussion in comments_beneath(question, shown, viewer).items():
            post.discussion = discussion

    `_comments.html` shows `post.discussion`.
    """
    posts: list[Question | Answer] = [question, *answers]
    found = defaultdict(list)
    for comment in _first_of_each(question, posts, viewer):
        comment.question = question
        found[comment.answer_id].append(comment)
    discussions = {post: _folded(post, found[_answer_id(post)]) for post in posts}
    wanted = _named(question, viewer, named)
    for post in posts:
        if wanted is not None and wanted.answer_id == _answer_id(post):
            discussions[post] = _unfolded(post, discussions[post], wanted, viewer)
    return discussions


def discussion_page(
    post: Question | Answer, viewer, *, after: int = 0, before: int | None = None
) -> Discussion:
    """The next comments behind the one with the id `after`, with one query or two."""
    rows = _readable_beneath(post, viewer).filter(pk__gt=after)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.for_page().order_by("pk")[: COMMENTS_PER_PAGE + 1])  # type: ignore[attr-defined]
    shown = found[:COMMENTS_PER_PAGE]
    if len(found) <= COMMENTS_PER_PAGE:
        return Discussion(shown)
    left = rows.filter(pk__gt=shown[-1].pk).count()
    return Discussion(shown, rest=_fold(post, left, after=shown[-1].pk, before=before))


def _first_of_each(
    question: Question, posts: Sequence[Question | Answer], viewer
) -> Sequence[Comment]:
    """Posts with few comments are read together; of each with many, the index gives the first.

    Numbering them by a window would read all 20,000 of a hot thread.
    """
    sees_hidden = viewer.is_authenticated and viewer.is_moderator
    if not sees_hidden and not any(post.comment_count for post in posts):
        return []
    few = [post for post in posts if post.comment_count <= FIRST_COMMENTS]
    if len(few) == len(posts):
        return _first_of_few(question, [post.pk for post in posts[1:]], viewer)
    readable = Comment.objects.visible_to(viewer).filter(question=question)
    parts = []
    if sees_hidden or any(post.comment_count for post in few):
        parts.append(_first(readable.filter(_beneath(few)), FIRST_COMMENTS * len(few)))
    for post in posts:
        if post.comment_count > FIRST_COMMENTS:
            parts.append(_first(readable.filter(_beneath([post])), FIRST_COMMENTS))
    one, *others = [_as_part(part) for part in parts]
    return sorted(one.union(*others, all=True), key=lambda comment: comment.pk)


def _first_of_few(question: Question, answers: Sequence[int], viewer) -> Sequence[Comment]:
    """By a query that is prepared once for so many answers or a few more."""
    slots = -(-len(answers) // _SLOTS) * _SLOTS
    ids = [*answers, *[0] * (slots - len(answers))]
    asked = {f"answer_{place}": pk for place, pk in enumerate(ids)}
    return _comments_of_few(*shape_of(viewer), question_id=question.pk, **asked)


@PreparedRows
def _comments_of_few(is_member: bool, is_moderator: bool, *, question_id: int, **answers: int):
    viewer = PlainViewer(is_member, is_moderator)
    readable = Comment.objects.visible_to(viewer).for_page().defer(*NOT_SHOWN)
    beneath = Q(answer__in=list(answers.values())) | Q(answer=None)
    rows = readable.filter(beneath, question=question_id)
    return _first(rows, FIRST_COMMENTS * (len(answers) + 1))


def _first(rows: QuerySet[Comment], number: int) -> QuerySet[Comment]:
    return rows.order_by("pk")[:number]


def _as_part(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Within a subquery, as SQLite limits no part of a union."""
    return Comment.objects.filter(pk__in=rows.values("pk")).for_page()


def _beneath(posts: Sequence[Question | Answer]) -> Q:
    answers = [post.pk for post in posts if isinstance(post, Answer)]
    beneath = Q(answer__in=answers)
    return beneath | Q(answer=None) if len(answers) < len(posts) else beneath


def _answer_id(post: Question | Answer) -> int | None:
    return post.pk if isinstance(post, Answer) else None


def _folded(post: Question | Answer, first: Sequence[Comment]) -> Discussion:
    shown = first[:FIRST_COMMENTS]
    left = max(post.comment_count, len(first)) - len(shown)
    if not left:
        return Discussion(shown)
    return Discussion(shown, rest=_fold(post, left, after=shown[-1].pk if shown else 0))


def _named(question: Question, viewer, named: str) -> Comment | None:
    number = number_in(named)
    if number is None:
        return None
    rows = Comment.objects.visible_to(viewer).filter(question=question, pk=number)
    found = rows.for_page().first()
    if found is not None:
        found.question = question
    return found


def _unfolded(post: Question | Answer, folded: Discussion, named: Comment, viewer) -> Discussion:
    if folded.rest is None or named in folded.comments:
        return folded
    last = folded.comments[-1].pk if folded.comments else 0
    hidden = _readable_beneath(post, viewer).filter(pk__gt=last)
    left = hidden.aggregate(
        before=Count("pk", Q(pk__lt=named.pk)), behind=Count("pk", Q(pk__gt=named.pk))
    )
    return Discussion(
        folded.comments,
        _fold(post, left["before"], after=last, before=named.pk),
        named,
        _fold(post, left["behind"], after=named.pk),
    )


def _readable_beneath(post: Question | Answer, viewer) -> QuerySet[Comment]:
    question_id = post.question_id if isinstance(post, Answer) else post.pk
    rows = Comment.objects.visible_to(viewer)
    return rows.filter(question=question_id, answer=_answer_id(post))


def _fold(
    post: Question | Answer, count: int, *, after: int, before: int | None = None
) -> Fold | None:
    if not count:
        return None
    until = f"&before={before}" if before is not None else ""
    address = reverse("community:comments", args=[post._meta.model_name, post.pk])
    return Fold(count, f"{address}?after={after}{until}")
