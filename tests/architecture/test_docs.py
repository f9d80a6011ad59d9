"""Documentation that can fail: what operators and developers must know is written down."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import APPS, ROOT, modules

PAGES = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
    ROOT / "docs" / "operating.md",
]
TARGET = re.compile(r"^([a-z][a-z-]*):.*?##", re.MULTILINE)
READS_ENVIRONMENT = {
    "text",
    "flag",
    "number",
    "hours",
    "weekdays",
    "words",
    "records",
    "secret",
    "database",
}


def written() -> str:
    return "\n".join(path.read_text() for path in PAGES if path.exists())


def events() -> list[str]:
    return [
        f"{app}.{node.name}"
        for app in APPS
        if (ROOT / app / "events.py").exists()
        for node in ast.parse((ROOT / app / "events.py").read_text()).body
        if isinstance(node, ast.ClassDef)
    ]


def variables() -> list[str]:
    """What `config/settings.py` and the start read from the environment."""
    names = set()
    for path in modules():
        names |= read_by_env(path) | read_directly(path)
    return sorted(names)


def read_by_env(path: Path) -> set[str]:
    """Names given to a function of `config.env`."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr in READS_ENVIRONMENT
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def read_directly(path: Path) -> set[str]:
    """Names asked of `environment` by the start, before there are settings."""
    asked = re.findall(r"""\benvironment\.get\(["']([A-Z_]+)["']""", path.read_text())
    return set(asked)


def test_there_is_something_to_document():
    assert len(events()) >= 10
    assert {"SECRET_KEY", "DATABASE_URL", "BASE_URL", "PORT", "BIND", "DATA_DIR"} <= set(
        variables()
    )


def test_events_are_documented():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    assert missing_in(text, events()) == []


def test_environment_variables_are_documented():
    text = (ROOT / "docs" / "operating.md").read_text()
    assert missing_in(text, variables()) == []


def test_make_targets_are_documented():
    targets = TARGET.findall((ROOT / "Makefile").read_text())
    unwritten = [
        target for target in targets if not re.search(rf"(?:make |`){target}\b", written())
    ]
    assert unwritten == []


def missing_in(text: str, words: list[str]) -> list[str]:
    return [word for word in words if not re.search(rf"\b{re.escape(word)}\b", text)]


def test_links_between_the_pages_lead_somewhere():
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
    pages = {*PAGES, *(ROOT / "docs").rglob("*.md")}
    broken = [
        f"{page.name}: {target}"
        for page in pages
        if page.exists()
        for target in link.findall(page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []
