"""Cells of a file that a spreadsheet program opens (A-MA-06)."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.spreadsheet import as_written, safe_cell

FORMULAS = [
    "=1+1",
    "+49 431",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '"=1',
    "'=1",
    ";=cmd|' /C calc'!A0",
    ",=1",
    "  =1",
    "＝1+1",
    "＠SUM",
    "\u00a0=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Müller", "a=b", "1+1", "Customer Care, Kiel"])
def test_plain_text_stays_as_it_is(text):
    assert safe_cell(text) == text


def test_nothing_is_an_empty_cell():
    assert safe_cell(None) == ""


@pytest.mark.parametrize("text", FORMULAS)
def test_it_holds_after_the_file_was_read(text):
    written = StringIO()
    csv.writer(written).writerow([safe_cell(text), "next"])

    (row,) = csv.reader(StringIO(written.getvalue(), newline=""))

    assert row == [f"'{text}", "next"]


@given(st.text(max_size=30))
def test_what_was_written_comes_back(text):
    assert as_written(safe_cell(text)) == text
