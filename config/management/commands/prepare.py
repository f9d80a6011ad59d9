import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Bring database and static files up to date, and load the demo into an empty database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--no-static", action="store_true", help="leave static files alone")

    def handle(self, *, no_static: bool, **options) -> None:
        self._say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("apply_tombstones", stdout=self.stdout)
        if not no_static:
            self._collect_static_files()
        if settings.DEMO:
            self._load_demo()

    def _collect_static_files(self) -> None:
        """Collect and compress, unless nothing has changed since the last time."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        wanted = _fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self._say("Preparing the static files …")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)

    def _load_demo(self) -> None:
        if not get_user_model().objects.exists():
            self._say("Loading the demo, once …")
            call_command("seed_demo")
        call_command("seed_demo", logins=True)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _fingerprint() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
