"""Which questions the former community called duplicates, kept until duplicates exist here.

One record each: its foreign id is "duplicate:original" in the source's ids, and it points to the
original question.
"""

from collections.abc import Sequence

from community.importing.known import DUPLICATE_LINK, QUESTION, known_ids, remember_first
from community.importing.records import DuplicateLink


def write_links(links: Sequence[DuplicateLink], *, source: str) -> int:
    """Remember links between questions that are here; return how many were new."""
    ends = {end for link in links for end in (link.duplicate_id, link.original_id)}
    questions = known_ids(source, QUESTION, ends)
    wanted = {
        f"{link.duplicate_id}:{link.original_id}": questions[link.original_id]
        for link in links
        if link.duplicate_id in questions and link.original_id in questions
    }
    new = wanted.keys() - known_ids(source, DUPLICATE_LINK, wanted.keys()).keys()
    remember_first(source, DUPLICATE_LINK, [(key, wanted[key]) for key in sorted(new)])
    return len(new)
