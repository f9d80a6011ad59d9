"""The list of parts grows with what people write."""

from knowledge.search.compounds import parts_with, split_compound
from knowledge.search.learning import learned_from

ALONE = ["Mein Quaxo blinkt", "Quaxo tauschen", "Der Quaxo ist laut", "Quaxo weg", "Neuer Quaxo"]
WITHIN = ["Quaxogerät", "Quaxovertrag", "Funkquaxo", "Quaxokabel"]


def test_word_that_stands_alone_and_within_others_is_learned():
    assert learned_from([*ALONE, *WITHIN]) == {"quaxo"}


def test_compound_with_a_learned_part_splits():
    parts = parts_with(learned_from([*ALONE, *WITHIN]))

    assert split_compound("quaxostecker", parts) == ("quaxo", "stecker")
    assert split_compound("hausquaxo", parts) == ("haus", "quaxo")
    assert split_compound("quaxostecker", parts_with(frozenset())) == ()


def test_word_that_never_stands_alone_is_not_learned():
    assert learned_from(WITHIN * 10) == frozenset()


def test_word_that_is_in_no_others_is_not_learned():
    assert learned_from([*ALONE, "Quaxogerät", "Funkquaxo"]) == frozenset()


def test_same_text_said_often_counts_a_compound_once():
    assert learned_from([*ALONE, *["Quaxogerät und Funkquaxo"] * 50]) == frozenset()


def test_linking_letters_belong_to_the_first_part_alone():
    texts = ["Mindung"] * 5 + ["Mindungsgerät", "Mindungsvertrag", "Mindungskabel"]

    parts = parts_with(learned_from(texts))

    assert split_compound("mindungsdose", parts) == ("mindungs", "dose")
    assert split_compound("kabelmindungs", parts) == ()


def test_listed_words_and_what_is_made_of_them_are_not_learned():
    texts = [*["Router", "Routerneustart"] * 5, "Routerneustartgerät", "Routerneustartkabel"]

    assert learned_from([*texts, "Routerneustartdose"]) == frozenset()


def test_prefixes_that_stand_alone_are_not_learned():
    texts = ["Unter", "Zurück", "Wider"] * 9
    within = ["Unternetz", "Unterkabel", "Untergerät", "Zurückkabel", "Zurückgerät", "Zurückdose"]

    assert learned_from([*texts, *within]) == frozenset()


def test_two_new_words_are_learned_from_each_other():
    texts = ["Quaxo Zambel"] * 5 + ["Quaxozambel", "Zambelquaxo", "Quaxogerät", "Zambelgerät"]

    assert learned_from(texts) == {"quaxo", "zambel"}


def test_verbs_and_adjectives_are_not_learned():
    """“Eingestellt” is no compound of “gestellt”."""
    texts = ["es ist gestellt"] * 9 + ["Gestellt", "Eingestellt", "Aufgestellt", "Netzgestellt"]

    assert learned_from(texts) == frozenset()
