"""An answer becomes a draft, once, whoever asks for it again."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.actions.solutions import accept_answer
from knowledge.actions.promotion import CannotPromote, discard_draft, promote_answer
from knowledge.actions.writing import begin_article, link_translation
from knowledge.models import Article, ArticleSource, Candidate, Revision
from tests.factories import hide, make_answer, make_product, make_question, make_user


def address(answer) -> str:
    return reverse("knowledge:promote", args=[answer.pk])


def test_draft_is_filled_from_question_and_answer(curator):
    product = make_product()
    question = make_question(
        title="Router blinks red", body="Since *today*.", product=product, language="de"
    )
    answer = make_answer(question=question, body="Hold the *button*.")

    article = promote_answer(answer=answer, by=curator)

    assert article.state == Article.State.DRAFT
    assert (article.title, article.language) == ("Router blinks red", "de")
    assert (article.product, article.owner) == (product, curator)
    assert (article.applies, article.solution) == ("Since *today*.", "Hold the *button*.")
    assert "<em>button</em>" in article.solution_html
    source = ArticleSource.objects.get(article=article)
    assert (source.question, source.answer) == (question, answer)


def test_askers_words_are_kept_as_search_phrases(curator):
    answer = make_answer(question=make_question(title="Kiste blinkt rot"))

    assert promote_answer(answer=answer, by=curator).search_phrases == "Kiste blinkt rot"


def test_first_revision_is_kept(curator):
    article = promote_answer(answer=make_answer(), by=curator)

    revision = Revision.objects.get(article=article)
    assert (revision.number, revision.author) == (1, curator)
    assert revision.solution == article.solution


def test_promoting_twice_gives_the_same_draft(curator):
    answer = make_answer()

    first = promote_answer(answer=answer, by=curator)

    assert promote_answer(answer=answer, by=make_user(roles="curator")) == first
    assert Article.objects.count() == 1


def test_database_refuses_a_second_article_of_one_answer(curator):
    article = promote_answer(answer=make_answer(), by=curator)
    source = article.sources.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleSource.objects.create(
            article=article, question=source.question, answer=source.answer
        )


def test_candidate_leaves_the_queue(curator, deliver_events):
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()

    promote_answer(answer=answer, by=curator)

    assert Candidate.objects.get(answer=answer).state == Candidate.State.PROMOTED


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_promote(db, roles):
    with pytest.raises(CannotPromote):
        promote_answer(answer=make_answer(), by=make_user(roles=roles))
    assert not Article.objects.exists()


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_source_is_not_promoted(curator, what):
    """A-AZ-09"""
    answer = make_answer()
    hide(answer if what == "answer" else answer.question)

    with pytest.raises(CannotPromote):
        promote_answer(answer=answer, by=curator)


def test_long_title_fits(curator):
    answer = make_answer(question=make_question(title="x" * 255))

    assert len(promote_answer(answer=answer, by=curator).title) == 150


def test_curator_promotes_on_the_page_and_goes_on_to_the_draft(client, curator):
    answer = make_answer()
    client.force_login(curator)

    response = client.post(address(answer))

    article = Article.objects.get()
    assert response["Location"] == reverse("knowledge:article-edit", args=[article.pk])


def test_member_may_not_promote(client, helper):
    answer = make_answer()
    client.force_login(helper)

    assert client.post(address(answer)).status_code == 403
    assert not Article.objects.exists()


def test_visitor_is_led_to_the_sign_in(client, db):
    response = client.post(address(make_answer()))

    assert response["Location"].startswith(reverse("account_login"))


def test_hidden_answer_is_not_there(client, curator):
    """A-AZ-02"""
    answer = make_answer()
    hide(answer)
    client.force_login(curator)

    assert client.post(address(answer)).status_code == 404


@pytest.mark.parametrize("which", ["answer", "question"])
def test_links_that_wait_for_a_moderator_go_into_no_article(curator, which):
    answer = make_answer()
    held = answer if which == "answer" else answer.question
    type(held).objects.filter(pk=held.pk).update(links_held_at=timezone.now())

    with pytest.raises(CannotPromote):
        promote_answer(answer=answer, by=curator)

    assert not Article.objects.exists()


def test_number_in_the_askers_words_is_no_search_phrase(curator):
    """A-PR-03"""
    question = make_question(title="Box is dead, call me: 0171 2345678")

    draft = promote_answer(answer=make_answer(question=question), by=curator)

    assert "Box is dead" in draft.search_phrases
    assert "2345678" not in draft.search_phrases


def test_draft_that_has_a_translation_is_not_discarded(curator):
    draft = promote_answer(answer=make_answer(), by=curator)
    other = begin_article(by=curator, title="Von vorn", language="de")
    link_translation(article=other, original=draft, by=curator)

    with pytest.raises(CannotPromote):
        discard_draft(article=draft, by=curator)
