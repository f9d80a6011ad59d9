"""The benchmark's parts in small; nothing is timed here."""

import shutil
from itertools import islice

import pytest
from django.utils import translation

from benchmarks.corpus import Corpus
from benchmarks.filling import fill
from benchmarks.load import CannotMeasure, Load, load_pages, parse
from benchmarks.measuring import Measured
from benchmarks.planning import plan_visits
from benchmarks.posting import fields_of, post_forms
from benchmarks.queries import count_queries
from benchmarks.table import LIMITS, Result, as_table, misses
from benchmarks.visits import Visits
from community.markup import render
from community.models import Answer, Question
from knowledge.models import Article
from knowledge.queues import open_counts
from knowledge.search import index

# More than the three of any other, few enough for a test.
HOT_ANSWERS = 10
ELSEWHERE = ["http://192.0.2.1:9300", "http://localhost:9300", "http://127.0.0.1.example"]


@pytest.fixture(scope="module")
def corpus():
    return Corpus(question_count=60, user_count=300)


@pytest.fixture
def visits(db, corpus, settings):
    settings.LIMITS_FACTOR = 1_000
    with translation.override("en"):
        fill(corpus, article_count=20, hot_answers=HOT_ANSWERS, hot_comments=40)
        index.rebuild()
        return plan_visits(corpus)


def measured(**values) -> Measured:
    figures = {"p50": 5.0, "p95": 9.0, "ratio": 4.0, "rate": 900.0, "rate_of_bare": 3000.0}
    return Measured(**({"name": "tag", "errors": 0} | figures | values))


def test_corpus_is_the_same_at_every_call(corpus):
    again = Corpus(question_count=60, user_count=300)

    assert list(again.questions()) == list(corpus.questions())


def test_small_corpus_has_the_first_texts_of_a_large_one(corpus):
    large = Corpus(question_count=2_000, user_count=300)

    texts = [question.text for question in islice(large.questions(), 60)]

    assert texts == [question.text for question in corpus.questions()]


def test_repeated_texts_come_at_other_times():
    repeating = Corpus(question_count=150, user_count=300, text_count=60)

    questions = list(repeating.questions())

    assert [one.number for one in questions] == list(range(150))
    assert questions[130].text == questions[70].text == questions[10].text
    days = [one.created_at for one in questions]
    assert days == sorted(days)


def test_corpus_has_the_shape_of_a_real_one(corpus):
    questions = list(corpus.questions())

    assert all(len(question.answers) == 3 for question in questions)
    assert all(1 <= len(question.tags) <= 4 for question in questions)
    assert all(5 <= len(question.title.split()) <= 11 for question in questions)
    assert 100 < sum(len(question.text.split()) for question in questions) / 60 < 200
    solved = [any(answer.is_accepted for answer in question.answers) for question in questions]
    assert 0.3 < sum(solved) / 60 < 0.6


@pytest.mark.usefixtures("visits")
def test_filled_rows_are_what_the_product_would_have_written(corpus):
    assert Question.objects.count() == 60
    assert Answer.objects.count() == 177 + HOT_ANSWERS
    assert Article.objects.published().exists()
    hottest = Question.objects.order_by("id")[0]
    for question, made in zip(Question.objects.order_by("id"), corpus.questions(), strict=True):
        assert question.body_html == render(made.text).html
        assert question.answer_count == question.answers.count()
        assert question.answer_count == (3 if question != hottest else HOT_ANSWERS)
        assert question.is_solved == any(answer.is_accepted for answer in made.answers)
        assert {tag.name for tag in question.tags.all()} == set(made.tags)


def test_every_page_and_form_that_is_measured_answers(visits):
    counted = count_queries(visits)

    assert counted.keys() == visits.pages.keys() | visits.forms.keys()
    assert counted.keys() >= {name for name in LIMITS if not name.endswith(", kept")}
    assert max(counted.values()) < 30


def test_every_queue_of_the_workbench_has_entries(visits, curator):
    waiting = open_counts(curator)

    assert len(visits.curators) > 1
    filled = {queue for queue, number in waiting.items() if number}
    assert filled >= {"promote", "review", "source", "gaps", "drafts"}


def test_visits_survive_the_way_through_a_file(visits, tmp_path):
    visits.write(tmp_path / "visits.json")

    read = Visits.read(tmp_path / "visits.json")

    assert read.pages == visits.pages
    assert read.cookies == visits.cookies
    assert read.cookies_for("workbench, due") == visits.curators


@pytest.mark.parametrize("base", ELSEWHERE)
def test_load_on_other_machines_is_refused(base):
    with pytest.raises(CannotMeasure):
        load_pages(base, ["/"], clients=1, seconds=1)
    with pytest.raises(CannotMeasure):
        post_forms(base, "ask", [("/", "/")], cookies=["a=b"], clients=1, count=1)


def test_missing_wrk_is_said_with_its_remedy(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(CannotMeasure, match="apt install wrk"):
        load_pages("http://127.0.0.1:9", ["/"], clients=1, seconds=1)


def test_result_of_wrk_is_read():
    line = 'RESULT {"p50": 5.1, "p95": 9, "p99": 12, "count": 70, "rate": 35.5, "errors": 0}'

    assert parse(f"Running 2s test\n{line}\n") == Load(5.1, 9, 12, 70, 35.5, 0)
    assert parse("unable to connect") is None


def test_form_is_filled_in_with_what_its_page_hides():
    page = (
        '<input type="hidden" name="csrfmiddlewaretoken" value="token">'
        '<input type="hidden" name="submission" value="key" id="id_submission">'
    )

    fields = fields_of("answer", page)

    assert fields.keys() == {"body", "csrfmiddlewaretoken", "submission"}
    assert (fields["csrfmiddlewaretoken"], fields["submission"]) == ("token", "key")


def test_table_shows_each_page_with_its_limit():
    result = Result(10_000, 90, 4, [measured(), measured(name="home")], {"tag": 4}, [80, 81])

    table = as_table(result)

    assert "| tag | 5.00 | 9.00 | 4.0 | ≤ 6 | 900 | 3000 | 0 | 4 |" in table
    assert "| home | 5.00 | 9.00 | 4.0 | – | 900 | 3000 | 0 | – |" in table
    assert "80, 81" in table


def test_what_misses_is_named():
    rows = [measured(), measured(ratio=6.2), measured(name="home", errors=2)]

    assert misses(rows, {"article": 9, "product": 8}) == [
        "tag: ×6.2, limit 6.",
        "home: 2 errors.",
        "article: 9 queries, limit 8.",
    ]
