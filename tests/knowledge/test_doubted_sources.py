"""What happens in a thread, and what of it an article has to know (A-VO-14, A-AZ-09)."""

import pytest
from django.urls import reverse

from community.actions.editing import edit_answer, edit_question
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import Answer
from knowledge.actions.promotion import promote_answer
from knowledge.models import Article, ArticleSource, Doubt
from tests.factories import make_answer, make_article, make_question
from tests.knowledge.causes import delete_source, edit_source, hide_source

Cause = Doubt.Cause
TITLE = "Lighthouse canary title"


@pytest.fixture
def answer(asker, helper):
    question = make_question(author=asker, title=TITLE)
    return make_answer(question=question, author=helper, body="Hold the button.")


@pytest.fixture
def article(answer, curator, deliver_events):
    made = make_article(answer=answer, by=curator, title="How to reset", slug="how-to-reset")
    deliver_events()
    return made


def open_causes() -> list[str]:
    return list(Doubt.objects.open().values_list("cause", flat=True))


def test_answer_says_something_else_and_the_article_does_not(
    article, answer, client, deliver_events
):
    """A-VO-14: the copy stays as it is until a curator looks; the thread shows the edit."""
    accept_answer(answer=answer, by=answer.question.author)
    edit_answer(answer=answer, by=answer.author, version=1, body="Buy my tokens.")
    deliver_events()

    page = client.get(article.get_absolute_url())
    assert "Hold the button." in page.text
    assert "Buy my tokens." not in page.text
    assert open_causes() == [Cause.SOURCE_EDITED]
    assert "edited" in client.get(answer.question.get_absolute_url()).text.lower()


def test_edit_that_was_taken_back_before_anybody_heard_is_no_doubt(article, answer, deliver_events):
    """C-21: handlers look at what is true now."""
    edit_answer(answer=answer, by=answer.author, version=1, body="Something else.")
    edit_answer(answer=answer, by=answer.author, version=2, body="Hold the button.")
    deliver_events()

    assert open_causes() == []


def test_other_tags_are_no_doubt(article, answer, deliver_events):
    question = answer.question
    edit_question(
        question=question,
        by=question.author,
        version=1,
        title=question.title,
        body=question.body,
        tags=["wifi"],
    )
    deliver_events()

    assert open_causes() == []


def test_source_that_is_accepted_again_is_no_doubt(article, answer, deliver_events):
    """C-21: “withdrawn” and “accepted” arrive together."""
    asker = answer.question.author
    accept_answer(answer=answer, by=asker)
    withdraw_acceptance(question=answer.question, by=asker)
    accept_answer(answer=answer, by=asker)
    deliver_events()

    assert open_causes() == []


def test_source_that_five_others_call_a_solution_is_no_doubt(article, answer, deliver_events):
    asker = answer.question.author
    accept_answer(answer=answer, by=asker)
    Answer.objects.filter(pk=answer.pk).update(solved_too_count=5)
    withdraw_acceptance(question=answer.question, by=asker)
    deliver_events()

    assert open_causes() == []


@pytest.mark.parametrize("become_doubtful", [edit_source, hide_source, delete_source])
def test_curator_of_a_draft_learns_of_it_too(answer, curator, become_doubtful, deliver_events):
    draft = promote_answer(answer=answer, by=curator)

    become_doubtful(draft)
    deliver_events()

    assert len(open_causes()) == 1
    assert Article.objects.get().state == Article.State.DRAFT


@pytest.mark.parametrize("become_doubtful", [hide_source, delete_source])
def test_source_that_is_gone_is_named_nowhere(article, client, become_doubtful, deliver_events):
    """A-AZ-09: neither its title nor its address, on the page, in the search, in the sitemap."""
    become_doubtful(article)
    deliver_events()

    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    source = ArticleSource.objects.select_related("question", "answer").get()
    if source.question.hidden_at:
        assert TITLE not in page.text
    assert f"answer={source.answer_id}" not in page.text


def test_draft_stands_in_no_sitemap_and_no_list(answer, curator, client):
    """A-AZ-09"""
    draft = promote_answer(answer=answer, by=curator)

    sitemap = client.get("/sitemap-articles.xml")
    listed = client.get(reverse("knowledge:article-list"))

    assert f"/knowledge/{draft.pk}/" not in sitemap.text + listed.text
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_address_without_title_does_not_tell_the_title_of_a_draft(answer, curator, client):
    """A-AZ-09: no redirection to an address that holds it."""
    draft = promote_answer(answer=answer, by=curator)

    response = client.get(reverse("knowledge:article-short", args=[draft.pk]))

    assert response.status_code == 404
    assert "lighthouse" not in response.text.lower()
