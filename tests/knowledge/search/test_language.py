import pytest

from knowledge.search.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Seit gestern geht mein Anschluss nicht mehr", "de"),
        ("Router lässt sich nicht neu starten", "de"),
        ("Since yesterday my connection does not work", "en"),
        ("How do I change the password of my router?", "en"),
    ],
)
def test_small_words_tell_the_language(text, language):
    assert guess_language(text, default="") == language


def test_a_single_name_takes_the_default():
    assert guess_language("Router", default="en") == "en"
    assert guess_language("", default="de") == "de"
