import pytest

from knowledge.search.engine import Query, State
from knowledge.search.hits import Correction
from tests.knowledge.search.builders import found_by, make_article, make_document


@pytest.mark.parametrize(
    "text",
    [
        "Routre neu strten",
        "Ruoter",
        "Ruter",
        "Oruter",
        "Zurücksetzn",
        "zuruecksezten",
        "Zurücksezen",
    ],
)
def test_an_article_is_found_by_a_typing_error_of_its_title(engine, text):
    article = make_article("Router zurücksetzen")
    engine.put([article, make_document("Rechnung verstehen")])
    assert found_by(engine, text) == [article.key]


def test_an_english_article_too(engine):
    article = make_article("Resetting your password", language="en")
    engine.put([article, make_document("Understanding the bill", language="en")])
    assert found_by(engine, "pasword", language="en") == [article.key]


def test_the_result_says_what_was_meant(engine):
    engine.put([make_article("Router zurücksetzen")])
    result = engine.search(Query(text="Routre blinkt"))
    assert result.corrections == (Correction("Routre", "Router"),)
    assert "Router" in result.words


def test_an_error_that_somebody_else_made_too_still_finds_the_rest(engine):
    engine.put([make_document(f"Rechnung {number} verstehen") for number in range(40)])
    engine.put([make_document(f"Router blinkt {number}") for number in range(12)])
    engine.put([make_document("Routre blinkt")])
    assert len(found_by(engine, "routre", limit=50)) == 13


@pytest.mark.parametrize("word", ["Partei", "Wlan", "12345", "abc"])
def test_right_and_short_words_and_numbers_are_not_corrected(engine, word):
    engine.put([make_document("Partner Wlam 12346 abd")])
    assert engine.search(Query(text=word)).corrections == ()


def test_suggestions_begin_with_the_third_word(engine):
    article = make_article("Router neu starten")
    engine.put([article])

    assert engine.suggest("Router neu").hits == ()
    assert [hit.key for hit in engine.suggest("Router neu s").hits] == [article.key]


def test_the_last_word_may_be_unfinished(engine):
    article = make_article("Rechnung online ansehen")
    engine.put([article, make_article("Router neu starten")])
    assert [hit.key for hit in engine.suggest("wo ist meine Rech").hits] == [article.key]


def test_only_solutions_are_suggested(engine):
    is_open = make_document("Router neu starten")
    solved = make_document("Router neu starten", state=State.SOLVED)
    article = make_article("Router neu starten")
    engine.put([is_open, solved, article])
    found = [hit.key for hit in engine.suggest("Router neu starten").hits]
    assert found == [article.key, solved.key]


def test_no_more_suggestions_than_asked_for(engine):
    engine.put([make_article(f"Router neu starten {number}") for number in range(9)])
    assert len(engine.suggest("Router neu starten", limit=3).hits) == 3


def test_a_draft_is_like_its_subject_and_not_like_itself(engine):
    draft = make_document("Internet weg", body="Nach dem Gewitter blinkt die Fjordbox rot")
    alike = make_document("Fjordbox blinkt rot")
    engine.put([draft, alike, make_document("Rechnung verstehen")])
    assert [hit.key for hit in engine.similar(draft)] == [alike.key]
