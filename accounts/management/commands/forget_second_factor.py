from django.core.management.base import BaseCommand, CommandError

from accounts.actions.second_factor import forget_second_factor
from accounts.models import User


class Command(BaseCommand):
    help = "Let somebody in again who lost all passkeys, apps and recovery codes."

    def add_arguments(self, parser) -> None:
        parser.add_argument("mailbox")

    def handle(self, *, mailbox: str, **_: object) -> None:
        user = User.objects.filter(email=mailbox).first()
        if user is None:
            raise CommandError(f"Nobody has the mailbox {mailbox}.")
        forget_second_factor(user=user, by=None)
        self.stdout.write(f"{user} sets up a new second factor at the next sign-in.")
