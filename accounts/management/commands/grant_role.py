from django.core.management.base import BaseCommand, CommandError

from accounts.actions.members import grant_role
from accounts.models import User


class Command(BaseCommand):
    help = "Give a role to somebody who has an account: the first administrator comes this way."

    def add_arguments(self, parser) -> None:
        parser.add_argument("mailbox")
        parser.add_argument("role", choices=User.Role.values)
        parser.add_argument("--because", default="granted on the server", help="kept with the role")

    def handle(self, *, mailbox: str, role: str, because: str, **_: object) -> None:
        user = User.objects.filter(email=mailbox).exclude(confirmed_at=None).first()
        if user is None:
            raise CommandError(f"Nobody has confirmed the mailbox {mailbox}: sign up first.")
        grant_role(user=user, role=role, by=None, reason=because)
        self.stdout.write(f"{user} is {role} now.")
