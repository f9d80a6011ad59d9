import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.front_matter import (
    BrokenFrontMatter,
    split_front_matter,
    with_front_matter,
)
from tests.patience import processor_seconds

READABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.just("a\nb\n")
VALUES = st.dictionaries(
    st.from_regex(r"[a-z_]{1,10}", fullmatch=True),
    READABLE | st.lists(READABLE) | st.lists(st.dictionaries(st.just("title"), READABLE)),
)


@given(VALUES, READABLE)
def test_what_is_written_is_read_back(values, body):
    assert split_front_matter(with_front_matter(values, body)) == (values, f"\n{body}")


def test_no_word_becomes_anything_but_text():
    head = "---\na: no\nb: 2024-01-01\nc: 0o17\nd: .inf\ne:\nf: '~'\ng: ~\n---\nBody"

    values, body = split_front_matter(head)

    assert values == {
        "a": "no", "b": "2024-01-01", "c": "0o17", "d": ".inf", "e": None, "f": "~", "g": None
    }  # fmt: skip
    assert body == "Body"


def test_text_without_front_matter_is_all_body():
    assert split_front_matter("# Title\n---\nx") == ({}, "# Title\n---\nx")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("---\ntitle: x\n", "has no end"),
        ("+++\ntitle = 'x'\n+++\n", "has no end, is too long or is no YAML"),
        ("---\n- a\n---\n", "is no table"),
        ("---\na: [\n---\n", "line 3 is no YAML"),
        ("---\na: 1\na: 2\n---\n", "line 3 is no YAML: a name that stands twice"),
        ("---\n? [a]\n: b\n---\n", "line 2 is no YAML"),
        ("---\na: \0\n---\n", "is no YAML"),
        ("---\na: &x [1]\nb: *x\n---\n", "references are not read"),
        (f"---\na: {'[' * 60_000}\n---\n", "is no YAML"),
        (f"---\na: {'{b: ' * 11}1{'}' * 11}\n---\n", "is no YAML"),
        (f"---\na: {'x' * 64_000}\n---\n", "is too long"),
    ],
)
def test_broken_front_matter_says_what_is_wrong(text, why):
    """A-UP-05"""
    with processor_seconds(0.5), pytest.raises(BrokenFrontMatter, match=why):
        split_front_matter(text)


def test_no_type_of_python_is_made():
    head = "---\na: !!python/object/apply:os.abort []\nb: !!python/name:os.abort ''\n---\n"

    assert split_front_matter(head)[0] == {"a": [], "b": ""}
