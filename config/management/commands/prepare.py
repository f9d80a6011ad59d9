from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command, get_commands


class Command(BaseCommand):
    help = "Bring database and static files up to date, and load the demo into an empty database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--no-static", action="store_true", help="leave static files alone")

    def handle(self, *, no_static: bool, **options) -> None:
        self._say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        if not no_static:
            self._say("Preparing the static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO and "seed_demo" in get_commands():
            self._load_demo()

    def _load_demo(self) -> None:
        if not get_user_model().objects.exists():
            self._say("Loading the demo, once …")
            call_command("seed_demo")
        call_command("seed_demo", logins=True)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
