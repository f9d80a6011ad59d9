"""Curators at the same article: one draft, one winner, one state, and no text lost."""

from dataclasses import replace
from functools import partial

import pytest

from accounts.models import User
from config.events.models import Event
from knowledge.actions.article_text import fields_of
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile, edit_article
from knowledge.actions.indexing import request_indexing
from knowledge.actions.pending import discard_pending, text_to_edit
from knowledge.actions.promotion import CannotPromote, discard_draft, promote_answer
from knowledge.actions.publishing import CannotPublish, approve_article, unpublish_article
from knowledge.actions.retiring import CannotRetire, bring_back_article, retire_article
from knowledge.actions.reviewing import CannotReview, return_article, submit_article
from knowledge.actions.scheduling import publish_due, schedule_article
from knowledge.actions.sources import CannotName, add_source
from knowledge.actions.writing import CannotWrite, link_translation
from knowledge.models import (
    Article,
    ArticleSource,
    IndexJob,
    PendingRevision,
    Publication,
    Revision,
)
from tests.factories import make_answer, make_article, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


@pytest.fixture
def second():
    return make_user(roles="curator")


def edit(article: Article, by: User, **changes) -> partial:
    """On top of what stands when it is made ready."""
    text = text_to_edit(article)
    fields = replace(fields_of(text), **changes)
    return partial(edit_article, article=article, by=by, version=text.version, fields=fields)


def unexpected(results, *expected: type[Exception]) -> list[Exception]:
    return [problem for problem in failures(results) if not isinstance(problem, expected)]


def assert_is_one_state(article: Article) -> None:
    """What its row, its history, its threads and its search entry say of it is the same."""
    article.refresh_from_db()
    current = list(Publication.objects.current().filter(article=article).select_related("revision"))
    assert len(current) == article.is_public
    for publication in current:
        assert fields_of(publication.revision) == fields_of(article)
    assert bool(PendingRevision.objects.filter(article=article)) <= article.is_public
    for source in article.sources.select_related("question", "answer"):
        shown = article.title if article.is_public else ""
        assert source.answer.article_title == source.question.article_title == shown
        url = article.get_absolute_url() if article.is_public else ""
        assert source.answer.article_url == source.question.article_url == url


def test_answer_promoted_at_once_becomes_one_draft():
    """C-11"""
    curators = [make_user(roles="curator") for _ in range(THREADS)]
    for number in range(1, ROUNDS + 1):
        answer = make_answer()
        results = at_once(partial(promote_answer, answer=answer, by=who) for who in curators)
        assert failures(results) == []
        assert len({article.pk for article in results}) == 1
        assert Article.objects.count() == Revision.objects.count() == number


def test_answer_promoted_while_it_feeds_another_article_has_one_place(curator, second):
    for _ in range(ROUNDS):
        answer, article = make_answer(), make_article()
        results = at_once(
            [
                *times(8, partial(promote_answer, answer=answer, by=curator)),
                *times(8, partial(add_source, article=article, answer=answer, by=second)),
            ]
        )

        assert unexpected(results, CannotName) == []
        assert ArticleSource.objects.filter(answer=answer).count() == 1


def test_promotion_undone_while_it_is_edited_loses_no_words(curator, second):
    """Either the draft is gone before anybody wrote on it, or what was written stays."""
    for _ in range(ROUNDS):
        draft = promote_answer(answer=make_answer(), by=curator)
        discarded, edited = at_once(
            [
                partial(discard_draft, article=draft, by=curator),
                edit(draft, second, solution="Words of the other."),
            ]
        )

        if isinstance(edited, Exception):
            assert isinstance(edited, Article.DoesNotExist)
            assert not Article.objects.filter(pk=draft.pk).exists()
        else:
            assert isinstance(discarded, CannotPromote)
            assert Article.objects.get(pk=draft.pk).solution == "Words of the other."


