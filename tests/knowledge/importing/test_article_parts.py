import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.actions.article_text import PARTS
from knowledge.importing.parts import marked_parts, split_parts, without_title


@pytest.mark.parametrize(
    ("markdown", "parts"),
    [
        ("Hold it.", {"solution": "Hold it."}),
        ("## Cause\n\nHeat.\n\n## Solution\n\nHold.", {"cause": "Heat.", "solution": "Hold."}),
        ("It blinks.\n\n# Lösung:\nHalten.", {"applies": "It blinks.", "solution": "Halten."}),
        ("## Cause\n\nHeat.", {"solution": "## Cause\n\nHeat."}),
        ("```\n## Solution\n```", {"solution": "```\n## Solution\n```"}),
        ("## Steps\n\n1. Hold", {"solution": "## Steps\n\n1. Hold"}),
        ("<!-- cause -->\nHeat.\n<!-- solution -->\nX", {"cause": "Heat.", "solution": "X"}),
    ],
)
def test_parts_are_found_by_marks_or_headings(markdown, parts):
    assert split_parts(markdown) == parts


LINES = (
    *("a", "", "```", "~~~~", "    x", "## Solution", "# Cause"),
    *("<!-- cause -->", "\\<!-- solution -->", " <!-- applies -->"),
)
TEXTS = st.lists(st.sampled_from(LINES)).map(lambda lines: "\n".join(["x", *lines, "y"]))


@given(st.fixed_dictionaries(dict.fromkeys(PARTS, TEXTS)))
def test_marked_parts_are_taken_apart_as_they_were(parts):
    assert split_parts(marked_parts(parts)) == parts


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("# Reset #\n\nHold it.", "Reset", "Hold it."),
        ("\n\n# Reset", "Reset", ""),
        ("## Reset\n", "", "## Reset\n"),
        ("# Solution\nHold it.", "", "# Solution\nHold it."),
        ("Hold it.\n# Reset", "", "Hold it.\n# Reset"),
    ],
)
def test_title_is_the_first_heading_of_the_highest_level(text, title, rest):
    assert without_title(text) == (title, rest)
