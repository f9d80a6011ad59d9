"""Curators at the same article: one draft, one winner, one state."""

from functools import partial

from accounts.models import User
from config.events.models import Event
from knowledge.actions.editing import ChangedMeanwhile, edit_article
from knowledge.actions.indexing import request_indexing
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import publish_article, unpublish_article
from knowledge.models import Article, IndexJob, Revision
from tests.factories import make_answer, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def parts(article, **values) -> dict:
    names = ("version", "title", "applies", "cause", "solution", "valid_for", "search_phrases")
    return {name: getattr(article, name) for name in names} | {"product": None} | values


def test_answer_promoted_at_once_becomes_one_draft():
    """C-11"""
    curators = [make_user(roles="curator") for _ in range(THREADS)]
    for number in range(1, ROUNDS + 1):
        answer = make_answer()
        results = at_once(partial(promote_answer, answer=answer, by=who) for who in curators)
        assert failures(results) == []
        assert len({article.pk for article in results}) == 1
        assert Article.objects.count() == Revision.objects.count() == number


def test_of_eight_editors_one_wins_and_the_others_are_told(curator):
    """C-07: measured without a version, seven of eight texts are lost."""
    article = promote_answer(answer=make_answer(), by=curator)
    for number in range(ROUNDS):
        article.refresh_from_db()
        seen = parts(article)
        results = at_once(
            partial(edit_article, article=article, by=curator, **seen | {"solution": f"Text {who}"})
            for who in range(8)
        )

        conflicts = failures(results)
        assert len(conflicts) == 7
        assert all(isinstance(conflict, ChangedMeanwhile) for conflict in conflicts)
        (saved,) = (result for result in results if isinstance(result, Article))
        assert {conflict.article.solution for conflict in conflicts} == {saved.solution}
        article.refresh_from_db()
        assert article.solution == saved.solution
        assert article.version == Revision.objects.count() == number + 2


def test_article_published_at_once_earns_once(curator, helper):
    """C-20"""
    for number in range(1, ROUNDS + 1):
        article = promote_answer(answer=make_answer(author=helper), by=curator)
        results = at_once(times(THREADS, partial(publish_article, article=article, by=curator)))
        assert failures(results) == []
        assert User.objects.get(pk=helper.pk).points == 30 * number
        assert Event.objects.filter(name="knowledge.ArticlePublished").count() == number


def test_publishing_and_unpublishing_at_once_ends_in_one_state(curator):
    """C-11: the thread shows the article if and only if it is public."""
    article = promote_answer(answer=make_answer(), by=curator)
    for _ in range(ROUNDS):
        calls = [
            partial(change, article=article, by=curator)
            for change in (publish_article, unpublish_article)
            for _ in range(THREADS // 2)
        ]
        assert failures(at_once(calls)) == []
        article.refresh_from_db()
        source = article.sources.get()
        assert bool(source.question.article_url) == article.is_public
        assert bool(source.answer.article_url) == article.is_public


def test_publishing_while_others_edit_keeps_the_threads_title_true(curator):
    """C-11"""
    for _ in range(ROUNDS):
        article = promote_answer(answer=make_answer(), by=curator)
        calls = [
            partial(edit_article, article=article, by=curator, **parts(article, title=f"Title {n}"))
            for n in range(8)
        ]
        calls += times(8, partial(publish_article, article=article, by=curator))
        unexpected = [
            problem
            for problem in failures(at_once(calls))
            if not isinstance(problem, ChangedMeanwhile)
        ]
        assert unexpected == []
        article.refresh_from_db()
        assert article.is_public
        assert article.sources.get().question.article_title == article.title


def test_every_wish_to_index_is_counted():
    documents = ["question-1", "article-2", "question-3"]
    for number in range(1, ROUNDS + 1):
        calls = (
            partial(request_indexing, documents[place % 3 :] + documents[: place % 3])
            for place in range(THREADS)
        )
        assert failures(at_once(calls)) == []
        jobs = dict(IndexJob.objects.values_list("document", "version"))
        assert jobs == dict.fromkeys(documents, number * THREADS)
