from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from config.recount import Difference, compared


class Command(BaseCommand):
    help = "Compare every counter with its facts: prints each difference, fails if there is one."

    def add_arguments(self, parser) -> None:
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--check", action="store_true", help="change nothing (the default)")
        either.add_argument("--fix", action="store_true", help="set what differs to what is right")

    def handle(self, *, fix: bool, **options) -> None:
        count = 0
        for difference in _repaired() if fix else _found():
            count += 1
            self.stdout.write(str(difference))
        if count and not fix:
            raise CommandError(f"{count} differences; --fix repairs them.")
        self.stdout.write(f"{count} differences repaired." if fix else "No difference.")


def _found() -> Iterator[Difference]:
    for comparison in compared():
        yield from comparison.differences()


def _repaired() -> Iterator[Difference]:
    for comparison in compared():
        yield from comparison.repair()
