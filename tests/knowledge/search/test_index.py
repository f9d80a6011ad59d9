import fcntl
import json
from threading import Thread

import pytest

from benchmarks.index_faulting import full_disk
from knowledge.search import index_folders, schema
from knowledge.search.engine import IndexBusy, IndexUnavailable, Query
from knowledge.search.tantivy_engine import TantivyEngine
from tests.knowledge.search.builders import found_by, make_document, nothing


def index_folder(engine_folder):
    return engine_folder / (engine_folder / "current").read_text()


def test_a_document_is_replaced_and_forgotten_by_its_key(engine):
    engine.put([make_document("Alter Titel", object_id=1)])
    engine.put([make_document("Neuer Titel", object_id=1), make_document("Anderes", object_id=11)])
    assert engine.count() == 2
    assert found_by(engine, "alter") == []

    engine.remove(["question-1", "question-999"])

    assert engine.count() == 1
    assert found_by(engine, "titel") == []


def test_the_last_of_a_batch_counts(engine):
    engine.put([make_document("Alt", object_id=1), make_document("Neu", object_id=1)])
    assert engine.count() == 1
    assert found_by(engine, "neu") == ["question-1"]


def test_another_process_sees_what_was_put(engine, tmp_path):
    reader = TantivyEngine(tmp_path / "index")
    assert reader.count() == 0

    engine.put([make_document("Router neu starten")])

    assert len(found_by(reader, "router")) == 1


def test_a_rebuild_takes_the_place_of_the_old_index(engine, tmp_path):
    reader = TantivyEngine(tmp_path / "index")
    engine.put([make_document("Router alt")])
    assert len(found_by(reader, "alt")) == 1

    count = engine.rebuild([make_document("Router neu"), make_document("Modem")], fetch=nothing)

    assert count == 2
    assert found_by(reader, "alt") == []
    assert len(found_by(reader, "modem")) == 1
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_while_a_rebuild_runs_the_old_index_answers_and_changes_are_caught_up(engine, tmp_path):
    """F-17: online, and equal to what events would have built."""
    writer = TantivyEngine(tmp_path / "index")
    engine.put([make_document("Router alt", object_id=1)])
    changed = {"question-1": make_document("Router geändert", object_id=1)}

    def documents():
        yield make_document("Router alt", object_id=1)
        yield make_document("Modem verborgen", object_id=2)
        assert found_by(writer, "alt") == ["question-1"]
        writer.put(changed.values())
        writer.remove(["question-2"])

    engine.rebuild(documents(), fetch=lambda keys: [changed[key] for key in keys if key in changed])

    assert found_by(engine, "geändert") == ["question-1"]
    assert found_by(engine, "alt") == []
    assert found_by(engine, "verborgen") == []
    assert engine.count() == 1


def test_events_and_a_rebuild_build_the_same(engine, tmp_path):
    """F-17."""
    documents = [make_document(f"Router blinkt {n}", body="rot grün " * n) for n in range(1, 30)]
    for document in documents:
        engine.put([document])
    rebuilt = TantivyEngine(tmp_path / "other")
    rebuilt.rebuild(documents, fetch=nothing)

    asked = Query(text="router rot 7", limit=50)

    assert engine.search(asked).hits == rebuilt.search(asked).hits


def test_a_failed_rebuild_leaves_the_old_index(engine):
    engine.put([make_document("Router neu starten")])

    def documents():
        yield make_document("Modem")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(documents(), fetch=nothing)

    assert len(found_by(engine, "router")) == 1
    engine.put([make_document("Modem")])
    assert engine.count() == 2


def test_a_missing_index_is_said_and_can_be_rebuilt(tmp_path):
    """F-17."""
    engine = TantivyEngine(tmp_path / "none")
    assert engine.needs_rebuild()
    for use in (engine.count, lambda: engine.search(Query(text="router"))):
        with pytest.raises(IndexUnavailable):
            use()
    with pytest.raises(IndexUnavailable):
        engine.put([make_document("Router")])

    engine.rebuild([make_document("Router")], fetch=nothing)

    assert not engine.needs_rebuild()


