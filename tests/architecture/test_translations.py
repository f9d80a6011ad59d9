"""All that is said is said in German too, and the compiled catalogues say the same."""

import re
from pathlib import Path

import allauth
import django
import polib
import pytest

from config import borrowed_texts
from tests.architecture.sources import ROOT, name_of
from tests.architecture.texts import Text, texts_in_code

CATALOGUES = sorted((ROOT / "locale").rglob("*.po"))
GERMAN = ROOT / "locale/de/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
FAMILIAR = re.compile(r"\b(du|dich|dir|dein\w*|ihr seid|euch|euer|eure\w*)\b", re.IGNORECASE)
BORROWED = (
    *borrowed_texts.FORMS,
    *borrowed_texts.REFUSALS,
    *borrowed_texts.MESSAGES,
    *borrowed_texts.SECOND_FACTOR,
    *borrowed_texts.PROVIDERS,
)

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=name_of)


def test_catalogue_holds_the_texts_of_the_code_and_no_others():
    """Otherwise `make messages` has not been run since a text was changed."""
    assert {_source(entry) for entry in polib.pofile(GERMAN)} == texts_in_code()


def test_every_text_has_a_german_one():
    assert [entry.msgid for entry in polib.pofile(GERMAN) if not entry.translated()] == []


def test_nobody_is_addressed_with_du():
    familiar = [text for text in _all_said(GERMAN) if FAMILIAR.search(text)]

    assert familiar == []


@each_catalogue
def test_placeholders_and_tags_survive_translation(path):
    broken = [
        (entry.msgid, said)
        for entry in polib.pofile(path)
        for source, said in _pairs(entry)
        if _marks(source) != _marks(said)
    ]

    assert broken == []


@each_catalogue
def test_compiled_catalogue_says_what_its_source_says(path):
    """The tools of gettext are not on a fresh machine, so the compiled files are kept."""
    compiled = polib.mofile(path.with_suffix(".mo"))

    assert {_source(entry): _said(entry) for entry in compiled} == {
        _source(entry): _said(entry) for entry in polib.pofile(path) if entry.translated()
    }


@pytest.mark.parametrize("text", BORROWED)
def test_borrowed_text_is_still_said_by_django_or_allauth(text):
    assert text in _foreign_texts()


def _foreign_texts() -> set[str]:
    django_there, allauth_there = (Path(app.__file__).parent for app in (django, allauth))
    catalogues = (
        django_there / "conf/locale/de/LC_MESSAGES/django.mo",
        django_there / "contrib/auth/locale/de/LC_MESSAGES/django.mo",
        allauth_there / "locale/de/LC_MESSAGES/django.mo",
    )
    return {entry.msgid for path in catalogues for entry in polib.mofile(path)}


def _source(entry: polib._BaseEntry) -> Text:
    return (entry.msgctxt or "", *_texts(entry))


def _texts(entry: polib._BaseEntry) -> Text:
    return (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)


def _said(entry: polib._BaseEntry) -> Text:
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


def _all_said(path: Path) -> list[str]:
    return [text for entry in polib.pofile(path) for text in _said(entry)]


def _pairs(entry: polib._BaseEntry) -> list[tuple[str, str]]:
    return list(zip(_texts(entry), _said(entry), strict=True)) if entry.translated() else []


def _marks(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))