def test_draft_that_is_discarded_meanwhile_is_gone_for_who_retires_or_links_it(curator, second):
    for _ in range(ROUNDS):
        draft, original = promote_answer(answer=make_answer(), by=curator), make_article()
        _discarded, *others = at_once(
            [
                partial(discard_draft, article=draft, by=curator),
                partial(
                    retire_article,
                    article=draft,
                    by=second,
                    retired_as="replaced",
                    successor=original,
                ),
                partial(link_translation, article=draft, original=original, by=second),
            ]
        )

        gone = (Article.DoesNotExist, CannotRetire, CannotWrite)
        assert all(isinstance(each, gone) for each in failures(others))


def test_of_eight_editors_one_wins_and_the_others_are_told(curator):
    """C-07: measured without a version, seven of eight texts are lost."""
    article = promote_answer(answer=make_answer(), by=curator)
    for number in range(ROUNDS):
        article.refresh_from_db()
        results = at_once(edit(article, curator, solution=f"{number} by {who}") for who in range(8))

        conflicts = failures(results)
        assert len(conflicts) == 7
        assert all(isinstance(conflict, ChangedMeanwhile) for conflict in conflicts)
        (saved,) = (result for result in results if isinstance(result, Article))
        assert {conflict.text.solution for conflict in conflicts} == {saved.solution}
        article.refresh_from_db()
        assert article.solution == saved.solution
        assert article.version == Revision.objects.count() == number + 2


def test_of_eight_editors_of_what_is_public_one_begins_the_change(curator):
    """C-07"""
    for number in range(1, ROUNDS + 1):
        article = make_article()
        results = at_once(edit(article, curator, solution=f"{number} by {who}") for who in range(8))

        conflicts = failures(results)
        assert [type(conflict) for conflict in conflicts] == [ChangedMeanwhile] * 7
        waiting = PendingRevision.objects.get(article=article)
        assert {conflict.text.solution for conflict in conflicts} == {waiting.solution}
        assert PendingRevision.objects.count() == number


def test_article_approved_at_once_earns_once(curator, second, helper):
    """C-20"""
    for number in range(1, ROUNDS + 1):
        article = promote_answer(answer=make_answer(author=helper), by=curator)
        results = at_once(times(THREADS, partial(approve_article, article=article, by=second)))
        assert failures(results) == []
        assert User.objects.get(pk=helper.pk).points == 30 * number
        assert Event.objects.filter(name="knowledge.ArticlePublished").count() == number
        assert_is_one_state(article)


