"""An article that says it already: its thread leads there, and that counts as reuse."""

import pytest
from django.db import transaction

from community.actions.merging import merge_questions
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import Question
from config.audit.models import AuditRecord
from config.events.bus import record
from config.events.models import Event
from config.recount import compared, registered
from knowledge.actions.candidates import CannotDecideCandidate, propose_candidate
from knowledge.actions.covering import cover_candidate, settle_covered, uncover_candidate
from knowledge.actions.promotion import CannotPromote, promote_answer
from knowledge.actions.showing import canonical_path
from knowledge.events import ArticleChanged
from knowledge.models import Article, Candidate, Reuse
from tests.factories import (
    hide,
    make_answer,
    make_article,
    make_question,
    make_solution,
    make_user,
)

pytestmark = pytest.mark.django_db

State = Candidate.State


@pytest.fixture
def article():
    return make_article()


def make_candidate(**values) -> Candidate:
    answer = make_solution(**values)
    propose_candidate(answer_id=answer.pk)
    return Candidate.objects.get(answer=answer)


def covered(article, by, **values) -> Candidate:
    return cover_candidate(candidate=make_candidate(**values), article=article, by=by)


def reuses(article) -> int:
    article.refresh_from_db()
    assert article.reuse_count == Reuse.objects.filter(article=article).count()
    return article.reuse_count


def shown(candidate) -> tuple[str, str]:
    question = Question.objects.get(pk=candidate.question_id)
    return question.article_title, question.article_url


def drift() -> list[str]:
    registered()
    return [
        str(each)
        for comparison in compared()
        for each in comparison.differences()
        if "roles" not in str(each)
    ]


def test_thread_leads_to_the_article_and_it_counts_as_reuse(article, curator):
    candidate = covered(article, curator)

    assert (candidate.state, candidate.covered_by) == (State.COVERED, article)
    assert shown(candidate) == (article.title, canonical_path(article))
    assert reuses(article) == 1
    assert Reuse.objects.get().linked_by == curator
    assert drift() == []


def test_it_is_told_and_recorded(article, curator):
    candidate = covered(article, curator)
    uncover_candidate(candidate=candidate, by=curator)

    event = Event.objects.get(name="knowledge.ArticleReused")
    assert event.payload == {"article_id": article.pk, "question_id": candidate.question_id}
    acts = AuditRecord.objects.filter(subject=f"article-{article.pk}").order_by("pk")
    assert [each.act for each in acts][-2:] == ["candidate-covered", "candidate-uncovered"]


def test_twice_is_once(article, curator):
    candidate = covered(article, curator)

    cover_candidate(candidate=candidate, article=article, by=curator)

    assert reuses(article) == 1


def test_two_answers_of_a_thread_are_one_reuse(article, curator):
    question = make_question()
    first = covered(article, curator, question=question)
    covered(article, curator, question=question)
    assert reuses(article) == 1

    uncover_candidate(candidate=first, by=curator)

    assert reuses(article) == 1
    assert shown(first) == (article.title, canonical_path(article))


def test_it_can_be_taken_back(article, curator):
    candidate = covered(article, curator)

    uncover_candidate(candidate=candidate, by=curator)
    uncover_candidate(candidate=candidate, by=curator)

    candidate.refresh_from_db()
    assert (candidate.state, candidate.covered_by, candidate.decided_by) == ("waiting", None, None)
    assert shown(candidate) == ("", "")
    assert reuses(article) == 0
    assert drift() == []


@pytest.mark.parametrize(
    "values",
    [
        {"state": "draft"},
        {"state": "in_review"},
        {"audience": "members"},
        {"audience": "staff"},
    ],
    ids=str,
)
def test_article_that_not_everybody_can_read_answers_no_thread(article, curator, values):
    """A-AZ-07: its title would stand in the thread."""
    Article.objects.filter(pk=article.pk).update(**values)
    candidate = make_candidate()

    with pytest.raises(CannotDecideCandidate, match="everybody"):
        cover_candidate(candidate=candidate, article=article, by=curator)
    assert shown(candidate) == ("", "")


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_thread_is_not_covered(article, curator, what):
    """A-AZ-09"""
    candidate = make_candidate()
    hide(getattr(candidate, what))

    with pytest.raises(CannotDecideCandidate, match="hidden"):
        cover_candidate(candidate=candidate, article=article, by=curator)
    assert reuses(article) == 0


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_cover_and_uncover(article, curator, roles):
    candidate, person = make_candidate(), make_user(roles=roles)

    with pytest.raises(CannotDecideCandidate):
        cover_candidate(candidate=candidate, article=article, by=person)
    cover_candidate(candidate=candidate, article=article, by=curator)
    with pytest.raises(CannotDecideCandidate):
        uncover_candidate(candidate=candidate, by=person)
    assert reuses(article) == 1


