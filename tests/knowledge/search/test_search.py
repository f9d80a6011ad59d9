import pytest

from knowledge.search.engine import MAX_HITS, Kind, Query, State
from tests.knowledge.search.builders import found_by, make_article, make_document

HOSTILE = [
    "",
    " ",
    "a",
    "'",
    '"',
    "\\",
    ":",
    "*",
    "& | ! ( )",
    "router AND (",
    'title:"router',
    "router <-> neu",
    "a*",
    "%_%_%",
    "[a-z]+(.*)$",
    "^~2 router~99 router^1e99",
    "der die das",
    "the and of",
    "\0",
    "router\0neu",
    "😀",
    "👩‍👩‍👧 router",
    "\u202erouter",
    "\ud800",
    "x" * 10_000,
    "router " * 2_000,
    " ".join(f"wort{number}" for number in range(1_000)),
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("is_typing", [False, True])
def test_no_text_makes_an_error(engine, text, is_typing):
    """A-MA-04, A-DO-06: syntax, 10 kB, a thousand terms, only stop words, NUL, emoji."""
    engine.put([make_document("Router neu starten: der die das the and of")])

    result = engine.search(Query(text=text, is_typing=is_typing))

    assert result.total == len(result.hits)
    assert result.words is not None


def test_syntax_finds_what_its_words_find(engine):
    """A-MA-04."""
    router = make_document("Router neu starten")
    engine.put([router, make_document("Rechnung verstehen")])

    assert found_by(engine, 'title:"router" AND (-neu') == [router.key]


def test_a_single_letter_is_no_search(engine):
    """A-DO-06: at least two letters."""
    engine.put([make_document("Taste C klemmt")])
    assert found_by(engine, "c") == []


def test_words_beyond_the_length_limit_do_not_count(engine):
    """A-DO-06: 200 characters."""
    engine.put([make_document("Router neu starten")])
    assert found_by(engine, "und " * 50 + "router") == []


def test_only_stop_words_find_a_title_of_stop_words(engine):
    who = make_document("Wer bist du?")
    engine.put([who, make_document("Router neu starten")])
    assert found_by(engine, "wer bist du") == [who.key]


@pytest.mark.parametrize(
    "text",
    [
        "Internet Verbindung",
        "internetverbindungen",
        "Verbindung",
        "STÖRUNG",
        "stoerungen",
        "Verbindung stört Kühlschrank",
    ],
)
def test_german_forms_parts_and_spellings_find(engine, text):
    question = make_document("Internetverbindung bricht ab", body="Störung seit gestern Abend")
    engine.put([question, make_document("Rechnung verstehen")])
    assert found_by(engine, text) == [question.key]


def test_one_word_is_enough(engine):
    question = make_document("Router blinkt rot")
    engine.put([question])
    assert found_by(engine, "router fällt jeden abend aus und startet neu") == [question.key]


def test_title_outweighs_body(engine):
    in_body = make_document("Frage zum Vertrag", body="Was kostet das Glasfaser Paket im Monat")
    in_title = make_document("Glasfaser Paket im Monat", body="Eine Frage zum Vertrag")
    engine.put([in_body, in_title])
    assert found_by(engine, "Glasfaser")[0] == in_title.key


def test_words_of_a_solution_find_its_thread_behind_others(engine):
    asked = make_document("Satellit dreht sich", body="Was tun?")
    solved = make_document("Kein Empfang", body="Was tun?", extra="Den Satelliten neu ausrichten")
    engine.put([solved, asked])
    assert found_by(engine, "Satellit") == [asked.key, solved.key]


def test_what_the_asker_wrote_counts_more_than_what_others_answered(engine):
    satellite, cable = "Die Satelliten neu ausrichten", "Ein Kabel war gebrochen"
    answered = make_document("Kein Empfang", body=cable, extra=satellite)
    asked = make_document("Kein Empfang", body=satellite, extra=cable)
    engine.put([answered, asked])

    assert found_by(engine, "Satelliten") == [asked.key, answered.key]
    assert found_by(engine, "Kabel") == [answered.key, asked.key]


def test_tags_find(engine):
    question = make_document("Langsam am Abend", tags=("glasfaser",))
    engine.put([question])
    assert found_by(engine, "glasfaser") == [question.key]


def test_an_english_page_finds_german_by_names_and_the_other_way_round(engine):
    german = make_document("Fjordbox startet dauernd neu")
    english = make_document("Fjordbox restarts all the time", language="en")
    engine.put([german, english])

    assert set(found_by(engine, "my Fjordbox is broken", language="en")) == {
        german.key,
        english.key,
    }
    assert set(found_by(engine, "Fjordbox kaputt", language="de")) == {german.key, english.key}


def test_word_of_both_languages_is_found_by_the_forms_of_each(engine):
    """English makes “stream” of “streaming”, which German keeps."""
    german = make_document("Streaming ruckelt")
    english = make_document("Streaming stutters", language="en")
    engine.put([german, english])

    assert found_by(engine, "Streaming ruckelt", language="de") == [german.key, english.key]


def test_the_language_of_the_page_is_only_a_hint(engine):
    english = make_document("Changing passwords", language="en")
    engine.put([english])
    assert found_by(engine, "how do I change the password", language="de") == [english.key]


def test_filters_narrow_and_counts_stay(engine):
    article = make_article("Router neu starten", product_id=1)
    solved = make_document("Router startet neu", state=State.SOLVED, product_id=2, tags=("router",))
    english = make_document("Router restarts", language="en")
    engine.put([article, solved, english])

    assert found_by(engine, "router", kinds=(Kind.ARTICLE,)) == [article.key]
    assert found_by(engine, "router", states=(State.SOLVED,)) == [solved.key]
    assert set(found_by(engine, "router", product_ids=(1, 2))) == {article.key, solved.key}
    assert found_by(engine, "router", tags=("router",)) == [solved.key]
    assert found_by(engine, "router", languages=("en",)) == [english.key]
    result = engine.search(Query(text="router", kinds=(Kind.ARTICLE,)))
    assert result.total == 1
    assert result.state_counts == {State.PUBLISHED: 1, State.SOLVED: 1, State.OPEN: 1}


def test_article_before_solved_before_open_when_equally_alike(engine):
    is_open = make_document("Router neu starten")
    solved = make_document("Router neu starten", state=State.SOLVED)
    article = make_article("Router neu starten")
    engine.put([is_open, solved, article])
    assert found_by(engine, "router neu starten") == [article.key, solved.key, is_open.key]


def test_a_much_better_question_stands_before_an_article(engine):
    article = make_article("Router kaufen", body="Welches Gerät passt zu mir")
    question = make_document("Router blinkt rot nach Gewitter")
    engine.put([article, question])
    assert found_by(engine, "Router blinkt rot nach Gewitter")[0] == question.key


def test_the_younger_one_first_among_equals(engine):
    old = make_document("Router blinkt", created=100)
    young = make_document("Router blinkt", created=200)
    engine.put([old, young])
    assert found_by(engine, "router") == [young.key, old.key]


def test_pages_follow_each_other(engine):
    engine.put([make_document("Router blinkt", created=number) for number in range(10)])
    first = found_by(engine, "router", limit=6)
    second = found_by(engine, "router", limit=6, offset=6)
    assert len(first) == 6
    assert len(set(first + second)) == 10


def test_counting_stops_at_the_last_hit_that_can_be_paged_to(engine):
    engine.put([make_document("Router blinkt") for _ in range(MAX_HITS + 5)])
    assert engine.search(Query(text="router", limit=1)).total == MAX_HITS