def test_publishing_and_unpublishing_at_once_ends_in_one_state(curator, second):
    """C-11: the thread shows the article if and only if it is public."""
    article = promote_answer(answer=make_answer(), by=curator)
    for _ in range(ROUNDS):
        calls = [
            partial(change, article=article, by=second)
            for change in (approve_article, unpublish_article)
            for _ in range(THREADS // 2)
        ]
        assert failures(at_once(calls)) == []
        assert_is_one_state(article)


def test_publishing_retiring_and_renaming_at_once_ends_in_one_state(curator, second):
    """C-11: one state, one address, and who is sent on comes to an end."""
    for number in range(ROUNDS):
        article = promote_answer(answer=make_answer(), by=curator)
        retire = partial(retire_article, article=article, by=second, retired_as="wrong")
        calls = [
            *times(5, partial(approve_article, article=article, by=second)),
            *times(4, retire),
            *times(3, partial(bring_back_article, article=article, by=second)),
            *(edit(article, curator, title=f"Title {number}-{turn}") for turn in range(4)),
        ]

        results = at_once(calls)

        assert unexpected(results, CannotPublish, CannotRetire, CannotEdit) == []
        assert_is_one_state(article)


def test_articles_that_replace_each_other_at_once_lead_nobody_in_a_circle(second):
    """C-11"""
    for _ in range(ROUNDS):
        articles = [make_article() for _ in range(4)]
        pairs = [(one, other) for one in articles for other in articles if one != other]
        results = at_once(
            partial(retire_article, article=one, by=second, retired_as="replaced", successor=other)
            for one, other in pairs
        )

        assert unexpected(results, CannotRetire) == []
        left = Article.objects.filter(pk__in=[article.pk for article in articles])
        assert left.published().count() == 1
        for article in left:
            followed = set()
            while article.successor is not None:
                assert article.pk not in followed
                followed.add(article.pk)
                article = article.successor
            assert article.is_public


def test_approval_meets_an_edit_and_approves_what_was_read(curator, second):
    """Review against edit: readers get what the reviewer has read, and the edit is not lost."""
    for number in range(ROUNDS):
        article = make_article()
        edit(article, curator, solution=f"Read {number}")()
        read = PendingRevision.objects.get(article=article)
        approved, edited = at_once(
            [
                partial(approve_article, article=article, by=second, version=read.version),
                edit(article, curator, solution=f"Written meanwhile {number}"),
            ]
        )

        assert not isinstance(edited, Exception) or isinstance(edited, ChangedMeanwhile)
        assert_is_one_state(article)
        text = text_to_edit(article)
        if isinstance(approved, Exception):
            assert isinstance(approved, ChangedMeanwhile)
            assert article.solution != f"Read {number}"
            assert text.solution == f"Written meanwhile {number}"
        else:
            assert article.solution == f"Read {number}"
            assert text.solution in {f"Written meanwhile {number}", f"Read {number}"}
        if not isinstance(edited, Exception):
            assert text.solution == f"Written meanwhile {number}"


def test_approving_returning_and_giving_up_at_once_ends_in_one_state(curator, second):
    for number in range(ROUNDS):
        article = make_article()
        edit(article, curator, solution=f"Text {number}")()
        submit_article(article=article, by=curator)
        before = Article.objects.get(pk=article.pk).solution
        results = at_once(
            [
                *times(4, partial(approve_article, article=article, by=second)),
                *times(4, partial(return_article, article=article, by=second, note="No.")),
                *times(4, partial(discard_pending, article=article, by=curator)),
            ]
        )

        assert unexpected(results, CannotReview) == []
        assert_is_one_state(article)
        assert not PendingRevision.objects.filter(article=article).exists()
        was_given_up = Revision.objects.get(article=article, number=2).discarded_at
        assert article.solution == (before if was_given_up else f"Text {number}")


def test_publishing_while_others_edit_keeps_the_threads_title_true(curator, second):
    """C-11"""
    for _ in range(ROUNDS):
        article = promote_answer(answer=make_answer(), by=curator)
        calls = [edit(article, curator, title=f"Title {number}") for number in range(8)]
        calls += times(8, partial(approve_article, article=article, by=second))

        assert unexpected(at_once(calls), ChangedMeanwhile) == []
        article.refresh_from_db()
        assert article.is_public
        assert_is_one_state(article)


def test_time_that_is_moved_while_it_comes_is_obeyed_or_refused(curator, second, at_noon):
    """C-11: whoever moved it is told, or readers wait."""
    for _ in range(ROUNDS):
        article = promote_answer(answer=make_answer(), by=curator)
        schedule_article(article=article, by=second, at=at_noon.replace(hour=13))
        due = partial(publish_due, now=at_noon.replace(hour=14))
        later = partial(schedule_article, article=article, by=second, at=at_noon.replace(hour=20))

        moved, *published = at_once([later, *times(4, due)])

        assert failures(published) == []
        assert unexpected([moved], CannotPublish) == []
        assert_is_one_state(article)
        assert article.is_public == isinstance(moved, CannotPublish)


def test_two_clocks_publish_what_is_due_once(curator, second, helper, at_noon):
    """C-19"""
    for number in range(1, ROUNDS + 1):
        article = promote_answer(answer=make_answer(author=helper), by=curator)
        schedule_article(article=article, by=second, at=at_noon.replace(hour=13))
        due = partial(publish_due, now=at_noon.replace(hour=14))

        results = at_once([*times(4, due), partial(unpublish_article, article=article, by=second)])

        assert failures(results) == []
        assert sum(results[:4]) == 1
        assert_is_one_state(article)
        assert User.objects.get(pk=helper.pk).points == 30 * number


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
