"""What a moderator can mask in a post, and where else it stands."""

from collections.abc import Iterator
from itertools import chain

from django.db.models import Q

from community.markup.names import longest_run
from community.markup.personal import Chosen, Find, find_personal_data
from community.models import Answer, Comment, EditProposal, Question, Revision
from community.models.about import about

Post = Question | Answer | Comment
# A number that stands in more posts is masked in several steps.
MOST_OTHERS = 50
_KEPT = ("title", "body")


def finds_in(post: Post) -> list[Find]:
    """What the guard finds in the post and in all its earlier versions, each value once."""
    finds = chain.from_iterable(map(find_personal_data, _texts(post)))
    return list({find.value: find for find in finds}.values())


def others_with(post: Post, chosen: Chosen, *, viewer) -> list[Post]:
    """Other posts of the thread in which it stands, also hidden ones: `viewer` is a moderator."""
    question = post if isinstance(post, Question) else post.question
    found: list[Post] = []
    for model in (Question, Answer, Comment):
        thread = {"pk" if model is Question else "question": question.pk}
        rows = model._default_manager.visible_to(viewer).filter(**thread)  # type: ignore[attr-defined]
        rows = rows.filter(_containing(model, chosen)).select_related("author").order_by("pk")
        found += (row for row in rows[:MOST_OTHERS] if row != post and _holds(row, chosen))
    return found[:MOST_OTHERS]


def earlier_count(post: Post, chosen: Chosen) -> int:
    """In how many earlier versions and proposals it stands."""
    kept = chain(
        Revision.objects.filter(**about(post)).exclude(number=post.version).values_list(*_KEPT),
        EditProposal.objects.filter(**about(post)).values_list(*_KEPT),
    )
    return sum(bool(chosen.in_text(title) or chosen.in_text(body)) for title, body in kept)


def _texts(post: Post) -> Iterator[str]:
    if isinstance(post, Question):
        yield post.title
    yield post.body
    for title, body in Revision.objects.filter(**about(post)).values_list(*_KEPT):
        yield title
        yield body


def _holds(post: Post, chosen: Chosen) -> bool:
    title = post.title if isinstance(post, Question) else ""
    return bool(chosen.in_text(title) or chosen.in_text(post.body))


def _containing(model: type[Post], chosen: Chosen) -> Q:
    columns = ("title", "body") if model is Question else ("body",)
    found = Q(pk__in=[])
    for string in chosen.strings:
        for column in columns:
            found |= Q(**{f"{column}__icontains": longest_run(string)})
    return found
