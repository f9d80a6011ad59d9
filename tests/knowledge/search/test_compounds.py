import pytest

from knowledge.search.compounds import load_parts, split_compound
from tests.patience import processor_seconds


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("routerneustart", ("router", "neu", "start")),
        ("vertragsverlangerung", ("vertrags", "verlangerung")),
        ("kundigungsfristen", ("kundigungs", "fristen")),
        ("mobilfunkvertrag", ("mobilfunk", "vertrag")),
        ("bucherregal", ("bucher", "regal")),
        ("ladegerat", ("lade", "gerat")),
    ],
)
def test_a_compound_splits_into_listed_parts(word, parts):
    assert split_compound(word) == parts


@pytest.mark.parametrize(
    "word", ["unternehmen", "verbindung", "kundigung", "dehnbar", "schutzlos", "fritzbox", "router"]
)
def test_what_is_no_compound_stays_whole(word):
    assert split_compound(word) == ()


def test_a_compound_with_an_unlisted_part_stays_whole():
    assert split_compound("routerxyzzy") == ()


def test_the_list_has_only_words_that_can_be_parts():
    assert min(map(len, load_parts().at_the_end)) >= 2
    assert all(word.isalpha() and word == word.lower() for word in load_parts().everywhere)


def test_a_long_word_of_many_parts_takes_no_time():
    """A-DO-06."""
    with processor_seconds(0.1):
        split_compound("tagtor" * 8)
