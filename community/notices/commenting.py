"""Comments and mentions in words, as far as their reader may see the post."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.markup import plain_text
from community.models import Answer, Comment, Following, Mention, Question
from community.notices.threads import EXCERPT_LENGTH

Post = Question | Answer | Comment


def _commented(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    return _comments(ids, viewer, _("New comment on your post"))


def _commented_too(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    return _comments(ids, viewer, _("New comment where you commented"))


def _comments(ids: Iterable[int], viewer: User, sentence: str) -> dict[int, Told]:
    found = _readable(Comment.objects, viewer, ids)
    return {comment.pk: _told(comment, sentence) for comment in found}


def _mentioned(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """The subject is the mention, which leads to a post of any kind."""
    mentions = list(Mention.objects.filter(pk__in=ids, person=viewer))
    posts: dict[tuple[str, int], Post] = {}
    for kind, rows in (
        ("question", Question.objects),
        ("answer", Answer.objects),
        ("comment", Comment.objects),
    ):
        wanted = [getattr(each, f"{kind}_id") for each in mentions]
        for post in _readable(rows, viewer, filter(None, wanted)):
            posts[kind, post.pk] = post
    told = {mention.pk: posts.get(_place(mention)) for mention in mentions}
    return {pk: _told(post, _("You were mentioned")) for pk, post in told.items() if post}


def _place(mention: Mention) -> tuple[str, int]:
    kinds = ("question", "answer", "comment")
    ids = {kind: getattr(mention, f"{kind}_id") for kind in kinds}
    return next((kind, pk) for kind, pk in ids.items() if pk)


def _readable(rows, viewer: User, ids: Iterable[int]) -> QuerySet:
    """What everybody may read: a mail is opened without a second factor, whoever gets it."""
    thread = "pk" if rows.model is Question else "question"
    muted = Following.objects.of(viewer).filter(question=OuterRef(thread), muted_at__isnull=False)
    shown = rows.visible_to(AnonymousUser()).filter(pk__in=list(ids))
    shown = shown.select_related("author", "affiliation__organisation")
    if rows.model is not Question:
        shown = shown.select_related("question", "author", "affiliation__organisation")
    return shown.annotate(is_muted=Exists(muted))


def _told(post, sentence: str) -> Told:
    question = post if isinstance(post, Question) else post.question
    return Told(
        sentence=sentence,
        title=question.title,
        url=post.get_absolute_url(),
        post=post,
        excerpt=plain_text(post.body_html)[:EXCERPT_LENGTH],
        thread=f"question-{question.pk}",
        is_muted=post.is_muted,
    )


register(
    Kind(
        "commented",
        _commented,
        label=gettext_lazy("Somebody comments on your post"),
        group=Group.TALK,
        icon="message",
    )
)
register(
    Kind(
        "commented-too",
        _commented_too,
        label=gettext_lazy("Somebody comments where you commented"),
        group=Group.TALK,
        icon="message",
    )
)
register(
    Kind(
        "mentioned",
        _mentioned,
        label=gettext_lazy("Somebody mentions you by name"),
        group=Group.TALK,
        icon="user",
    )
)
