"""CSV and JSONL: an article in each row or line."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError

from knowledge.models import Article, ForeignSource
from tests.knowledge.importing.files import importing, write_file

pytestmark = pytest.mark.django_db

SHARED = settings.BASE_DIR.parent / "shared" / "data" / "faq_de"
needs_shared_data = pytest.mark.skipif(
    not SHARED.exists(), reason="the real files lie beside the project, not in it"
)


def lines(*records: dict | str) -> str:
    return "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records)


@needs_shared_data
def test_german_questions_and_answers_become_articles_with_their_source():
    said = importing(SHARED, publish=True)

    articles = Article.objects.all()
    assert (articles.count(), articles.published().count()) == (440, 440)
    assert set(articles.values_list("language", flat=True)) == {"de"}
    assert "Known already: 1 articles.\nBroken: 0." in said
    article = articles.get(title="Wie kann ich mich infizieren?")
    assert article.solution.startswith("Der Hauptübertragungsweg ist die Tröpfcheninfektion")
    assert f"{article.revised_at:%Y-%m-%d}" == "2020-03-27"
    source = ForeignSource.objects.get(article=article)
    assert source.credit == "Bundesministerium für Gesundheit (BMG)"
    assert source.link.startswith("https://www.zusammengegencorona.de/")


@needs_shared_data
def test_german_questions_and_answers_come_once():
    importing(SHARED)

    said = importing(SHARED)

    assert "Added: 0 articles." in said
    assert Article.objects.count() == 440


def test_json_lines_that_are_broken_are_named(tmp_path):
    write_file(
        tmp_path,
        "faq.jsonl",
        lines("{", {"question": "One?", "answer": "Yes."}, "[]", {"question": "Two?"}, "", "7"),
    )

    said = importing(tmp_path)

    assert "Added: 1 articles." in said
    assert "faq.jsonl line 1: is no JSON" in said
    assert "faq.jsonl line 3: is no JSON object" in said
    assert "faq.jsonl line 4: has no text that says what helps" in said
    assert "faq.jsonl line 6: is no JSON object" in said


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_with_its_own_separator_and_line_breaks(tmp_path, separator):
    rows = [["Question", "Answer", "Keywords"], ["One?", '"Yes,\n\nalways; or not."', "a|b"]]
    write_file(tmp_path, "faq.csv", "\n".join(separator.join(row) for row in rows))

    importing(tmp_path)

    article = Article.objects.get()
    assert (article.title, article.solution) == ("One?", "Yes,\n\nalways; or not.")
    assert article.search_phrases == "a\nb"


def test_csv_rows_that_are_broken_are_named_with_their_line(tmp_path):
    text = 'title,answer\nOne,"a\nb"\n,c\nTwo,d,e\nThree,f\n'
    write_file(tmp_path, "faq.csv", text)

    said = importing(tmp_path)

    assert set(Article.objects.values_list("title", flat=True)) == {"One", "Three"}
    assert "faq.csv line 4: title is empty" in said
    assert "faq.csv line 5: has 3 cells, more than the first row has names for" in said


def test_csv_that_is_no_utf_8_is_named_row_by_row(tmp_path):
    write_file(tmp_path, "faq.csv", "title,answer\nOne,yes\nZwei,für\n".encode("latin-1"))

    said = importing(tmp_path)

    assert Article.objects.get().title == "One"
    assert "faq.csv line 3: is no UTF-8 text" in said


def test_byte_order_mark_is_no_part_of_a_name(tmp_path):
    write_file(tmp_path, "faq.csv", "title,answer\nOne,yes\n".encode("utf-8-sig"))

    importing(tmp_path)

    assert Article.objects.get().title == "One"


def test_fields_are_found_under_the_names_that_the_command_gives(tmp_path):
    record = {"Überschrift": "One", "Was tun": "Hold it.", "answer": "never read"}
    write_file(tmp_path, "faq.jsonl", lines(record))

    importing(tmp_path, "--map=title=überschrift", "--map=solution=Was tun")

    article = Article.objects.get()
    assert (article.title, article.solution) == ("One", "Hold it.")


def test_unknown_field_of_a_mapping_is_refused(tmp_path):
    write_file(tmp_path, "faq.jsonl", lines({"title": "One", "answer": "x"}))

    with pytest.raises(CommandError, match="is no FIELD=NAME"):
        importing(tmp_path, "--map=role=admin")


def test_html_in_a_cell_is_read_as_html(tmp_path):
    record = {"title": "One", "answer": "<p>Hold the <b>button</b>.</p><script>x()</script>"}
    write_file(tmp_path, "faq.jsonl", lines(record))

    importing(tmp_path)

    assert Article.objects.get().solution == "Hold the **button**."


def test_same_question_with_answers_of_two_offices_is_two_articles(tmp_path):
    one = {"question": "How long?", "answer": "A week.", "source": "City"}
    write_file(tmp_path, "faq.jsonl", lines(one, one | {"answer": "A month.", "source": "State"}))

    importing(tmp_path)

    assert Article.objects.count() == 2
