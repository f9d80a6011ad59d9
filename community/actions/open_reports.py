"""Posts that somebody has reported, as the floor above tells, which keeps the reports."""

from collections.abc import Callable, Iterable, Sequence

from community.models import Answer, Comment, Question

Post = Question | Answer | Comment
# Given the kinds and keys of some posts, it returns those about which a report is open.
Key = tuple[str, int]
Teller = Callable[[Sequence[Key]], Iterable[Key]]
_tellers: list[Teller] = []


def register_teller(teller: Teller) -> None:
    """For the floor above; each is one query, however many posts are asked for."""
    _tellers.append(teller)


def reported_among(posts: Iterable[Post]) -> list[Post]:
    """Those of `posts` about which a report waits to be decided."""
    by_key = {(post._meta.model_name or "", post.pk): post for post in posts}
    keys = list(by_key)
    if not keys:
        return []
    found = {key for teller in _tellers for key in teller(keys)}
    return [by_key[key] for key in keys if key in found]
