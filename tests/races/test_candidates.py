"""Curators and workers at the same candidate: one decision, one reuse, every view once."""

from functools import partial
from threading import Event as Flag

from community.actions.hiding import hide_post
from community.actions.questions import join_affected
from config import spool
from knowledge.actions.candidates import (
    CannotDecideCandidate,
    dismiss_candidate,
    propose_candidate,
)
from knowledge.actions.covering import cover_candidate, settle_covered, uncover_candidate
from knowledge.actions.page_views import note_view, take_page_views
from knowledge.actions.promotion import CannotPromote, promote_answer
from knowledge.actions.searches import note_search, take_searches
from knowledge.actions.valuing import value_candidates
from knowledge.models import Article, ArticleSource, Candidate, PageViews, Reuse, SearchedWords
from tests.factories import make_answer, make_article, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def make_candidate(**values) -> Candidate:
    answer = make_answer(**values)
    propose_candidate(answer_id=answer.pk)
    return Candidate.objects.get(answer=answer)


def expected(problem: Exception) -> bool:
    return isinstance(problem, CannotDecideCandidate | CannotPromote)


def test_answer_proposed_at_once_waits_once():
    answers = [make_answer() for _ in range(ROUNDS)]
    for answer in answers:
        results = at_once(times(THREADS, partial(propose_candidate, answer_id=answer.pk)))
        assert failures(results) == []
    assert Candidate.objects.count() == ROUNDS


def test_covered_dismissed_and_promoted_at_once_is_one_of_them(curator):
    article = make_article()
    for _ in range(ROUNDS):
        candidate = make_candidate()
        calls = [
            partial(cover_candidate, candidate=candidate, article=article, by=curator),
            partial(dismiss_candidate, candidate=candidate, by=curator, reason="not-ours"),
            partial(promote_answer, answer=candidate.answer, by=curator),
        ]
        problems = failures(at_once(calls * 4))

        assert [problem for problem in problems if not expected(problem)] == []
        candidate.refresh_from_db()
        is_source = ArticleSource.objects.filter(answer=candidate.answer_id).exists()
        assert is_source == (candidate.state == "promoted")
        is_reused = Reuse.objects.filter(question=candidate.question_id).exists()
        assert is_reused == (candidate.state == "covered")
    article.refresh_from_db()
    assert article.reuse_count == Reuse.objects.count()


def test_threads_covered_at_once_are_all_counted(curator):
    article = make_article()
    candidates = [make_candidate() for _ in range(THREADS)]

    calls = (
        partial(cover_candidate, candidate=each, article=article, by=curator) for each in candidates
    )
    assert failures(at_once(calls)) == []

    article.refresh_from_db()
    assert article.reuse_count == Reuse.objects.count() == THREADS


def test_covering_and_taking_it_back_at_once_ends_in_one_state(curator):
    article = make_article()
    question = make_question()
    for _ in range(ROUNDS):
        candidate = make_candidate(question=question)
        calls = [
            *times(5, partial(cover_candidate, candidate=candidate, article=article, by=curator)),
            *times(5, partial(uncover_candidate, candidate=candidate, by=curator)),
            *times(3, partial(settle_covered, article_id=article.pk)),
        ]
        problems = failures(at_once(calls))

        assert [problem for problem in problems if not expected(problem)] == []
        candidate.refresh_from_db()
        is_covered = candidate.covered_by_id is not None
        candidate.answer.refresh_from_db()
        assert bool(candidate.answer.article_url) == is_covered
        covered = Candidate.objects.filter(covered_by=article).exists()
        assert Reuse.objects.filter(article=article).count() == int(covered)
        assert Article.objects.get(pk=article.pk).reuse_count == int(covered)


def test_covering_while_the_thread_is_hidden_or_grows_waits_in_no_circle(curator, moderator):
    article = make_article()
    for _ in range(ROUNDS):
        candidate = make_candidate()
        hide = partial(
            hide_post,
            post=candidate.answer,
            by=moderator,
            reason="insult",
            explanation="See the house rules.",
        )
        people = [make_user() for _ in range(4)]
        calls = [
            partial(cover_candidate, candidate=candidate, article=article, by=curator),
            partial(value_candidates, candidates=Candidate.objects.filter(pk=candidate.pk)),
            partial(settle_covered, article_id=article.pk),
            *(partial(join_affected, question=candidate.question, by=who) for who in people),
            hide,
        ]
        problems = failures(at_once(calls * 2))

        assert [each for each in problems if "deadlock" in str(each)] == []


def test_two_workers_take_each_view_once(monkeypatch):
    monkeypatch.setattr(spool, "BYTES_AT_ONCE", 400)
    for number in range(1, ROUNDS + 1):
        for each in range(200):
            note_view(document=f"question-{each % 7}", from_search=each % 2 == 0)

        assert failures(at_once(times(8, take_page_views))) == []

        assert sum(PageViews.objects.values_list("views", flat=True)) == 200 * number
        assert sum(PageViews.objects.values_list("from_search", flat=True)) == 100 * number


def test_views_that_come_in_meanwhile_are_counted_once():
    done = Flag()

    def read() -> None:
        for _ in range(300):
            note_view(document="question-1", from_search=False)
        done.set()

    def take() -> None:
        while not done.is_set():
            take_page_views()

    assert failures(at_once([read, take, take])) == []
    take_page_views()

    assert PageViews.objects.get().views == 300


def test_two_workers_take_each_search_once(monkeypatch):
    monkeypatch.setattr(spool, "BYTES_AT_ONCE", 400)
    for number in range(1, ROUNDS + 1):
        for each in range(100):
            note_search(words=f"fax {each % 3}", language="en", found=False)

        assert failures(at_once(times(8, take_searches))) == []

        assert sum(SearchedWords.objects.values_list("missed", flat=True)) == 100 * number
