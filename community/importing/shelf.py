"""Puts the rows of a dump in order: a question's answers may stand anywhere behind it."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_TABLES = """
    CREATE TABLE users (id INTEGER PRIMARY KEY, fields TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, question_id INTEGER, place TEXT, fields TEXT);
    CREATE INDEX answers ON posts (question_id, id);
    CREATE TABLE votes (post_id INTEGER PRIMARY KEY, useful INTEGER, not_useful INTEGER);
"""
_POSTS = """
    SELECT posts.id, place, fields, coalesce(useful, 0), coalesce(not_useful, 0)
    FROM posts LEFT JOIN votes ON votes.post_id = posts.id
"""
_ORPHANS = """
    SELECT place FROM posts
    WHERE question_id NOT IN (SELECT id FROM posts WHERE question_id IS NULL)
"""


class Post(NamedTuple):
    id: int
    place: str
    fields: dict[str, str]
    useful_count: int
    not_useful_count: int


class Shelf:
    """A database without a name: SQLite keeps it in a file that no folder lists, so that it needs
    no memory and vanishes with the process."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode=OFF; {_TABLES}")

    def close(self) -> None:
        self._database.close()

    def put_person(self, user_id: int, fields: Mapping[str, str]) -> None:
        self._put("INSERT OR IGNORE INTO users VALUES (?, ?)", user_id, json.dumps(fields))

    def put_post(
        self, post_id: int, *, question_id: int | None, place: str, fields: Mapping[str, str]
    ) -> bool:
        """False if a post of this id is there already."""
        added = self._put(
            "INSERT OR IGNORE INTO posts VALUES (?, ?, ?, ?)",
            *(post_id, question_id, place, json.dumps(fields)),
        )
        return bool(added)

    def put_vote(self, post_id: int, *, useful: int, not_useful: int) -> None:
        self._put(
            "INSERT INTO votes VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET useful = useful + excluded.useful, not_useful = not_useful + excluded.not_useful",
            *(post_id, useful, not_useful),
        )

    def person(self, user_id: int) -> dict[str, str] | None:
        found = self._database.execute("SELECT fields FROM users WHERE id = ?", [user_id])
        row = found.fetchone()
        return json.loads(row[0]) if row else None

    def question_count(self) -> int:
        count = "SELECT count(*) FROM posts WHERE question_id IS NULL"
        return self._database.execute(count).fetchone()[0]

    def questions(self) -> Iterator[Post]:
        yield from self._posts("WHERE question_id IS NULL ORDER BY posts.id")

    def answers_of(self, question: Post) -> Iterator[Post]:
        yield from self._posts("WHERE question_id = ? ORDER BY posts.id", question.id)

    def orphans(self) -> Iterator[str]:
        """The places of answers whose question is missing."""
        for (place,) in self._database.execute(_ORPHANS):
            yield place

    def _posts(self, which: str, *values: int) -> Iterator[Post]:
        for post_id, place, fields, useful, not_useful in self._database.execute(
            f"{_POSTS} {which}", values
        ):
            yield Post(post_id, place, json.loads(fields), useful, not_useful)

    def _put(self, statement: str, *values: int | str | None) -> int:
        return self._database.execute(statement, values).rowcount
