"""Rules about the shape of the code that no linter checks."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, modules, name_of

PURE = {"models", "actions", "policies.py", "events.py", "handlers.py", "points.py"}
HTTP = (
    "django.http",
    "django.shortcuts",
    "django.contrib.messages",
    "django.forms",
    "django.views",
    "config.http",
    "config.errors",
)
LONGEST_FILE = 300
LONGEST_FUNCTION = 30
NO_CONCEPTS = {"utils", "util", "helpers", "common", "manager", "managers", "misc", "info", "data"}


def is_pure(path: Path) -> bool:
    """Business rules: what actions, models, policies, events and handlers are made of."""
    app, *rest = path.relative_to(ROOT).parts
    return app != "config" and bool(PURE & set(rest))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            names |= {node.module or ""} | {f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def length(function: ast.FunctionDef) -> int:
    """Without the docstring: explaining is not doing."""
    documented = ast.get_docstring(function) is not None
    first, last = function.body[1:][:1] if documented else function.body[:1], function.end_lineno
    return (last or 0) - first[0].lineno + 1 if first else 0


def test_business_rules_know_no_http():
    knowing = [
        f"{name_of(path)}: {name}"
        for path in modules()
        if is_pure(path)
        for name in imported(path)
        if name.startswith(HTTP)
    ]
    assert knowing == []


def test_imports_stand_at_the_top():
    """A late import hides a cycle."""
    late = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_files_are_one_concept_long():
    long = [
        name_of(path)
        for path in modules()
        if path.name != "settings.py" and len(path.read_text().splitlines()) > LONGEST_FILE
    ]
    assert long == []


def test_functions_are_one_thought_long():
    long = [
        f"{name_of(path)}:{function.lineno}: {function.name} has {length(function)} lines"
        for path in modules()
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_modules_are_named_after_concepts():
    nameless = [
        name_of(path)
        for path in modules()
        if set(path.with_suffix("").relative_to(ROOT).parts) & NO_CONCEPTS
    ]
    assert nameless == []


def test_actions_take_their_arguments_by_name():
    """An action reads as a sentence at its caller; the ledger's verbs take their one thing."""
    positional = [
        f"{name_of(path)}: {node.name}"
        for path in modules()
        if "actions" in path.parts
        for node in ast.parse(path.read_text()).body
        if is_transaction(node) and not node.name.startswith("_") and len(node.args.args) > 1
    ]
    assert positional == []


def is_transaction(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        "atomic" in ast.unparse(decorator) for decorator in node.decorator_list
    )
