"""What the knowledge base does when something happens in the conversation."""

import pytest
from django.utils import timezone

from community.actions.questions import join_affected
from community.actions.solutions import accept_answer, withdraw_acceptance
from config.events.models import Delivery
from knowledge.actions.candidates import propose_candidate
from knowledge.actions.indexing import request_indexing
from knowledge.models import Candidate, IndexJob
from tests.factories import hide, make_answer, make_article, make_question, make_user


@pytest.fixture
def indexing(deliver_events):
    """Which documents are asked for since the last look."""

    def look() -> set[str]:
        deliver_events()
        documents = set(IndexJob.objects.values_list("document", flat=True))
        IndexJob.objects.all().delete()
        return documents

    return look


def test_every_change_of_a_thread_asks_for_indexing(indexing):
    question = make_question()
    document = {f"question-{question.pk}"}
    assert indexing() == document

    join_affected(question=question, by=make_user())
    assert indexing() == document

    answer = make_answer(question=question)
    assert indexing() == document

    accept_answer(answer=answer, by=question.author)
    assert indexing() == document

    withdraw_acceptance(question=question, by=question.author)
    assert indexing() == document


def test_article_is_indexed_with_its_threads(indexing, curator):
    answer = make_answer()
    indexing()

    article = make_article(answer=answer, by=curator)

    assert indexing() == {f"article-{article.pk}", f"question-{answer.question_id}"}


def test_asking_again_while_one_waits_moves_its_version(db):
    for _ in range(3):
        request_indexing(["question-1", "question-1", "article-2"])

    jobs = dict(IndexJob.objects.values_list("document", "version"))
    assert jobs == {"question-1": 3, "article-2": 3}


def test_candidate_is_proposed_once(deliver_events):
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    Delivery.objects.update(done_at=None, not_before=timezone.now())

    deliver_events()

    assert Candidate.objects.count() == 1


def test_answer_that_is_gone_is_no_candidate(db):
    propose_candidate(answer_id=987_654_321)

    assert not Candidate.objects.exists()


def test_promoted_solution_stays_promoted_when_it_is_accepted_again(curator, deliver_events):
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    make_article(answer=answer, by=curator)

    withdraw_acceptance(question=answer.question, by=answer.question.author)
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()

    assert Candidate.objects.get().state == Candidate.State.PROMOTED


def test_events_out_of_order_end_in_what_is_true(deliver_events):
    """C-21: “withdrawn” arrives before “accepted”."""
    answer = make_answer()
    deliver_events()
    accept_answer(answer=answer, by=answer.question.author)
    withdraw_acceptance(question=answer.question, by=answer.question.author)
    Delivery.objects.filter(event__name="community.AnswerAccepted").update(
        not_before=timezone.now()
    )

    deliver_events()

    assert not Candidate.objects.waiting().exists()


def test_queue_is_for_curators_and_without_hidden_posts(curator, helper, deliver_events):
    """A-AZ-07"""
    shown, hidden = make_answer(), make_answer()
    for answer in (shown, hidden):
        accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    hide(hidden)

    assert [row.answer for row in Candidate.objects.visible_to(curator)] == [shown]
    assert not Candidate.objects.visible_to(helper).exists()


def test_most_valuable_candidate_comes_first(deliver_events):
    plain, common = make_answer(), make_answer()
    for answer in (plain, common):
        accept_answer(answer=answer, by=answer.question.author)
    join_affected(question=common.question, by=make_user())
    deliver_events()

    ranked = Candidate.objects.waiting().order_by("-value", "-id")
    assert [(row.answer, row.value) for row in ranked] == [(common, 3), (plain, 0)]
