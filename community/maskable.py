"""What a moderator can mask in a post, and where else it stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.db.models import Q, QuerySet

from community.actions.masked_copies import texts_of
from community.actions.open_reports import reported_among
from community.markup.names import longest_run
from community.markup.personal import Chosen, Find, find_personal_data
from community.models import Answer, Comment, EditProposal, Question, Revision
from community.models.about import about
from community.policies.masking import chosen_in

Post = Question | Answer | Comment
# A number that stands in more posts is masked in several steps.
MOST_OTHERS = 50
SHORTEST_NUMBER = 6
_KEPT = ("title", "body")


@dataclass(frozen=True)
class Others:
    """Posts of the same thread: those in which a moderator may mask it as well, and in how many
    something is left for another one."""

    maskable: list[Post]
    left_count: int


@dataclass(frozen=True)
class _Texts:
    post: Post
    texts: list[str]

    @property
    def whole(self) -> str:
        return "\n\n".join(self.texts)


def finds_in(post: Post) -> list[Find]:
    """What the guard finds in the post and in all its earlier versions, each value once."""
    finds = chain.from_iterable(map(find_personal_data, texts_of(post)))
    return list({find.value: find for find in finds}.values())


def others_with(post: Post, strings: Collection[str], *, by) -> Others:
    """In which it stands, or once stood: also hidden ones, and what was merged into the thread;
    `by` is a moderator."""
    chosen = Chosen(strings)
    others = (each for each in _of_thread(post, chosen) if each.post != post)
    found = list(islice((each for each in others if _holds(each.texts, chosen)), MOST_OTHERS))
    reported = reported_among(each.post for each in found if each.post.author_id == by.pk)
    maskable, left_count = [], 0
    for each in found:
        its = chosen_in(each.post, strings, by=by)
        is_reported = each.post in reported
        if not is_reported and _holds(each.texts, its):
            maskable.append(each.post)
        if is_reported or its.masked(each.whole) != chosen.masked(each.whole):
            left_count += 1
    return Others(maskable, left_count)


def earlier_count(post: Post, chosen: Chosen) -> int:
    """In how many earlier versions and proposals it stands."""
    kept = chain(
        Revision.objects.filter(**about(post)).exclude(number=post.version).values_list(*_KEPT),
        EditProposal.objects.filter(**about(post)).values_list(*_KEPT),
    )
    return sum(bool(chosen.in_text(title) or chosen.in_text(body)) for title, body in kept)


def _of_thread(post: Post, chosen: Chosen) -> Iterator[_Texts]:
    """The posts that may hold it, with their texts: two queries more for each kind of posts."""
    question = post if isinstance(post, Question) else post.question
    thread = question.merged_into_id or question.pk
    for model in (Question, Answer, Comment):
        asked = Q(pk=thread) | Q(merged_into=thread)
        rows = model._base_manager.filter(asked if model is Question else Q(question=thread))
        kept = _kept_texts(rows, chosen)
        own = _KEPT if model is Question else ("body",)
        found = rows.filter(_containing(own, chosen) | Q(pk__in=list(kept)))
        for row in found.select_related("author").order_by("pk").iterator():
            yield _Texts(row, [*(getattr(row, column) for column in own), *kept[row.pk]])


def _kept_texts(posts: QuerySet, chosen: Chosen) -> dict[int, list[str]]:
    """Of earlier versions and proposals, by their post."""
    kind = posts.model._meta.model_name
    kept: dict[int, list[str]] = defaultdict(list)
    for rows in (Revision._base_manager, EditProposal._base_manager):
        found = rows.filter(_containing(_KEPT, chosen), **{f"{kind}__in": posts})
        for pk, *texts in found.values_list(f"{kind}_id", *_KEPT):
            kept[pk] += texts
    return kept


def _holds(texts: Iterable[str], chosen: Chosen) -> bool:
    return any(map(chosen.in_text, texts))


def _containing(columns: Iterable[str], chosen: Chosen) -> Q:
    found = Q(pk__in=[])
    for string in chosen.strings:
        for column in columns:
            found |= Q(**{f"{column}__icontains": _in_every_spelling(string)})
    return found


def _in_every_spelling(string: str) -> str:
    """What stands in the string however it is written: numbers are parted anywhere else."""
    digits = [sign for sign in string if sign.isdigit()]
    if len(digits) >= SHORTEST_NUMBER:
        return "".join(digits[-2:])
    return longest_run(string) if any(map(str.isalnum, string)) else string.split()[0]
