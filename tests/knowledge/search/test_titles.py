"""Titles are told apart by their letters."""

from knowledge.search.titles import grams_of
from tests.knowledge.search.builders import found_by, make_document


def test_groups_of_letters_stay_within_words():
    assert grams_of("Ab Tür") == {"_ab", "ab_", "_tu", "tur", "ur_"}


def test_title_without_words_has_no_letters():
    assert grams_of("?! …") == frozenset()


def test_title_of_the_same_letters_passes_what_has_more_points(engine):
    """No word with a number in it is corrected: the letters alone tell."""
    others = [make_document(f"Anschluss {n}", body="Anschluss") for n in range(9)]
    near = make_document("Die Fjordbox5000 am Anschluss")
    engine.put([*others, near])

    assert found_by(engine, "Anschluss")[-1] == near.key
    assert found_by(engine, "Fjordbox500 Anschluss")[0] == near.key
