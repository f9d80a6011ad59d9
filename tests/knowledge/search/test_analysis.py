import pytest

from knowledge.search.analysis import is_stop_word, terms_of, terms_of_word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Störung", "Stoerung"),
        ("Störung", "STÖRUNGEN"),
        ("Straße", "Strasse"),
        ("Ball", "Bälle"),
        ("Störung", "Sto\u0308rung"),
        ("café", "CAFE"),
    ],
)
def test_spellings_and_forms_of_a_german_word_come_together(one, other):
    """A-UN-08: case, accents, composed or not, ß and ss."""
    assert terms_of(one, "de") == terms_of(other, "de")


def test_new_and_steuer_keep_their_ue():
    assert terms_of_word("neue", "de") == terms_of_word("neu", "de")
    assert terms_of_word("Steuer", "de") != terms_of_word("Stur", "de")


@pytest.mark.parametrize(("one", "other"), [("connection", "connections"), ("dropped", "drops")])
def test_forms_of_an_english_word_come_together(one, other):
    assert terms_of(one, "en") == terms_of(other, "en")


def test_dotted_capital_i_and_final_sigma_do_not_divide_words():
    """A-UN-08."""
    assert terms_of("İSTANBUL", "en") == terms_of("istanbul", "en")
    assert terms_of("ΟΔΟΣ", "en") == terms_of("οδος", "en")


def test_a_hyphen_joins_and_divides():
    assert set(terms_of("E-Mail", "de")) >= set(terms_of("Email Mail", "de"))
    assert set(terms_of("Fritz!Box", "de")) >= set(terms_of("Fritzbox Box", "de"))


def test_a_compound_is_found_by_its_parts_and_as_a_whole():
    terms = terms_of_word("Internetverbindungen", "de")

    assert terms_of_word("Internet", "de")[0] in terms
    assert terms_of_word("Verbindung", "de")[0] in terms
    assert terms[0] == "internetverbind"


def test_english_is_not_split():
    assert terms_of_word("Internetverbindung", "en") == ("internetverbindung",)


def test_stop_words_belong_to_a_language():
    assert is_stop_word("die", ["de"])
    assert is_stop_word("Für", ["de"])
    assert not is_stop_word("die", ["en"])


def test_an_endless_word_is_left_out():
    assert terms_of("x" * 10_000, "de") == []
