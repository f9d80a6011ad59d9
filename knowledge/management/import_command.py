"""What the import commands have in common: options, progress, summary and the search index."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from community.importing import CannotRead, Outcome, Session
from community.importing.records import Reader
from config.audit.recording import record_act
from config.text import clean_line
from knowledge.actions.imported import take_in_imported
from knowledge.management.progress import shown
from knowledge.models import IndexJob
from knowledge.search import index
from knowledge.search.language import guess_language

LONGEST_SOURCE = 100

_ENDINGS = re.compile(r"(\.(jsonl?|gz|zip))+$", re.IGNORECASE)
_DATE = re.compile(r"(?<=\w)[-_.]?\d{4}([-_.]?\d{2}){0,2}$", re.ASCII)


class ImportCommand(BaseCommand):
    open_file: Callable[[Path], Reader]

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source",
            help="what its ids belong to; the file's name without ending and date, if not given",
        )
        parser.add_argument("--language", choices=["auto", "de", "en"], default="auto")
        parser.add_argument("--dry-run", action="store_true", help="read all, write nothing")

    def handle(self, *, file: Path, source: str | None, language: str, dry_run: bool, **_) -> None:
        source = source or source_of(file)
        session = Session(
            source=clean_line(source)[:LONGEST_SOURCE],
            language_of=language_guesser(language),
            announce=take_in_imported,
            is_rehearsal=dry_run,
        )
        self.stdout.write(f"Importing {file.name} as “{source}” …")
        try:
            self._run(session, file)
        finally:
            self._report(session.outcome, _rehearsed if dry_run else _added)
            if not dry_run:
                _keep_on_record(source, session.outcome)
                self.stdout.write(index_at_once())

    def _run(self, session: Session, file: Path) -> None:
        try:
            session.run(shown(self.open_file(file), on=self.stdout))
        except CannotRead as problem:
            raise CommandError(str(problem)) from None
        except IntegrityError:
            raise CommandError("Another import of this source is running.") from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again to go on where it stopped.") from None

    def _report(self, outcome: Outcome, taken: Callable[[Outcome], str]) -> None:
        self.stdout.write(taken(outcome))
        self.stdout.write(f"Known already: {outcome.known:,} questions.")
        self.stdout.write(f"Broken: {outcome.broken_count:,} records.")
        for broken in outcome.broken:
            self.stdout.write(f"  {broken}")
        if outcome.broken_count > len(outcome.broken):
            self.stdout.write(f"  … and {outcome.broken_count - len(outcome.broken):,} more.")


@transaction.atomic
def _keep_on_record(source: str, outcome: Outcome) -> None:
    if outcome.threads:
        told = f"{source}: {_added(outcome)}"
        record_act("threads-imported", by=None, subject="import", why=told)


def _added(outcome: Outcome) -> str:
    return (
        f"Added: {outcome.threads:,} questions, {outcome.answers:,} answers,"
        f" {outcome.people:,} people, {outcome.links:,} links between duplicates."
    )


def _rehearsed(outcome: Outcome) -> str:
    return f"Would be added: {outcome.threads:,} questions, {outcome.answers:,} answers."


def index_at_once() -> str:
    """Make everything searchable without a worker, who may be faster; say how far that went."""
    index.keep_current()
    waiting = IndexJob.objects.count()
    if waiting:
        return f"{waiting:,} documents wait for the worker that writes the index."
    return "Everything is in the search index."


def source_of(file: Path) -> str:
    """The file's name without ending and date, so that a newer file of a site has the same."""
    name = _ENDINGS.sub("", file.name)
    return _DATE.sub("", name) or file.name


def language_guesser(language: str) -> Callable[[str], str]:
    """For the option `--language`: "auto", or the one that every text has."""
    if language == "auto":
        return partial(guess_language, default=settings.LANGUAGE_CODE)
    return lambda _text: language
