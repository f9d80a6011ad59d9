"""What comes first among those that say the same."""

from math import prod

import pytest

from knowledge.search.engine import Kind, Query, Sort, State
from knowledge.search.hits import PartName
from knowledge.search.tantivy_engine import TantivyEngine
from tests.knowledge.search.builders import found_by, make_article, make_document, nothing

NOW = 1_750_000_000
DAY = 86_400


def test_younger_question_comes_first(engine):
    old = make_document("Router blinkt rot", created=NOW - 300 * DAY)
    young = make_document("Router blinkt rot", created=NOW - DAY)
    engine.put([old, young])

    assert found_by(engine, "Router blinkt", now=NOW) == [young.key, old.key]


def test_half_life_says_how_much_being_new_is_worth(tmp_path):
    old = make_document("Router blinkt rot und wird sehr heiß", created=NOW - 60 * DAY, linked=1)
    young = make_document("Router blinkt rot und wird sehr heiß", created=NOW - DAY)
    orders = []
    for days in (7, 3_000):
        engine = TantivyEngine(tmp_path / str(days), half_life_days=days)
        engine.rebuild([old, young], fetch=nothing)
        orders.append(found_by(engine, "Router blinkt", now=NOW))

    assert orders == [[young.key, old.key], [old.key, young.key]]


def test_article_ages_slower_than_a_question(engine):
    article = make_article("Router blinkt rot", created=NOW - 90 * DAY)
    question = make_document("Router blinkt rot", created=NOW - 60 * DAY, state=State.SOLVED)
    engine.put([question, article])

    assert found_by(engine, "Router blinkt", now=NOW) == [article.key, question.key]


def test_article_then_confirmed_then_solved_then_open(engine):
    alike = {"created": NOW - 1}
    open_one = make_document("Router blinkt rot", **alike)
    solved = make_document("Router blinkt rot", state=State.SOLVED, **alike)
    official = make_document("Router blinkt rot", state=State.SOLVED, is_official=True, **alike)
    article = make_article("Router blinkt rot", **alike)
    engine.put([open_one, solved, official, article])

    found = found_by(engine, "Router blinkt", now=NOW)

    assert found == [article.key, official.key, solved.key, open_one.key]


def test_what_others_took_for_the_answer_comes_first(engine):
    never = make_document("Router blinkt rot")
    often = make_document("Router blinkt rot", linked=3)
    once = make_document("Router blinkt rot", linked=1)
    engine.put([never, often, once])

    assert found_by(engine, "Router blinkt") == [often.key, once.key, never.key]


def test_each_doubling_of_links_counts_as_much(engine):
    engine.put([make_document("Router", linked=count) for count in (1, 3, 7)])

    hits = engine.search(Query(text="Router", is_explained=True)).hits

    linked = [part.amount for hit in hits for part in hit.parts if part.name == PartName.LINKED]
    assert linked == [2.5, 2.0, 1.5]


def test_clock_that_ran_ahead_makes_nothing_fresher_than_fresh(engine):
    often = make_document("Router blinkt rot", linked=9)
    ahead = make_document("Router blinkt rot", created=40 * NOW)
    engine.put([ahead, often])

    assert found_by(engine, "Router blinkt") == [often.key, ahead.key]


@pytest.mark.parametrize("filters", [{}, {"states": (State.OPEN,)}])
def test_common_word_alone_is_no_match(engine, filters):
    """Nor does it become one where a filter hides what matches better."""
    dock = make_document("Router an der Fjorddose", state=State.SOLVED)
    engine.put([dock, *(make_document(f"Rechnung {n}", body="Router") for n in range(60))])

    found = found_by(engine, "Router Fjorddose", **filters)

    assert found == ([] if filters else [dock.key])


def test_asked_as_of_a_day_nothing_younger_is_there(engine):
    before = make_document("Router blinkt", created=NOW - 1)
    engine.put([before, make_document("Router blinkt", created=NOW)])

    assert found_by(engine, "Router", now=NOW) == [before.key]


