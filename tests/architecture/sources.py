"""The product's own files, for tests that read the code instead of running it."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("config", "accounts", "community", "knowledge")


def modules() -> list[Path]:
    """The Python files of the four apps, without migrations."""
    found = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without(paths: Iterable[Path], names: Iterable[str]) -> list[Path]:
    return [path for path in paths if name_of(path) not in set(names)]


def found(pattern: re.Pattern, paths: Iterable[Path]) -> list[str]:
    """Where `pattern` occurs in `paths`, as places that can be clicked on."""
    places = []
    for path in paths:
        text = path.read_text()
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            places.append(f"{name_of(path)}:{line}: {match[0].strip()}")
    return places
