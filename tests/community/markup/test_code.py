"""Code keeps its characters and gets colours by class."""

import re

import pytest

from community.markup import plain_text, render
from community.markup.highlighting import CODE_CLASSES, LANGUAGES, MOST_COLOURED_CHARACTERS

SNIPPET = """def f(x):  # half of it
    return x / 2 if x > 0 else "nothing"
"""


def test_known_code_is_coloured_by_classes():
    html = render(f"```python\n{SNIPPET}```").html

    assert '<code class="language-python"><span class="t-keyword">def</span>' in html
    assert '<span class="t-comment"># half of it</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize("name", ["py", "Python", "python3", "PY title=x"])
def test_a_language_goes_by_its_other_names(name):
    assert 'class="language-python"' in render(f"```{name}\n{SNIPPET}```").html


@pytest.mark.parametrize("info", ["", "cobol", "c++", "."])
def test_unknown_code_is_plain(info):
    html = render(f"```{info}\nlet x < 1\n```").html

    assert html == '<pre dir="ltr" tabindex="0"><code>let x &lt; 1\n</code></pre>\n'


def test_indented_code_is_code():
    assert "<code>a &lt; b\n</code></pre>" in render("    a < b").html


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_character_of_the_code_is_lost(language):
    code = "a <b c='1'> & \"é\" // # -- \\ {x: [1, 2.5e3]}\n\n\t$y = `z` || @w; /* 日本"
    html = render(f"````{language}\n{code}\n````").html

    assert plain_text(html.replace("\n", "↵").replace("\t", "⇥")) == plain_text(
        render(f"````\n{code}\n````").html.replace("\n", "↵").replace("\t", "⇥")
    )
    assert set(re.findall(r'<span class="([^"]+)">', html)) <= CODE_CLASSES


def test_long_code_is_shown_without_colours():
    """A-DO-01: some readers of code need the square of its length."""
    line = "x = 1  # one\n"
    html = render("```python\n" + line * (MOST_COLOURED_CHARACTERS // len(line) + 1) + "```").html

    assert "<span" not in html
    assert 'class="language-python"' in html


def test_many_short_pieces_of_code_share_the_allowance():
    html = render(("```python\n" + "x = 1  # one\n" * 40 + "```\n\n") * 10).html

    assert 0 < html.count("t-comment") <= MOST_COLOURED_CHARACTERS // len("x = 1  # one\n")


@pytest.mark.parametrize("turning", "\u202a\u202e\u2066\u2069\u200f\u061c")
@pytest.mark.parametrize("frame", ["`{}`", "```\n{}\n```", "```python\n# {}\n```", "    {}"])
def test_a_character_that_turns_code_around_is_shown(frame, turning):
    """A-UN-03: code must read as it runs."""
    html = render(frame.format(f"a{turning}b")).html

    assert turning not in html
    assert f'a<span class="t-bidi">U+{ord(turning):04X}</span>b' in html
