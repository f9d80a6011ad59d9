"""An article and the search after the thread it came from was edited."""

import pytest

from community.actions.editing import edit_answer, edit_question
from knowledge.models import Article, IndexJob
from tests.factories import make_answer, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(helper, deliver_events):
    made = make_article(answer=make_answer(author=helper, body="Hold the button."))
    deliver_events()
    IndexJob.objects.all().delete()
    return made


def test_edited_answer_asks_for_a_review_and_leaves_the_article(article, helper, deliver_events):
    """A-VO-14: the copy stays as it is until a curator looks."""
    source = article.sources.get()

    edit_answer(answer=source.answer, by=helper, version=1, body="Throw it away.")
    deliver_events()

    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW
    assert article.solution == "Hold the button."
    assert article.is_public


@pytest.mark.parametrize("changes", [{"title": "Something else"}, {"body": "Entirely."}])
def test_edited_question_asks_for_a_review(article, deliver_events, changes):
    """A-VO-14: its title alone is enough."""
    question = article.sources.get().question
    said = {"title": question.title, "body": question.body}

    edit_question(question=question, by=question.author, version=1, **said | changes)
    deliver_events()

    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW


def test_edited_thread_is_indexed_again(article, helper, deliver_events):
    source = article.sources.get()

    edit_answer(answer=source.answer, by=helper, version=1, body="Hold the red button.")
    deliver_events()

    assert IndexJob.objects.filter(document=f"question-{source.question_id}").exists()
