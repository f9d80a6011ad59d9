"""Small files in the formats that the importers read."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile


def a_thread(**values) -> dict:
    return {
        "id": "17",
        "title": "How do I reset the box?",
        "html": "<p>It blinks <b>red</b> since this morning.</p>",
        "author": "Anna",
        "created": "2024-02-01 10:00:00 +0000",
    } | values


def an_answer(**values) -> dict:
    return {
        "id": "170",
        "html": "<p>Hold the button.</p>",
        "author": "Bert",
        "created": "2024-02-02 10:00:00 +0000",
    } | values


def write_lines(path: Path, *lines: dict | str | bytes) -> Path:
    with gzip.open(path, "wb") as packed:
        for line in lines:
            text = json.dumps(line) if isinstance(line, dict) else line
            packed.write((text if isinstance(text, bytes) else text.encode()) + b"\n")
    return path


def a_question_row(**values) -> dict[str, str]:
    return {
        "Id": "1",
        "PostTypeId": "1",
        "CreationDate": "2018-03-12T17:00:45.567",
        "Title": "How do I reset the box?",
        "Body": "<p>It blinks red.</p>",
        "Tags": "<box><reset>",
        "OwnerUserId": "7",
    } | values


def an_answer_row(**values) -> dict[str, str]:
    return {
        "Id": "2",
        "PostTypeId": "2",
        "ParentId": "1",
        "CreationDate": "2018-03-13T17:00:45.567",
        "Body": "<p>Hold the button.</p>",
        "OwnerUserId": "8",
    } | values


def a_user_row(**values) -> dict[str, str]:
    return {"Id": "7", "DisplayName": "Anna", "CreationDate": "2018-03-01T00:00:00.000"} | values


ANNA_AND_BERT = (a_user_row(), a_user_row(Id="8", DisplayName="Bert"))


def xml_of(*rows: Mapping[str, str]) -> bytes:
    lines = "".join(f"  {xml_row(row)}\n" for row in rows)
    return f'﻿<?xml version="1.0" encoding="utf-8"?>\n<rows>\n{lines}</rows>'.encode()


def xml_row(values: Mapping[str, str]) -> str:
    escapes = {"\n": "&#xA;"}
    attributes = (f"{name}={quoteattr(value, escapes)}" for name, value in values.items())
    return f"<row {' '.join(attributes)} />"


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def write_dump(path: Path, *posts: Mapping[str, str], users=ANNA_AND_BERT, **more: bytes) -> Path:
    """`more` are further files, e.g. `Votes=xml_of(…)`."""
    files = {"Users.xml": xml_of(*users), "Posts.xml": xml_of(*posts)}
    return write_zip(path, files | {f"{name}.xml": content for name, content in more.items()})
