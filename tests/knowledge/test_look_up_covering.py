"""What an article says already is proposed by the search; nothing is decided by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.actions.candidates import propose_candidate
from knowledge.actions.looking_up import likely_article, propose_covering
from knowledge.models import Article, Candidate
from knowledge.search import index
from tests.factories import make_answer, make_article, make_question

pytestmark = pytest.mark.django_db

TITLE = "Moving the eSIM to a new phone fails"
BODY = "The QR code of my eSIM is refused by the new phone since I transferred the profile."
SOLUTION = "Delete the eSIM profile on the old phone, then scan the QR code again."


def make_candidate(**values) -> Candidate:
    question = make_question(**({"title": TITLE, "body": BODY} | values))
    answer = make_answer(question=question, body=SOLUTION)
    propose_candidate(answer_id=answer.pk)
    return Candidate.objects.get(answer=answer)


@pytest.fixture
def article():
    """About the eSIM, among others that are about something else."""
    for number in range(6):
        question = make_question(
            title=f"Television channel {number} stutters", body="The picture breaks off at night."
        )
        make_answer(question=question, body="Restart the receiver and the antenna box.")
    source = make_answer(question=make_question(title=TITLE, body=BODY), body=SOLUTION)
    return make_article(answer=source)


def looked_up(candidate: Candidate) -> Candidate:
    index.rebuild()
    propose_covering()
    candidate.refresh_from_db()
    return candidate


def test_article_that_says_it_already_is_proposed_and_nothing_is_decided(article):
    candidate = looked_up(make_candidate())

    assert candidate.likely_covered_by == article
    assert (candidate.state, candidate.covered_by) == ("waiting", None)
    assert candidate.looked_up_at is not None


def test_article_about_something_else_is_not_proposed(article):
    candidate = looked_up(
        make_candidate(
            title="Invoice shows the wrong address",
            body="My street was renamed, the invoice still has the former one.",
        )
    )

    assert candidate.likely_covered_by is None
    assert candidate.looked_up_at is not None


@pytest.mark.parametrize(
    "values", [{"audience": "members"}, {"audience": "staff"}, {"state": "draft"}], ids=str
)
def test_article_that_not_everybody_can_read_is_not_proposed(article, values):
    """A-AZ-07: by the database, also while the index still has it."""
    candidate = make_candidate()
    index.rebuild()
    Article.objects.filter(pk=article.pk).update(**values)

    assert likely_article(candidate.question_id) is None


def test_article_in_another_language_is_not_proposed(article):
    candidate = make_candidate()
    index.rebuild()
    Article.objects.filter(pk=article.pk).update(language="de")

    assert likely_article(candidate.question_id) is None


def test_it_is_looked_up_once_until_another_article_goes_public(article):
    looked_up(make_candidate())
    assert propose_covering() == 0

    Article.objects.filter(pk=article.pk).update(revised_at=timezone.now() + timedelta(minutes=1))
    assert propose_covering(now=timezone.now() + timedelta(minutes=2)) == 1


def test_it_is_looked_up_again_after_a_day():
    looked_up(make_candidate())

    assert propose_covering(now=timezone.now() + timedelta(hours=23)) == 0
    assert propose_covering(now=timezone.now() + timedelta(hours=25)) == 1


def test_those_never_looked_up_come_first():
    old, new = make_candidate(), make_candidate()
    index.rebuild()
    Candidate.objects.filter(pk=old.pk).update(looked_up_at=timezone.now() - timedelta(days=9))

    propose_covering(limit=1)

    new.refresh_from_db()
    assert new.looked_up_at is not None


def test_without_an_index_they_wait():
    candidate = make_candidate()

    assert propose_covering() == 0

    candidate.refresh_from_db()
    assert candidate.looked_up_at is None


def test_what_was_decided_is_not_looked_up():
    Candidate.objects.filter(pk=make_candidate().pk).update(state=Candidate.State.WITHDRAWN)
    index.rebuild()

    assert propose_covering() == 0
