"""Cells that a spreadsheet program shows as text and never runs as a formula (A-MA-06).

A cell that could start a formula gets an apostrophe before it. Who reads the file back takes one
apostrophe away wherever the rest of the cell could start a formula: `as_written` does that.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from io import StringIO

# What a file of UTF-8 begins with for spreadsheet programs.
BYTE_ORDER_MARK = "\ufeff"
# Behind white space, quotes and separators, too: some programs cut cells there once more.
_COULD_START_A_FORMULA = re.compile(r"""[\s"'`,;|]*[=+\-@\t\r]""")


def safe_cell(value: object) -> str:
    """The value as text; None is an empty cell."""
    text = "" if value is None else str(value)
    return f"'{text}" if _is_dangerous(text) else text


def csv_row(values: Iterable[object]) -> str:
    """One line of a CSV file, its end included."""
    line = StringIO()
    csv.writer(line).writerow(map(safe_cell, values))
    return line.getvalue()


def as_written(cell: str) -> str:
    """What `safe_cell` was given."""
    return cell[1:] if cell.startswith("'") and _is_dangerous(cell[1:]) else cell


def _is_dangerous(text: str) -> bool:
    # Full-width signs become plain ones.
    return _COULD_START_A_FORMULA.match(unicodedata.normalize("NFKC", text[:200])) is not None
