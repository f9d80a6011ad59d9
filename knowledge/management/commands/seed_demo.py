from django.conf import settings
from django.core.management import BaseCommand, CommandError

from knowledge.demo.accounts import ACCOUNTS, PASSWORD
from knowledge.demo.seeding import CannotSeed, is_seeded, seed


class Command(BaseCommand):
    help = "Load the demo “Fjordnet” into an empty database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--logins", action="store_true", help="only print who can sign in")

    def handle(self, *, logins: bool, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Set DEMO=1 to load the demo; a real community must not have it.")
        if logins:
            self._print_logins()
        elif is_seeded():
            self.stdout.write("The demo is loaded already.")
        else:
            self._seed()

    def _seed(self) -> None:
        try:
            seed()
        except CannotSeed as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write("The demo is loaded.")

    def _print_logins(self) -> None:
        if not is_seeded():
            self.stdout.write("The demo is not loaded.")
            return
        people = [account for account in ACCOUNTS if account.email]
        width = max(len(str(account.label)) for account in people)
        self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for account in people:
            self.stdout.write(f"  {account.label!s:{width}}  {account.email}")
