"""The name of somebody who was erased, in what others wrote; see ADR 16 for what is not found."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Affiliation, User
from community.actions.mentions import link_again
from community.actions.rendering import html_of
from community.actions.revisions import move_version
from community.events import PostsRewritten
from community.markup import RENDERER_VERSION
from community.markup.names import Name, longest_run
from community.models import Answer, Comment, Question
from community.models.question import TITLE_LENGTH
from config.events.bus import record
from config.personal_data import Leaver, in_batches
from config.slugs import slugify
from config.text import truncate

# Words that so many threads use where nobody of that name ever was are ordinary ones: a single
# word, and several.
ORDINARY_IN_THREADS = (5, 20)
# Rendering takes its time, and on SQLite nobody else writes meanwhile.
TEXTS_AT_ONCE = 10


def forget_names(leaver: Leaver) -> int:
    """Write “Former member” in the place of his names; return how many posts were looked at."""
    return sum(_forget(name_in_texts(name, leaver), name) for name in leaver.names)


def name_in_texts(name: str, leaver: Leaver) -> Name:
    """How the name is looked for: ordinary words only as a mention, longer names of others not."""
    others = [other for other in _names_like(name, leaver) if Name(name).stands_in(other)]
    return Name(name, mentions_only=_are_ordinary_words(name, leaver), others=others)


def containing(rows: QuerySet, columns: tuple[str, ...], name: str) -> QuerySet:
    """Rows that may hold the name; which do is for `Name` to say."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": longest_run(name)})
    return rows.filter(found)


def former_member(language: str) -> str:
    with translation.override(language):
        return _("Former member")


def _forget(name: Name, plain: str) -> int:
    questions = containing(Question._base_manager.all(), ("title", "body"), plain)
    looked_at = in_batches(questions, lambda rows: _in_questions(rows, name), TEXTS_AT_ONCE)
    for posts in Answer._base_manager, Comment._base_manager:
        found = containing(posts.all(), ("body",), plain)
        looked_at += in_batches(found, lambda rows: _in_replies(rows, name), TEXTS_AT_ONCE)
    return looked_at


def _in_questions(rows: QuerySet, name: Name) -> None:
    changed = []
    for question in rows.select_for_update(no_key=True).order_by("pk"):
        instead = former_member(question.language)
        title = truncate(name.replaced_in(question.title, instead), TITLE_LENGTH)
        body = name.replaced_in(question.body, instead)
        if (title, body) != (question.title, question.body):
            question.title, question.slug = title, slugify(title)
            _rewrite(question, body, "title", "slug")
            changed.append(question.pk)
    if changed:
        record(PostsRewritten(changed))


def _in_replies(rows: QuerySet, name: Name) -> None:
    """Answers, or comments."""
    changed = set()
    replies = rows.select_for_update(of=("self",), no_key=True).select_related("question")
    for reply in replies.order_by("pk"):
        body = name.replaced_in(reply.body, former_member(reply.question.language))
        if body != reply.body:
            _rewrite(reply, body)
            changed.add(reply.question_id)
    if changed:
        record(PostsRewritten(sorted(changed)))


def _rewrite(post: Question | Answer | Comment, body: str, *columns: str) -> None:
    post.body, post.body_html = body, html_of(post, body)
    post.renderer_version = RENDERER_VERSION
    move_version(post)
    post.save(update_fields=["body", "body_html", "renderer_version", "version", *columns])
    link_again(post)


def _names_like(name: str, leaver: Leaver) -> Iterator[str]:
    """What others are called who are still here."""
    part = longest_run(name)
    members = User.objects.filter(display_name__icontains=part, erased_at=None)
    yield from members.exclude(pk=leaver.pk).values_list("display_name", flat=True).iterator()
    marked = Affiliation.objects.filter(full_name__icontains=part, shrunk_at=None)
    yield from marked.exclude(user=leaver.pk).values_list("full_name", flat=True).iterator()


def _are_ordinary_words(name: str, leaver: Leaver) -> bool:
    limit = ORDINARY_IN_THREADS[len(name.split()) > 1]
    threads: set[int] = set()
    words = Name(name)
    for question_id, text in _texts_elsewhere(name, leaver):
        if question_id not in threads and words.stands_in(text):
            threads.add(question_id)
            if len(threads) >= limit:
                return True
    return False


def _texts_elsewhere(name: str, leaver: Leaver) -> Iterator[tuple[int, str]]:
    """Of threads in which he asked nothing and answered nothing."""
    his = Answer._base_manager.filter(author=leaver.pk).values("question")
    others = Question._base_manager.exclude(author=leaver.pk).exclude(pk__in=his)
    for pk, title, body in (
        containing(others, ("title", "body"), name).values_list("pk", "title", "body").iterator()
    ):
        yield pk, f"{title}\n\n{body}"
    for posts in Answer._base_manager, Comment._base_manager:
        replies = containing(posts.filter(question__in=others), ("body",), name)
        yield from replies.values_list("question_id", "body").iterator()
