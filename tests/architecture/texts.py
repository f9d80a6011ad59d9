"""Every text that the code hands to gettext, read as `make messages` reads it, without gettext."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from tests.architecture.sources import modules, name_of, templates

Text = tuple[str, ...]  # one text, or singular and plural

TAKES_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
TAKES_TWO = {"ngettext", "ngettext_lazy"}
# What Django makes of a template: calls with literal texts among blanked-out rest.
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:_|n?gettext)\({LITERAL}(?:, ?{LITERAL}, ?count)?\)")


def texts_in_code() -> set[Text]:
    return {text for source in (_of_modules(), _of_templates()) for text in source}


def _of_modules() -> Iterator[Text]:
    for path in modules():
        yield from _in_python(ast.parse(path.read_text()))


def _of_templates() -> Iterator[Text]:
    for path in templates():
        for call in CALL.finditer(templatize(path.read_text(), origin=name_of(path))):
            yield from _in_python(ast.parse(call.group()))


def _in_python(tree: ast.AST) -> Iterator[Text]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            taken = (node.func.id in TAKES_ONE) + 2 * (node.func.id in TAKES_TWO)
            literals = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if taken and len(literals) >= taken:
                yield tuple(literals[:taken])
