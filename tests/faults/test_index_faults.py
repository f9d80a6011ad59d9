"""benchmarks/index_faults.py in small: the search goes on, tells nothing that is hidden, and holds
in the end what a fresh build holds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from benchmarks.index_faulting import FAULTS, contents_of, folders_of, full_disk
from benchmarks.index_writer import DOCUMENTS, document
from config.place import BASE_DIR
from knowledge.actions.indexing import request_indexing
from knowledge.models import IndexJob
from knowledge.search import index
from knowledge.search.checksums import damaged_files
from knowledge.search.circles import CircledEngine
from knowledge.search.documents import all_documents, documents_of
from knowledge.search.engine import IndexUnavailable, Query
from knowledge.search.finding import find
from knowledge.search.index_folders import PARTS
from tests.factories import hide, make_article, make_question
from tests.knowledge.search.builders import make_document, nothing

KILLS = 4
WORD = "flickering"


@pytest.fixture
def base(settings, tmp_path) -> Path:
    settings.SEARCH_DIR = tmp_path / "search"
    return settings.SEARCH_DIR


@pytest.fixture
def site(base, db, deliver_events):
    """A question that was hidden after it was indexed, others, and an article for staff."""
    questions = [make_question(title=f"Why is lamp {n} {WORD}?") for n in range(6)]
    make_article(title=f"{WORD} lamps", audience="staff")
    deliver_events()
    index.keep_current()
    hide(questions[0])
    return questions


def found() -> set[int]:
    finds = find(WORD, viewer=AnonymousUser(), language="en")
    return {each.row.pk for each in finds.items if not each.is_article}


def fresh_contents(tmp_path: Path) -> dict:
    fresh = tmp_path / "fresh" / "search"
    fresh.parent.mkdir()
    CircledEngine(fresh).rebuild(
        all_documents(), fetch=documents_of, learned=index.engine().learned()
    )
    return contents_of(fresh)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("stays_open", [False, True])
def test_search_goes_on_and_is_repaired(fault, stays_open, base, site, tmp_path, deliver_events):
    """A-VO-16: a writer that stays open mends the list of files by its next commit."""
    shown = {question.pk for question in site[1:]}
    assert found() == shown
    request_indexing([f"question-{site[1].pk}"])
    index.update_all(stays_open=stays_open)

    FAULTS[fault](base)

    assert found() in (shown, set())
    request_indexing([f"question-{question.pk}" for question in site[:3]])
    index.update_all(stays_open=stays_open)
    is_repaired = index.rebuild_if_due() or index.repair()
    assert is_repaired or (stays_open and fault == "list of files overwritten")
    index.update_all(stays_open=stays_open)
    assert found() == shown
    assert contents_of(base) == fresh_contents(tmp_path)


@pytest.mark.parametrize("fault", ["folder deleted", "file lost", "another version"])
def test_process_that_has_opened_the_index_reads_on(fault, base, site):
    before = found()

    FAULTS[fault](base)

    assert found() == before != set()


@pytest.mark.parametrize("fault", FAULTS)
def test_process_that_opens_it_then_says_so(fault, base, site):
    FAULTS[fault](base)
    newcomer = CircledEngine(base)

    try:
        newcomer.search(Query(text=WORD))
        is_read = True
    except IndexUnavailable:
        is_read = False

    assert not is_read or not newcomer.is_whole()


def test_what_waits_is_kept_until_there_is_an_index(base, site, deliver_events):
    FAULTS["folder deleted"](base)
    asked = make_question(title=f"Another {WORD} lamp")
    deliver_events()

    index.update_all()
    assert IndexJob.objects.filter(document=f"question-{asked.pk}").exists()
    index.keep_current()

    assert asked.pk in found()
    assert not IndexJob.objects.exists()


def test_full_disk_costs_nothing_that_is_there(base, site, deliver_events, tmp_path):
    before = found()
    asked = make_question(title=f"Another {WORD} lamp")
    deliver_events()
    request_indexing([f"question-{site[0].pk}"])

    with full_disk():
        index.update_all()
        assert found() == before
        with pytest.raises(IndexUnavailable):
            index.engine().rebuild(all_documents(), fetch=documents_of)
    assert [each.name for each in base.iterdir() if each.is_dir()] == [
        (base / "current").read_text()
    ]
    index.update_all()

    assert found() == before | {asked.pk}
    assert contents_of(base) == fresh_contents(tmp_path)


def test_writer_that_is_killed_leaves_an_index_that_can_be_read_and_caught_up(tmp_path):
    """The rows that ask for indexing outlive it: what they ask for is put again."""
    base = tmp_path / "search"
    reader = CircledEngine(base)
    reader.rebuild([], fetch=nothing)
    for number in range(KILLS):
        writer = subprocess.Popen(  # noqa: S603
            [sys.executable, "benchmarks/index_writer.py", str(base)],
            cwd=BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
        )
        with writer:
            assert writer.stdout.readline() == "ready\n"
            for _ in range(30 * number):
                reader.search(Query(text="router", circles=("members", "staff")))
            writer.kill()
        assert not reader.needs_rebuild()

    documents = [document(number, 2) for number in range(DOCUMENTS)]
    reader.put(documents)
    fresh = tmp_path / "fresh" / "search"
    fresh.parent.mkdir()
    CircledEngine(fresh).rebuild(documents, fetch=nothing)

    assert contents_of(base) == contents_of(fresh)


@pytest.mark.parametrize("sweeper", ["next rebuild", "jobs"])
def test_what_a_killed_rebuild_left_is_swept(sweeper, base, db):
    CircledEngine(base).rebuild([make_document("Router")], fetch=nothing)
    for folder in folders_of(base):
        (folder / "1-1-00000000.00000000.5").mkdir()
        (folder / "changed").write_text("question-1\n")

    if sweeper == "jobs":
        assert not index.repair()
    else:
        CircledEngine(base).rebuild([make_document("Router")], fetch=nothing)

    for folder in folders_of(base):
        assert [each for each in folder.iterdir() if each.is_dir()] == [
            folder / (folder / "current").read_text()
        ]
        assert not (folder / "changed").exists()


def test_document_that_changes_its_circle_during_a_rebuild_is_where_it_belongs(tmp_path):
    """A-AZ-07."""
    engine = CircledEngine(tmp_path / "search")
    engine.rebuild([], fetch=nothing)
    moved = make_document("Router", object_id=1, kind="article", circle="staff")

    def documents():
        yield make_document("Router", object_id=1, kind="article")
        CircledEngine(tmp_path / "search").put([moved])

    engine.rebuild(documents(), fetch=lambda keys: [moved] if moved.key in keys else [])

    assert engine.search(Query(text="router")).total == 0
    assert engine.search(Query(text="router", circles=("staff",))).total == 1


def test_changed_byte_is_found_by_its_checksum(base, site):
    folder = base / (base / "current").read_text()
    assert damaged_files(folder) == []

    FAULTS["bytes changed"](base)

    assert [name.rpartition(".")[2] for name in damaged_files(folder)] == ["idx"]


def test_file_that_is_being_written_is_no_damage(base, site):
    """A merge may go on while the files are read."""
    folder = base / (base / "current").read_text()
    (folder / "0123456789abcdef0123456789abcdef.idx").write_bytes(b"half of")

    assert damaged_files(folder) == []
    assert not index.repair()


def test_index_without_its_parts_is_built_again(base, site):
    """What it holds was analysed by them."""
    folder = base / (base / "current").read_text()
    (folder / PARTS).unlink()

    assert CircledEngine(base).needs_rebuild()
    assert json.loads((folder / "meta.json").read_text())
