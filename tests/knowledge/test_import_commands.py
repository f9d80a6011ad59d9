"""The commands from file to search, without any worker."""

import gzip
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from community.models import Answer, ImportedRecord, Question
from config.events.models import Delivery
from knowledge.management.import_command import source_of
from knowledge.models import Candidate, IndexJob
from knowledge.search import index
from knowledge.search.engine import Query
from tests.community.importing.files import (
    a_question_row,
    a_thread,
    an_answer,
    an_answer_row,
    write_dump,
    write_lines,
    xml_of,
)

pytestmark = pytest.mark.django_db

SHARED = settings.BASE_DIR.parent / "shared" / "data"
needs_shared_data = pytest.mark.skipif(
    not SHARED.exists(), reason="the large real files lie beside the project, not in it"
)


def importing(command: str, file: Path, **options) -> str:
    output = StringIO()
    call_command(command, file, stdout=output, **options)
    return output.getvalue()


def found(text: str) -> list[int]:
    return [hit.object_id for hit in index.engine().search(Query(text=text)).hits]


def test_imported_thread_is_found_with_no_worker_running(tmp_path):
    file = write_lines(tmp_path / "forum.jsonl.gz", a_thread(answers=[an_answer()]))

    said = importing("import_threads", file)

    assert "Added: 1 questions, 1 answers, 2 people" in said
    assert "Everything is in the search index." in said
    assert found("reset box") == [Question.objects.get().pk]
    assert (IndexJob.objects.count(), Delivery.objects.count()) == (0, 0)
    call_command("recount", check=True, stdout=StringIO())


def test_imported_dump_is_found_with_no_worker_running(tmp_path):
    links = xml_of({"Id": "1", "PostId": "5", "RelatedPostId": "1", "LinkTypeId": "3"})
    posts = (a_question_row(AcceptedAnswerId="2"), an_answer_row(), a_question_row(Id="5"))
    file = write_dump(tmp_path / "box.stackexchange-2018-09.zip", *posts, PostLinks=links)

    said = importing("import_stackexchange", file)

    assert "Added: 2 questions, 1 answers, 2 people, 1 links between duplicates." in said
    assert len(found("reset box")) == 2
    assert set(ImportedRecord.objects.values_list("source", flat=True)) == {"box.stackexchange"}


def test_imported_solution_is_put_before_the_curators(tmp_path):
    thread = a_thread(solved=True, accepted="170", answers=[an_answer()])

    importing("import_threads", write_lines(tmp_path / "t.gz", thread))

    candidate = Candidate.objects.get()
    assert (candidate.answer, candidate.state) == (Answer.objects.get(), "waiting")


def test_second_run_adds_nothing(tmp_path):
    file = write_lines(tmp_path / "t.gz", a_thread())
    importing("import_threads", file)

    said = importing("import_threads", file)

    assert "Added: 0 questions, 0 answers, 0 people" in said
    assert "Known already: 1 questions." in said


def test_dry_run_reports_and_writes_nothing(tmp_path):
    """A-UP-06"""
    file = write_lines(tmp_path / "t.gz", a_thread(), "{")

    said = importing("import_threads", file, dry_run=True)

    assert "Would be added: 1 questions, 0 answers." in said
    assert "Broken: 1 records.\n  line 2: is no JSON" in said
    assert (Question.objects.count(), IndexJob.objects.count()) == (0, 0)


def test_question_page_shows_an_imported_thread(client, tmp_path):
    importing("import_threads", write_lines(tmp_path / "t.gz", a_thread(answers=[an_answer()])))

    page = client.get(Question.objects.get().get_absolute_url())

    assert "Hold the button." in page.content.decode()


def test_damaged_file_keeps_what_was_read_and_says_so(tmp_path):
    file = write_lines(tmp_path / "t.gz", *(a_thread(id=str(n)) for n in range(1_000)))
    file.write_bytes(file.read_bytes()[:-100])
    output = StringIO()

    with pytest.raises(CommandError, match="damaged after line"):
        call_command("import_threads", file, stdout=output)

    assert Question.objects.count() > 0
    assert f"Added: {Question.objects.count()} questions" in output.getvalue()


def test_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        importing("import_threads", tmp_path / "nowhere.gz")


@pytest.mark.parametrize(("asked", "language"), [("auto", "de"), ("de", "de"), ("en", "en")])
def test_language_is_guessed_or_given(tmp_path, asked, language):
    thread = a_thread(title="Wie setze ich die Box zurück?", html="<p>Sie blinkt und geht nicht.")

    importing("import_threads", write_lines(tmp_path / "t.gz", thread), language=asked)

    assert Question.objects.get().language == language


def test_progress_is_a_line_for_each_thousand_threads(tmp_path):
    file = write_lines(tmp_path / "t.gz", *(a_thread(id=str(n)) for n in range(1_001)))

    said = importing("import_threads", file, dry_run=True)

    assert said.count("threads read …") == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("threads.jsonl.gz", "threads"),
        ("quantumcomputing-2018-09.zip", "quantumcomputing"),
        ("french-meta_20210831.ZIP", "french-meta"),
        ("cs.stackexchange.com.zip", "cs.stackexchange.com"),
        ("2024-01.zip", "2024-01"),
    ],
)
def test_source_is_the_name_without_ending_and_date(name, source):
    assert source_of(Path(name)) == source


@needs_shared_data
def test_real_threads_are_taken_without_an_error(tmp_path):
    real = tmp_path / "threads.jsonl.gz"
    with gzip.open(SHARED / "thunderbird" / "threads.jsonl.gz") as whole:
        real.write_bytes(gzip.compress(b"".join(islice(whole, 200))))

    said = importing("import_threads", real)

    assert "Added: 200 questions" in said
    assert "Broken: 0 records." in said
    known = Question.objects.order_by("id")[17]
    assert known.pk in found(known.title)[:3]
    call_command("recount", check=True, stdout=StringIO())
