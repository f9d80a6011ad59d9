"""The authors of a batch: those known from earlier batches, and accounts for the others."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from accounts.actions.imported_people import Newcomer, create_imported_people
from community.importing.conversion import ConvertedThread
from community.importing.known import PERSON, known_ids, remember
from community.importing.records import ForeignPerson

_NOT_DIGITS = re.compile(r"\D", re.ASCII)


class Authors:
    """The accounts of everybody who wrote in `threads`; `count` of them were made for it."""

    def __init__(self, threads: Sequence[ConvertedThread], *, source: str) -> None:
        newcomers = _newcomers(threads)
        self._ids = known_ids(source, PERSON, newcomers.keys())
        new = [external_id for external_id in newcomers if external_id not in self._ids]
        people = create_imported_people([newcomers[external_id] for external_id in new])
        made = {external_id: user.pk for external_id, user in zip(new, people, strict=True)}
        remember(source, PERSON, made.items())
        self._ids |= made
        self.count = len(made)

    def id_of(self, person: ForeignPerson) -> int:
        return self._ids[person.external_id]


def _newcomers(threads: Sequence[ConvertedThread]) -> dict[str, Newcomer]:
    """Everybody once, as of the first post."""
    first_posts = sorted(_posts(threads), key=lambda post: post[1])
    newcomers: dict[str, Newcomer] = {}
    for person, posted_at, language in first_posts:
        newcomers.setdefault(
            person.external_id,
            Newcomer(
                name=person.name,
                number=_number(person.external_id),
                language=language,
                joined_at=min(person.joined_at or posted_at, posted_at),
            ),
        )
    return newcomers


def _posts(
    threads: Sequence[ConvertedThread],
) -> Iterator[tuple[ForeignPerson, datetime, str]]:
    for converted in threads:
        yield converted.thread.author, converted.thread.created_at, converted.language
        for answer in converted.thread.answers:
            yield answer.author, answer.created_at, converted.language


def _number(external_id: str) -> str:
    return _NOT_DIGITS.sub("", external_id)[-9:] or "1"
