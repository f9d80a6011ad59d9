import pytest

from community.markup import opening, plain_text, render


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Hello **you** & `me`", "Hello you & me"),
        ("# A\n\nb\nc\n\n- d\n- e", "A\nb\nc\nd\ne"),
        ("[here](https://a.de) https://b.de", "here https://b.de"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a · b\n1 · 2"),
        ("1 < 2 &lt; 3 <b>", "1 < 2 < 3 <b>"),
        ("```\na  b\n\nc\n```", "a b\nc"),
        ("", ""),
    ],
)
def test_the_words_of_a_post_stand_line_by_line(source, text):
    assert plain_text(render(source).html) == text


def test_foreign_html_loses_its_tags_too():
    assert plain_text("<script>x</script><p onclick=x>a<img src=x>b") == "ab"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title\n\nRead *this* first.\n\n- And this.", "Read this first. And this."),
        ("| where | price |\n|---|---|\n| EU | 0 € |\n\nBook first.", "Book first."),
        ("```\nping\n```\n\nThen wait.", "Then wait."),
        ("| where | price |\n|---|---|\n| EU | 0 € |", "where · price EU · 0 €"),
        ("Hold the button for ten seconds.", "Hold the button for ten seconds."),
        ("Hold the button for ten seconds, then wait.", "Hold the button for ten …"),
        ("Rindfleischetikettierungsüberwachungsaufgabe", "Rindfleischetikettierungsüberw …"),
        ("", ""),
    ],
)
def test_an_opening_is_what_reads_as_a_sentence(source, text):
    assert opening(render(source).html, 32) == text
