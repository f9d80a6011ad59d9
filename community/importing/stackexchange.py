"""Reads the zip of a Stack Exchange site's dump: Users, Posts, Votes and PostLinks as XML."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from community.importing.archive import Archive
from community.importing.fields import Fields, Unreadable, as_identifier, check_answer_count
from community.importing.records import (
    Broken,
    CannotRead,
    DuplicateLink,
    ForeignAnswer,
    ForeignPerson,
    ForeignThread,
    Record,
)
from community.importing.rows import Row, read_rows
from community.importing.shelf import Post, Shelf

_QUESTION, _ANSWER = "1", "2"
_VOTES = {"2": {"useful": 1, "not_useful": 0}, "3": {"useful": 0, "not_useful": 1}}
_DUPLICATE = "3"
_USER_FIELDS = ("DisplayName", "CreationDate")
_POST_FIELDS = (
    *("Title", "Body", "CreationDate", "Tags", "AcceptedAnswerId"),
    *("OwnerUserId", "OwnerDisplayName"),
)
# <one><two> in older dumps, |one|two| in newer ones.
_BETWEEN_TAGS = re.compile(r"[<>|]+")

Take = Callable[[Row], Record | None]


class Dump:
    """The threads of a dump, oldest first, then its links between duplicates."""

    def __init__(self, path: Path) -> None:
        self._archive = Archive(path)
        self.share_read = 0.0

    def __iter__(self) -> Iterator[Record]:
        with closing(self._archive), closing(Shelf()) as shelf:
            yield from self._shelved(shelf)
            total = shelf.question_count()
            for number, question in enumerate(shelf.questions()):
                self.share_read = number / total
                yield from _thread(shelf, question)
            for place in shelf.orphans():
                yield Broken(place, "answers a question that is not there")
            yield from self._links()
        self.share_read = 1.0

    def _shelved(self, shelf: Shelf) -> Iterator[Record]:
        if not self._archive.holds("Posts.xml"):
            raise CannotRead("There is no Posts.xml in the zip file: is it the dump of a site?")
        yield from self._read("Users.xml", partial(_shelve_person, shelf))
        yield from self._read("Posts.xml", partial(_shelve_post, shelf))
        yield from self._read("Votes.xml", partial(_shelve_vote, shelf))

    def _links(self) -> Iterator[Record]:
        yield from self._read("PostLinks.xml", _link)

    def _read(self, name: str, take: Take) -> Iterator[Record]:
        """What `take` makes of each row; a file that is not there has none."""
        if not self._archive.holds(name):
            return
        with self._archive.reading(name) as stream:
            for row in read_rows(stream, name):
                record = row if isinstance(row, Broken) else _taken(row, take)
                if record:
                    yield record


def _taken(row: Row, take: Take) -> Record | None:
    try:
        return take(row)
    except Unreadable as problem:
        return Broken(row.place, str(problem))


def _shelve_person(shelf: Shelf, row: Row) -> None:
    fields = Fields(row.values)
    fields.moment("CreationDate")
    shelf.put_person(fields.number("Id"), row.only(_USER_FIELDS))


def _shelve_post(shelf: Shelf, row: Row) -> None:
    fields = Fields(row.values)
    kind = fields.line("PostTypeId")
    if kind not in (_QUESTION, _ANSWER):
        return
    question_id = fields.number("ParentId") if kind == _ANSWER else None
    is_new = shelf.put_post(
        fields.number("Id"),
        question_id=question_id,
        place=row.place,
        fields=row.only(_POST_FIELDS),
    )
    if not is_new:
        raise Unreadable("Id was there before")


def _shelve_vote(shelf: Shelf, row: Row) -> None:
    fields = Fields(row.values)
    vote = _VOTES.get(fields.line("VoteTypeId"))
    if vote:
        shelf.put_vote(fields.number("PostId"), **vote)


def _link(row: Row) -> DuplicateLink | None:
    fields = Fields(row.values)
    if fields.line("LinkTypeId") != _DUPLICATE:
        return None
    return DuplicateLink(
        duplicate_id=str(fields.number("PostId")),
        original_id=str(fields.number("RelatedPostId")),
    )


def _thread(shelf: Shelf, question: Post) -> Iterator[ForeignThread | Broken]:
    """The thread, behind what is broken in it; a broken question takes its answers with it."""
    answers = []
    for post in shelf.answers_of(question):
        try:
            answers.append(_answer(shelf, post))
        except Unreadable as problem:
            yield Broken(post.place, str(problem))
    try:
        yield _question(shelf, question, answers)
    except Unreadable as problem:
        yield Broken(question.place, f"{problem}; its answers are left out with it")


def _question(shelf: Shelf, post: Post, answers: list[ForeignAnswer]) -> ForeignThread:
    check_answer_count(len(answers))
    fields = Fields(post.fields)
    return ForeignThread(
        external_id=str(post.id),
        author=_author(shelf, post),
        title=fields.required_line("Title"),
        html=fields.html("Body"),
        created_at=fields.moment("CreationDate"),
        tags=tuple(_BETWEEN_TAGS.split(fields.line("Tags"))),
        affected_count=post.useful_count,
        accepted_id=fields.line("AcceptedAnswerId") or None,
        answers=tuple(answers),
    )


def _answer(shelf: Shelf, post: Post) -> ForeignAnswer:
    fields = Fields(post.fields)
    return ForeignAnswer(
        external_id=str(post.id),
        author=_author(shelf, post),
        html=fields.html("Body"),
        created_at=fields.moment("CreationDate"),
        useful_count=post.useful_count,
        not_useful_count=post.not_useful_count,
    )


def _author(shelf: Shelf, post: Post) -> ForeignPerson:
    """Somebody whose account is gone is known by the name alone, or not at all."""
    fields = Fields(post.fields)
    name = fields.line("OwnerDisplayName")
    if not fields.line("OwnerUserId"):
        external_id = f"name {name}" if name else f"author of {post.id}"
        return ForeignPerson(external_id=as_identifier(external_id), name=name)
    user_id = fields.number("OwnerUserId")
    person = shelf.person(user_id)
    if person is None:
        return ForeignPerson(external_id=str(user_id), name=name)
    known = Fields(person)
    return ForeignPerson(
        external_id=str(user_id),
        name=known.line("DisplayName"),
        joined_at=known.moment("CreationDate"),
    )