def test_mistyped_title_is_told_by_its_letters(engine):
    """No word is corrected to one that hardly anybody writes."""
    other, near = map(make_document, ("Telefon ohne Anschluss", "Fritzbox ohne Anschluss"))
    engine.put([other, near])

    assert found_by(engine, "Frizbox Anschluss")[0] == near.key


def test_small_words_decide_between_the_alike(engine):
    who = make_document("Wer darf den Anschluss ändern und wechseln?")
    where = make_document("Wo kann man Anschluss ändern und wechseln?")
    engine.put([where, who])

    found = found_by(engine, "Wer darf Anschluss ändern")

    assert found[0] == who.key


def test_small_words_find_nothing_themselves(engine):
    router = make_document("Router und Anschluss")
    engine.put([make_document("Was ist das und wie geht das?"), router])

    assert found_by(engine, "Wie ist das mit Router und Anschluss") == [router.key]


def test_newest_first_among_what_matches(engine):
    old = make_document("Router", created=NOW - DAY)
    new = make_document("Der Router und vieles andere mehr in einem langen Titel", created=NOW)
    engine.put([old, new, make_document("Rechnung", created=NOW)])

    assert found_by(engine, "Router", sort=Sort.NEWEST) == [new.key, old.key]


def test_only_what_is_younger_than_asked_for(engine):
    on_the_day = make_document("Router", created=NOW)
    engine.put([on_the_day, make_document("Router", created=NOW - 1)])

    assert found_by(engine, "Router", since=NOW) == [on_the_day.key]


def test_pinned_comes_first_whatever_it_says(engine):
    pinned = [make_article("Kündigen"), make_article("Umziehen")]
    router = make_document("Router", linked=9)
    engine.put([router, *reversed(pinned)])

    result = engine.search(Query(text="Router", pinned=tuple(each.key for each in pinned)))

    assert [hit.key for hit in result.hits] == [*(each.key for each in pinned), router.key]
    assert [hit.pin for hit in result.hits] == [1, 2, 0]
    assert result.total == 3


def test_pinned_that_is_found_anyway_is_there_once(engine):
    first, second = make_document("Router"), make_document("Router Router")
    engine.put([first, second])

    for pinned in (first.key, second.key):
        result = engine.search(Query(text="Router", pinned=(pinned,)))
        assert result.hits[0].key == pinned
        assert min(hit.score for hit in result.hits) > 0
        assert result.total == 2


def test_pinned_is_shown_only_to_those_whose_filters_it_passes(engine):
    """A-AZ-07: a pin names a document, and gives nobody what he could not find."""
    engine.put([make_article("Kündigen", object_id=7), make_document("Router", object_id=1)])

    found = found_by(engine, "Router", pinned=("article-7", "article-99"), kinds=(Kind.QUESTION,))

    assert found == ["question-1"]


def test_the_parts_of_a_score_give_the_score(engine):
    engine.put(
        [
            make_document(
                "Router blinkt rot",
                body="Er wird auch heiß",
                extra="blinkt",
                state=State.SOLVED,
                created=NOW - 9 * DAY,
                linked=2,
            ),
            make_document("Rechnung"),
        ]
    )

    asked = Query(text="Wie blinkt mein Router und er", now=NOW, is_explained=True)
    hit = engine.search(asked).hits[0]

    points = sum(part.amount for part in hit.parts if part.name == PartName.WORD)
    factors = prod(part.amount for part in hit.parts if part.name != PartName.WORD)
    assert hit.score == pytest.approx(points * factors, rel=1e-4)
    assert {part.name for part in hit.parts} == {
        PartName.WORD,
        PartName.TITLE,
        PartName.FRESH,
        PartName.LINKED,
        PartName.PREFERRED,
    }


def test_nobody_pays_for_parts_that_he_does_not_ask_for(engine):
    engine.put([make_document("Router")])
    assert engine.search(Query(text="Router")).hits[0].parts == ()