@pytest.mark.parametrize("suffix", [".json", ".idx", ".term", ".fast", ".store"])
@pytest.mark.parametrize("damage", ["gone", "garbage"])
def test_a_damaged_index_is_said_and_can_be_rebuilt(engine, tmp_path, suffix, damage):
    """F-17."""
    engine.put([make_document("Router neu starten")])
    for file in index_folder(tmp_path / "index").glob(f"*{suffix}"):
        file.unlink()
        if damage == "garbage":
            file.write_bytes(b"\xffgarbage" * 20)
    engine = TantivyEngine(tmp_path / "index")

    assert engine.needs_rebuild()
    with pytest.raises(IndexUnavailable):
        engine.search(Query(text="router"))
    with pytest.raises(IndexUnavailable):
        engine.put([make_document("Router")])

    engine.rebuild([make_document("Router")], fetch=nothing)
    assert len(found_by(engine, "router")) == 1


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"0-0-abc.1", b"../../etc"])
def test_an_index_of_another_version_is_not_used(engine, tmp_path, pointer):
    (tmp_path / "index" / "current").write_bytes(pointer)
    assert engine.needs_rebuild()


def test_another_parts_list_is_another_version(tmp_path, monkeypatch):
    before = schema.index_version()
    other = tmp_path / "german.txt"
    other.write_text(": s\nrouter\n")
    monkeypatch.setattr(schema, "PARTS_FILE", other)
    schema.index_version.cache_clear()
    try:
        assert schema.index_version() != before
    finally:
        schema.index_version.cache_clear()


def test_a_writer_that_waits_too_long_is_told_so(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(index_folders, "LOCK_PATIENCE", 0.0)
    with (tmp_path / "index" / "write.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(IndexBusy):
            engine.put([make_document("Router")])
    engine.put([make_document("Router")])
    assert engine.count() == 1


def test_a_second_rebuild_is_refused(engine, tmp_path):
    other = TantivyEngine(tmp_path / "index")

    def documents():
        with pytest.raises(IndexBusy):
            other.rebuild([], fetch=nothing)
        yield make_document("Router")

    assert engine.rebuild(documents(), fetch=nothing) == 1


def test_writers_at_once_lose_nothing(engine, tmp_path):
    def write(first):
        writer = TantivyEngine(tmp_path / "index")
        for number in range(first, first + 5):
            writer.put([make_document("Router", object_id=number)])

    threads = [Thread(target=write, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert engine.count() == 15


def test_no_text_but_titles_is_stored(engine, tmp_path):
    engine.put([make_document("Titel", body="geheimerkörper")])
    assert engine.search(Query(text="geheimerkörper")).total == 1
    files = index_folder(tmp_path / "index").glob("*.store")
    assert not any("geheimerkörper".encode() in file.read_bytes() for file in files)
    assert json.loads((index_folder(tmp_path / "index") / "meta.json").read_text())


@pytest.fixture
def open_writer(tmp_path, engine):
    return TantivyEngine(tmp_path / "index", stays_open=True)


def test_writer_that_stays_open_is_read_by_others_and_keeps_them_from_writing(open_writer, engine):
    for number in range(1, 30):
        open_writer.put([make_document("Router", object_id=number)])
    open_writer.remove(["question-29"])

    assert engine.count() == 28
    with pytest.raises(IndexBusy):
        engine.put([make_document("Modem")])


def test_writer_that_stays_open_writes_to_the_index_that_was_built_meanwhile(open_writer, engine):
    """F-17."""
    open_writer.put([make_document("Router alt", object_id=1)])
    engine.rebuild([make_document("Router neu", object_id=2)], fetch=nothing)

    open_writer.put([make_document("Router jung", object_id=3)])

    assert found_by(engine, "router") == ["question-2", "question-3"]


def test_commit_that_failed_is_no_part_of_the_next(open_writer, engine):
    open_writer.put([make_document("Router", object_id=1)])
    with full_disk(), pytest.raises(IndexUnavailable):
        open_writer.put([make_document("Router " + "rot " * 99, object_id=2)])

    open_writer.put([make_document("Router", object_id=3)])

    assert found_by(engine, "router") == ["question-1", "question-3"]
