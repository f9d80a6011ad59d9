"""Read returned mails, from standard input or a maildir, and pause addresses that are gone."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from accounts.notifications.dsn import LARGEST
from accounts.notifications.returned import take_in, take_in_maildir


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, help="read new mails of this maildir instead")

    def handle(self, *, maildir: Path | None, **_options: object) -> None:
        if maildir is None:
            believed = take_in(sys.stdin.buffer.read(LARGEST + 1))
            self.stdout.write(f"{believed} of our mails came back.")
            return
        self.stdout.write(f"{take_in_maildir(maildir)} mails were read.")
