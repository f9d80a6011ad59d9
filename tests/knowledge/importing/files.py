"""Small files of help articles, and the commands that read and write them."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from accounts.models import User
from knowledge.front_matter import with_front_matter
from tests.factories import make_user

KEEPER = "keeper@example.org"


def make_keeper() -> User:
    return User.objects.filter(email=KEEPER).first() or make_user(email=KEEPER, roles="curator")


def write_file(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def write_article(folder: Path, name: str = "reset.md", body: str = "Hold it.", **front) -> Path:
    values: dict[str, Any] = {"title": "Reset the box", "language": "en"} | front
    return write_file(folder, name, with_front_matter(values, body))


def importing(path: Path, *arguments: str, owner: str = KEEPER, **options) -> str:
    make_keeper()
    output = StringIO()
    call_command("import_articles", path, *arguments, f"--owner={owner}", stdout=output, **options)
    return output.getvalue()


def exporting(folder: Path, **options) -> str:
    output = StringIO()
    call_command("export_articles", folder, stdout=output, **options)
    return output.getvalue()
