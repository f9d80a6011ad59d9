"""Every text that the code hands to gettext, read as `make messages` reads it, without gettext."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from tests.architecture.sources import modules, name_of, templates

Text = tuple[str, ...]  # a context, mostly empty; then one text, or singular and plural

TAKES_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
TAKES_TWO = {"ngettext", "ngettext_lazy"}
TAKES_CONTEXT = {"pgettext": 2, "pgettext_lazy": 2, "npgettext": 3, "npgettext_lazy": 3}
TAKEN = dict.fromkeys(TAKES_ONE, 1) | dict.fromkeys(TAKES_TWO, 2) | TAKES_CONTEXT
# What Django makes of a template: calls with literal texts among blanked-out rest.
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\({LITERAL}(?:, ?{LITERAL}){{0,2}}(?:, ?count)?\)")


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
            taken = TAKEN.get(node.func.id, 0)
            literals = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if taken and len(literals) >= taken:
                context = () if node.func.id in TAKES_CONTEXT else ("",)
                yield (*context, *literals[:taken])
