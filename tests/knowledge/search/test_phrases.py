"""What stands in quotation marks, and what curators say means the same."""

import pytest

from knowledge.search.engine import Query
from tests.knowledge.search.builders import found_by, make_document


@pytest.mark.parametrize("text", ['"rote Lampe"', "„rote Lampe“", "»rote Lampe«", "“rote Lampe”"])
def test_phrase_is_found_word_by_word(engine, text):
    together = make_document("Router", body="Die rote Lampe blinkt")
    engine.put([together, make_document("Router", body="Die Lampe ist eine rote")])

    assert found_by(engine, text) == [together.key]


def test_phrase_narrows_what_the_other_words_find(engine):
    both = make_document("Router mit roter Lampe")
    engine.put([both, make_document("Router"), make_document("Lampe, roter Router")])

    assert found_by(engine, 'Router "roter Lampe"') == [both.key]


def test_phrase_in_an_answer_is_found(engine):
    document = make_document("Router", extra="Halten Sie die Taste zehn Sekunden gedrückt")
    engine.put([document])

    assert found_by(engine, '"zehn Sekunden"') == [document.key]


def test_phrase_of_the_other_language_is_found(engine):
    document = make_document("Router: the red light is blinking", language="en")
    engine.put([document])

    assert found_by(engine, '"red light"', language="de") == [document.key]


def test_phrase_does_not_run_from_a_title_into_the_next_text(engine):
    engine.put([make_document("Lampe rot", body="Router")])

    assert found_by(engine, '"rot Lampe"') == []
    assert found_by(engine, '"rot Router"') == []


def test_compound_in_a_phrase_is_found(engine):
    document = make_document("Wie lang ist die Kündigungsfrist im Mobilfunkvertrag?")
    engine.put([document])

    assert found_by(engine, '"Kündigungsfrist im Mobilfunkvertrag"') == [document.key]


def test_open_quotation_mark_begins_nothing(engine):
    document = make_document("Lampe rot")
    engine.put([document])

    assert found_by(engine, '"rot Lampe') == [document.key]


@pytest.mark.parametrize("text", ['""', '"!"', '" "', '"unbekannteswort"', '"a b c"' * 60])
def test_strange_phrases_are_no_error(engine, text):
    engine.put([make_document("Router")])
    assert found_by(engine, text) == []


def synonyms(word: str, language: str) -> tuple[str, ...]:
    return {"Störung": ("Ausfall", "kein Netz")}.get(word, ())


def test_synonym_finds_what_says_it_otherwise(engine):
    outage, nothing_works = make_document("Ausfall"), make_document("Hier ist kein Netz")
    engine.put([outage, nothing_works, make_document("Netz ausbauen, kein Glück")])

    result = engine.search(Query(text="Störung", language="de", synonyms=synonyms))

    assert {hit.key for hit in result.hits} == {outage.key, nothing_works.key}
    assert {"Störung", "Ausfall", "kein", "Netz"} <= set(result.words)


def test_what_says_the_word_itself_comes_before_its_synonym(engine):
    other = make_document("Seit heute früh", body="Ausfall gemeldet")
    itself = make_document("Seit heute früh", body="Störung gemeldet")
    engine.put([other, itself])

    found = found_by(engine, "Störung", language="de", synonyms=synonyms)

    assert found == [itself.key, other.key]


def test_what_says_the_word_itself_comes_before_what_says_all_its_synonyms(engine):
    others = make_document("Seit heute früh", body="Ausfall und Defekt gemeldet")
    itself = make_document("Seit heute früh", body="Störung ist hier gemeldet")
    engine.put([others, itself])

    def alike(word: str, language: str) -> tuple[str, ...]:
        return ("Ausfall", "Defekt") if word == "Störung" else ()

    assert found_by(engine, "Störung", language="de", synonyms=alike) == [itself.key, others.key]


def test_synonyms_help_while_one_types(engine):
    outage = make_document("Ausfall in der Stadt", state="solved")
    engine.put([outage])

    result = engine.suggest("Seit gestern Störung", language="de", synonyms=synonyms)

    assert [hit.key for hit in result.hits] == [outage.key]


def test_umlauts_are_found_however_they_are_written(engine):
    document = make_document("Gebühr für Rücksendung nach Österreich, Straße unbekannt")
    engine.put([document])

    for text in ("Gebuehr", "Gebuhr", "gebühren", "Ruecksendung", "Oesterreich", "strasse"):
        assert found_by(engine, text, language="de") == [document.key], text