def test_who_comes_second_is_told(article, curator):
    candidate = covered(article, curator)

    with pytest.raises(CannotDecideCandidate, match="meanwhile"):
        cover_candidate(candidate=candidate, article=make_article(), by=curator)
    assert reuses(article) == 1


def test_answer_that_became_an_article_is_not_covered(article, curator):
    candidate = make_candidate()
    promote_answer(answer=candidate.answer, by=curator)
    Candidate.objects.update(state=State.WAITING)

    with pytest.raises(CannotDecideCandidate, match="An article was made"):
        cover_candidate(candidate=candidate, article=article, by=curator)


def test_covered_answer_becomes_no_article_before_that_is_taken_back(article, curator):
    candidate = covered(article, curator)

    with pytest.raises(CannotPromote, match="Take that back first"):
        promote_answer(answer=candidate.answer, by=curator)

    uncover_candidate(candidate=candidate, by=curator)
    promote_answer(answer=candidate.answer, by=curator)
    candidate.refresh_from_db()
    assert candidate.state == State.PROMOTED


def test_thread_names_the_article_as_it_is_called_now(article, curator):
    candidate = covered(article, curator)
    Article.objects.filter(pk=article.pk).update(title="Another title", slug="another-title")

    settle_covered(article_id=article.pk)

    assert shown(candidate) == ("Another title", f"/en/knowledge/{article.pk}/another-title/")
    assert drift() == []


@pytest.mark.parametrize("values", [{"state": "draft"}, {"audience": "staff"}], ids=str)
def test_thread_leads_nowhere_while_not_everybody_can_read_it(article, curator, values):
    """A-AZ-07; the reuse stays, and the link comes back with the article."""
    candidate = covered(article, curator)
    Article.objects.filter(pk=article.pk).update(**values)

    settle_covered(article_id=article.pk)
    settle_covered(article_id=article.pk)
    assert shown(candidate) == ("", "")
    assert reuses(article) == 1

    Article.objects.filter(pk=article.pk).update(state="needs_review", audience="public")
    settle_covered(article_id=article.pk)
    assert shown(candidate) == (article.title, canonical_path(article))


def test_what_a_retired_article_covered_waits_for_a_curator_again(article, curator):
    candidate = covered(article, curator)
    Article.objects.filter(pk=article.pk).update(
        state="retired", retired_at="2026-05-04T12:00Z", retired_as="outdated"
    )

    settle_covered(article_id=article.pk)

    candidate.refresh_from_db()
    assert (candidate.state, shown(candidate)) == (State.WAITING, ("", ""))
    assert reuses(article) == 0


def test_article_that_is_gone_settles_nothing():
    settle_covered(article_id=987_654)


def test_change_of_the_article_reaches_the_thread(article, curator, deliver_events):
    candidate = covered(article, curator)
    deliver_events()
    Article.objects.filter(pk=article.pk).update(title="Another title")
    with transaction.atomic():
        record(ArticleChanged(article.pk))

    deliver_events()

    assert shown(candidate)[0] == "Another title"


def test_merged_threads_are_one_reuse(article, curator, moderator, deliver_events):
    into, merged, alone = (covered(article, curator).question for _ in range(3))
    assert reuses(article) == 3

    merge_questions(question=merged, into=into, by=moderator)
    deliver_events()

    assert reuses(article) == 2
    assert set(Reuse.objects.values_list("question", flat=True)) == {into.pk, alone.pk}
    assert drift() == []


def test_reuse_goes_along_with_a_merge(article, curator, moderator, deliver_events):
    candidate, into = covered(article, curator), make_question()

    merge_questions(question=candidate.question, into=into, by=moderator)
    deliver_events()

    assert Reuse.objects.get().question == into
    assert reuses(article) == 1
    candidate.refresh_from_db()
    uncover_candidate(candidate=candidate, by=curator)
    assert reuses(article) == 0


def test_uncovered_answer_that_is_no_solution_any_more_does_not_wait(
    article, curator, deliver_events
):
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    candidate = cover_candidate(candidate=answer.candidate, article=article, by=curator)
    withdraw_acceptance(question=answer.question, by=answer.question.author)
    deliver_events()

    uncover_candidate(candidate=candidate, by=curator)

    candidate.refresh_from_db()
    assert candidate.state == State.WITHDRAWN
