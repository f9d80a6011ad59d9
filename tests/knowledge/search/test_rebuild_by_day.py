"""What `pulse` and `jobs` do with the index: one writes it, the other builds it."""

import pytest

from community.models import Question
from knowledge import tasks
from knowledge.models import IndexJob
from knowledge.search import analysing, index
from knowledge.search.circles import CircledEngine
from knowledge.search.engine import Query
from knowledge.search.tantivy_engine import TantivyEngine
from tests.factories import make_question
from tests.knowledge.search.builders import found_by, make_document, nothing

LEARNED = frozenset({"quaxo"})


@pytest.fixture
def base(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    return settings.SEARCH_DIR


@pytest.fixture
def taught(base, db):
    """Titles that teach a new part of compounds, and an index that was built before them."""
    index.keep_current()
    titles = ["Quaxo blinkt", "Quaxo tauschen", "Der Quaxo", "Quaxo weg", "Neuer Quaxo"]
    within = ["Quaxogerät defekt", "Quaxovertrag lang", "Quaxokabel fehlt"]
    for title in [*titles, *within]:
        make_question(title=title, language="de")


@pytest.fixture
def index_is_old(monkeypatch):
    monkeypatch.setattr(index, "LEARNED_FOR", 0.0)


def test_pulse_does_not_build_an_index(base, db, deliver_events):
    """It delivers events and mails, which would wait for as long as that takes."""
    make_question()
    deliver_events()

    tasks.update_index()

    assert index.engine().needs_rebuild()
    assert IndexJob.objects.exists()


def test_jobs_build_a_missing_index_and_leave_a_good_one(base, db):
    assert tasks.build_index()
    assert not tasks.build_index()
    assert not tasks.look_after_index()


def test_compound_is_found_by_a_part_that_was_learned(taught, index_is_old):
    assert found_by(index.engine(), "Quaxo Kabel", language="de") == []

    assert index.learn_parts()

    index.update_all()
    hits = index.engine().search(Query(text="kabel", language="de")).hits
    assert len(hits) == 1
    assert index.engine().learned() == LEARNED


def test_unchanged_list_is_no_reason_to_build(taught, index_is_old):
    index.learn_parts()

    assert not index.learn_parts()


def test_index_is_built_for_its_parts_once_a_day_at_most(taught):
    assert not index.learn_parts()


def test_hidden_titles_teach_nothing(taught, index_is_old):
    Question.objects.update(hidden_at="2026-01-01T00:00Z")

    assert not index.learn_parts()


def test_what_is_put_is_split_as_the_index_was_built(tmp_path):
    built_by_jobs = TantivyEngine(tmp_path / "index")
    built_by_jobs.rebuild([], fetch=nothing, learned=LEARNED)
    TantivyEngine(tmp_path / "other").rebuild([], fetch=nothing)

    TantivyEngine(tmp_path / "index").put([make_document("Quaxostecker", object_id=1)])

    assert found_by(TantivyEngine(tmp_path / "index"), "quaxo") == ["question-1"]


def test_search_goes_on_by_the_old_parts_until_the_new_index_is_there(tmp_path):
    engine = CircledEngine(tmp_path / "search")
    reader = CircledEngine(tmp_path / "search")
    engine.rebuild([make_document("Quaxostecker", object_id=1)], fetch=nothing)
    found = []

    def documents():
        found.append(found_by(reader, "quaxostecker"))
        yield make_document("Quaxostecker", object_id=1)
        found.append(found_by(reader, "stecker"))

    engine.rebuild(documents(), fetch=nothing, learned=LEARNED)

    assert found == [["question-1"], []]
    assert found_by(reader, "stecker") == ["question-1"]


def test_index_of_another_list_is_read_until_it_is_built_again(tmp_path, monkeypatch):
    engine = TantivyEngine(tmp_path / "index")
    engine.rebuild([make_document("Router", object_id=1)], fetch=nothing)
    folder = tmp_path / "index" / (tmp_path / "index" / "current").read_text()
    schema, analysis, _rest = folder.name.split("-", 2)
    other = folder.rename(folder.with_name(f"{schema}-{analysis}-00000000.00000000.1"))
    (tmp_path / "index" / "current").write_text(other.name)

    newcomer = TantivyEngine(tmp_path / "index")

    assert found_by(newcomer, "router") == ["question-1"]
    assert newcomer.needs_rebuild()


def test_processes_that_analyse_make_the_same_index(tmp_path, monkeypatch):
    documents = [make_document(f"Quaxostecker {n}", body="rot " * n) for n in range(9)]
    alone = TantivyEngine(tmp_path / "alone")
    alone.rebuild(documents, fetch=nothing, learned=LEARNED)
    monkeypatch.setattr(analysing, "BATCH", 2)
    monkeypatch.setattr(analysing, "_process_count", lambda: 2)
    together = TantivyEngine(tmp_path / "together")

    together.rebuild(documents, fetch=nothing, learned=LEARNED)

    asked = Query(text="quaxo 7 rot", limit=20)
    assert together.search(asked).hits == alone.search(asked).hits != ()
    assert together.count() == 9


def test_failure_of_what_is_read_ends_the_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(analysing, "BATCH", 2)
    monkeypatch.setattr(analysing, "_process_count", lambda: 2)

    def documents():
        yield from (make_document("Router") for _ in range(9))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        list(analysing.analysed(documents(), frozenset()))


def test_index_of_an_older_schema_is_built_again_without_a_hand(base, db):
    """An update of the product: what the last version has left can't be read."""
    make_question(title="Router blinkt", language="de")
    index.rebuild()
    left = base / "1-1-00000000.1"
    (base / (base / "current").read_text()).rename(left)
    (base / "current").write_text(left.name)
    assert index.engine().needs_rebuild()

    assert tasks.build_index()

    assert len(found_by(index.engine(), "router")) == 1
    assert not left.exists()
