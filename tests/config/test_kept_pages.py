"""A-CA-02 to A-CA-04, A-CA-06, A-CA-08: what readers share holds nothing of anybody."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from community.actions.hiding import hide_post
from community.models import Question
from config import reader_pages
from tests.factories import hide, make_question

LIST = reverse("community:question-list")


@pytest.fixture(autouse=True)
def _pages_are_kept(settings, db):
    settings.READER_PAGE_SECONDS = 60
    reader_pages.forget_all()
    yield
    reader_pages.forget_all()


def test_second_reader_costs_no_query_and_gets_the_same_page(client, count_queries):
    path = make_question().get_absolute_url()
    first = client.get(path)

    def again():
        second = client.get(path)
        assert (second.content, second["Content-Type"]) == (first.content, first["Content-Type"])
        assert second["Content-Security-Policy"] == first["Content-Security-Policy"]

    assert count_queries(again) == 0


def test_member_is_neither_given_nor_the_giver_of_a_kept_page(client, client_of, asker, stranger):
    path = make_question(author=stranger).get_absolute_url()
    members_page = client_of(asker).get(path).text
    readers_page = client.get(path).text

    assert asker.display_name not in readers_page
    assert "csrfmiddlewaretoken" not in readers_page
    assert "csrfmiddlewaretoken" in members_page
    assert "csrfmiddlewaretoken" in client_of(asker).get(path).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "application/json"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Accept-Language": "xx-klingon;q=9"},
        {"Range": "bytes=0-3"},
        {"HX-Request": "true"},
    ],
)
def test_odd_headers_poison_nothing_for_the_next_reader(client, headers):
    make_question()
    honest = client.get(LIST).content
    reader_pages.forget_all()

    client.get(LIST, headers=headers)

    assert client.get(LIST).content == honest


def test_start_page_is_kept_for_each_language(client):
    german, english = (
        client.get("/", headers={"Accept-Language": language}).text for language in ("de", "en")
    )

    assert 'lang="de"' in german
    assert 'lang="en"' in english
    assert client.get("/", headers={"Accept-Language": "de"}).text == german


def test_what_was_hidden_is_gone_after_the_time(client, settings):
    settings.READER_PAGE_SECONDS = 0.000001
    question = make_question(title="The secret question")
    assert "The secret question" in client.get(LIST).text
    hide(question)

    assert "The secret question" not in client.get(LIST).text


def test_what_was_hidden_is_gone_from_every_process_at_once(client, moderator, deliver_events):
    """A-CA-06: another process keeps its pages in a memory of its own; the file is what they share.
    Here the pages stay in memory, as they do in a process that has not hidden anything."""
    question = make_question(title="The secret question")
    deliver_events()
    assert "The secret question" in client.get(LIST).text
    assert "The secret question" in client.get(question.get_absolute_url()).text

    hide_post(post=question, by=moderator, reason="other", explanation="See the house rules.")
    deliver_events()

    assert len(reader_pages._pages) == 2
    assert "The secret question" not in client.get(LIST).text
    assert client.get(question.get_absolute_url()).status_code == 404


def test_page_that_was_being_made_while_something_was_hidden_is_not_kept(rf):
    made = []

    @reader_pages.for_readers
    def page(_request):
        made.append("made")
        if len(made) == 1:
            reader_pages.forget_everywhere()
        return HttpResponse("What was hidden meanwhile")

    for _reader in range(3):
        page(rf.get("/en/somewhere/"))

    assert len(made) == 2


def test_forgetting_twice_within_one_tick_of_the_clock_is_noticed(monkeypatch):
    """A file system's clock may stand still between two acts."""
    reader_pages.forget_everywhere()
    monkeypatch.setattr(reader_pages.time, "time_ns", lambda: 1)
    marks = []
    for _act in range(3):
        reader_pages.forget_everywhere()
        marks.append(reader_pages._mark())

    assert len(set(marks)) == 3


def test_folder_that_cannot_be_written_is_no_silence(settings, tmp_path):
    """A-CA-06: a failed purge is retried and visible."""
    settings.DATA_DIR = tmp_path / "missing"

    with pytest.raises(OSError, match="missing"):
        reader_pages.forget_everywhere()


def test_missing_page_is_not_kept(client):
    question = make_question()
    hide(question)
    assert client.get(question.get_absolute_url()).status_code == 404

    Question.objects.update(hidden_at=None)

    assert client.get(question.get_absolute_url()).status_code == 200


def test_flood_of_addresses_is_bounded(client):
    for number in range(reader_pages.MOST_PAGES + 20):
        client.get(f"{LIST}?utm={number}")

    assert len(reader_pages._pages) == reader_pages.MOST_PAGES
