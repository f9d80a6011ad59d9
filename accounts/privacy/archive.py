"""The copy of somebody's data: one ZIP with the same rows for machines and for people.

Rows are read and written a few hundred at a time, so that an account with 20,000 posts needs no
more memory than a small one. Only the columns that are declared for the download get in.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from accounts.avatars import files
from accounts.models import User
from accounts.privacy.people import person_behind
from accounts.privacy.wording import column_label, in_words
from config.personal_data import Declared, Person, declared

ROWS_AT_ONCE = 500
STYLE = "css/archive.css"


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one declaration that are the person's own."""

    entry: Declared
    person: Person

    @property
    def columns(self) -> tuple[str, ...]:
        return self.entry.export

    @property
    def headings(self) -> list[str]:
        return [column_label(column) for column in self.columns]

    def is_filled(self) -> bool:
        return self._found().exists()

    def rows(self) -> Iterator[dict[str, Any]]:
        return self._found().values(*self.columns).iterator(chunk_size=ROWS_AT_ONCE)

    def rows_in_words(self) -> Iterator[list[str]]:
        for row in self.rows():
            yield [in_words(self.entry.model, column, row[column]) for column in self.columns]

    def _found(self) -> QuerySet:
        return self.entry.rows_of(self.person).order_by("pk")


def write_archive(file: IO[bytes], user: User, now: datetime) -> None:
    """Write the ZIP with what is kept about `user`, in his language, into `file`."""
    person = person_behind(user)
    sections = [Section(entry, person) for entry in declared() if entry.export]
    with translation.override(user.language), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with _text(archive, "data.json") as data:
            _write_json(data, sections, user, now)
        with _text(archive, "index.html") as page:
            _write_html(page, sections, user, now)
        if user.avatar:
            with suppress(FileNotFoundError):
                archive.writestr("picture.webp", files.read(user.avatar))
        style = finders.find(STYLE)
        if style:
            archive.write(style, "style.css")


@contextmanager
def _text(archive: ZipFile, name: str) -> Iterator[TextIOWrapper]:
    with archive.open(name, "w", force_zip64=True) as raw, TextIOWrapper(raw, "utf-8") as text:
        yield text


def _write_json(file: TextIOWrapper, sections: list[Section], user: User, now: datetime) -> None:
    about = {"site": settings.BASE_URL, "member": user.pk, "made_at": now.isoformat()}
    file.write(f'{json.dumps(about)[:-1]}, "sections": [')
    for number, section in enumerate(sections):
        file.write(",\n" if number else "\n")
        _write_section(file, section)
    file.write("\n]}\n")


def _write_section(file: TextIOWrapper, section: Section) -> None:
    entry = section.entry
    about = {"table": entry.table, "column": entry.field, "what": str(entry.what)}
    file.write(f'{json.dumps(about, ensure_ascii=False)[:-1]}, "rows": [')
    for number, row in enumerate(section.rows()):
        file.write(",\n  " if number else "\n  ")
        json.dump(row, file, cls=DjangoJSONEncoder, ensure_ascii=False)
    file.write("]}")


def _write_html(file: TextIOWrapper, sections: list[Section], user: User, now: datetime) -> None:
    """Only what there is: a page of empty tables would be no help to its reader."""
    there = [section for section in sections if section.is_filled()]
    about = {"person": user, "made_at": now, "community": settings.COMMUNITY, "sections": there}
    with _around(file, "accounts/privacy_archive.html", about):
        for number, section in enumerate(there):
            _write_table(file, section, number)


def _write_table(file: TextIOWrapper, section: Section, number: int) -> None:
    about = {"section": section, "number": number}
    with _around(file, "accounts/privacy_archive_section.html", about):
        for cells in section.rows_in_words():
            row = render_to_string("accounts/privacy_archive_row.html", {"cells": cells})
            file.write(row)


@contextmanager
def _around(file: TextIOWrapper, template: str, context: dict[str, Any]) -> Iterator[None]:
    """Write the template's beginning, then what the caller writes, then its end."""
    mark = secrets.token_hex(16)
    before, _mark, after = render_to_string(template, context | {"the_rest": mark}).partition(mark)
    file.write(before)
    yield
    file.write(after)
