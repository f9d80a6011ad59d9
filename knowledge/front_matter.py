"""The lines before a Markdown file that say what it is: YAML between two lines of `---`.

Every value is text, a list or a table: no word becomes a date, a number or an object, and nothing
in the file can name a Python type, repeat itself by reference or lie deeper than anybody means.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

MOST_CHARACTERS = 64_000
DEEPEST = 10

_FENCED = re.compile(r"---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.M)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_BEGINNINGS = ("---\n", "--- ", "---\t", "+++")


class BrokenFrontMatter(ValueError):
    """Its text says what is wrong, with the line where there is one."""


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """What a file says of itself, and the text below; raises BrokenFrontMatter."""
    if not text.startswith(_BEGINNINGS):
        return {}, text
    fenced = _FENCED.match(text, 0, MOST_CHARACTERS)
    if fenced is None:
        raise BrokenFrontMatter("its front matter has no end, is too long or is no YAML")
    return read_table(fenced["head"], first_line=2), text[fenced.end() :]


def read_table(text: str, *, first_line: int = 1) -> dict[str, Any]:
    """The table that `text` holds; `first_line` is the number of its first one in its file."""
    try:
        values = _PlainLoader(text).get_single_data()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        where = f"line {first_line + mark.line}" if mark else "the front matter"
        raise BrokenFrontMatter(f"{where} is no YAML: {problem.problem}") from None
    except (yaml.YAMLError, RecursionError):
        raise BrokenFrontMatter("the front matter is no YAML") from None
    if not isinstance(values or {}, dict):
        raise BrokenFrontMatter("the front matter is no table of names and values")
    return values or {}


def with_front_matter(values: Mapping[str, Any], body: str) -> str:
    """A file that `split_front_matter` reads back."""
    return f"---\n{write_table(values)}---\n\n{body}"


def write_table(values: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=100)


class _PlainLoader(yaml.BaseLoader):
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="references are not read", problem_mark=self.peek_event().start_mark
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.YAMLError
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_scalar(self, node: yaml.ScalarNode) -> Any:
        if node.style is None and node.value in _NOTHING:
            return None
        return super().construct_scalar(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names: set[str] = set()
        for name, _value in node.value:
            if not isinstance(name, yaml.ScalarNode) or name.value in names:
                raise yaml.MarkedYAMLError(
                    problem="a name that stands twice, or is no word", problem_mark=name.start_mark
                )
            names.add(name.value)
        return super().construct_mapping(node, deep=deep)
