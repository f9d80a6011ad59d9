from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from accounts.mailbox import UnacceptableMailbox, canonical_mailbox
from accounts.models import User
from community.importing import Broken, CannotRead
from community.importing.fields import Unreadable
from config.text import clean_line
from knowledge import policies
from knowledge.actions.imported_articles import CannotImport, add_products
from knowledge.importing import (
    FIELDS,
    ArticleFiles,
    Outcome,
    Pictures,
    Placing,
    Products,
    Reading,
    Session,
    read_products,
)
from knowledge.management.import_command import (
    LONGEST_SOURCE,
    index_at_once,
    language_guesser,
    source_of,
)


class Command(BaseCommand):
    help = "Import help articles: Markdown, HTML, CSV or JSONL (see docs/importing.md)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="a file, or a folder with files and images")
        parser.add_argument("--owner", required=True, help="mailbox of the curator who keeps them")
        parser.add_argument("--source", help="what its ids belong to; the name of the file if not")
        parser.add_argument("--language", choices=["auto", "de", "en"], default="auto")
        parser.add_argument("--product", default="", help="of articles that name none")
        parser.add_argument("--map", action="append", type=_pair, default=[], metavar="OURS=THEIRS")
        parser.add_argument("--publish", action="store_true", help="readers get them at once")
        parser.add_argument("--dry-run", action="store_true", help="read all, write nothing")

    def handle(self, *, path: Path, dry_run: bool, **options: Any) -> None:
        try:
            session, files = self._prepared(path, is_rehearsal=dry_run, **options)
        except (CannotRead, CannotImport, Unreadable) as problem:
            raise CommandError(str(problem)) from None
        try:
            session.run(files)
        except IntegrityError:
            raise CommandError("Another import of this source is running.") from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again to go on where it stopped.") from None
        finally:
            self._report(session.outcome, is_rehearsal=dry_run)
        if not dry_run:
            self.stdout.write(index_at_once())

    def _prepared(
        self, path: Path, *, is_rehearsal: bool, owner: str, **options: Any
    ) -> tuple[Session, ArticleFiles]:
        files = ArticleFiles(path)
        keeper = _curator(owner)
        products = self._products(files, is_rehearsal=is_rehearsal)
        guesser = language_guesser(options["language"])
        reading = Reading(guesser, dict(options["map"]), options["product"])
        products.named(reading.product)
        source = clean_line(options["source"] or source_of(path.resolve()))[:LONGEST_SOURCE]
        self.stdout.write(f"Importing {path.name} as “{source}” …")
        session = Session(
            source=source,
            owner=keeper,
            reading=reading,
            placing=Placing(products, options["publish"], timezone.now()),
            pictures=Pictures(files.root, owner=keeper, is_rehearsal=is_rehearsal),
            is_rehearsal=is_rehearsal,
        )
        return session, files

    def _products(self, files: ArticleFiles, *, is_rehearsal: bool) -> Products:
        listed = read_products(files.root) if files.is_folder else []
        if is_rehearsal:
            return Products(more={one["slug"] for one in listed})
        count = add_products(listed)
        if count:
            self.stdout.write(f"Added: {count:,} products.")
        return Products()

    def _report(self, outcome: Outcome, *, is_rehearsal: bool) -> None:
        added = "Would be added" if is_rehearsal else "Added"
        self.stdout.write(f"{added}: {outcome.added:,} articles.")
        self.stdout.write(f"Known already: {outcome.known:,} articles.")
        self._list("Broken", outcome.broken_count, outcome.broken)
        self._list("Incomplete", outcome.note_count, outcome.notes)

    def _list(self, what: str, count: int, first: list[Broken]) -> None:
        self.stdout.write(f"{what}: {count:,}.")
        for one in first:
            self.stdout.write(f"  {one}")
        if count > len(first):
            self.stdout.write(f"  … and {count - len(first):,} more.")


def _curator(mailbox: str) -> User:
    """Raises CannotImport."""
    try:
        keeper = User.objects.filter(email=canonical_mailbox(mailbox)).first()
    except UnacceptableMailbox:
        keeper = None
    if keeper is None or not policies.can_curate(keeper):
        raise CannotImport(f"{mailbox} is the mailbox of no curator.")
    return keeper


def _pair(text: str) -> tuple[str, str]:
    ours, equals, theirs = text.partition("=")
    if ours not in FIELDS or not equals or not theirs.strip():
        raise ArgumentTypeError(f"“{text}” is no FIELD=NAME with a field of {', '.join(FIELDS)}")
    return ours, theirs
