"""What was said then: articles, their sources and who spoke for whom (L-AU-04)."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_renewal import resume_affiliation
from accounts.actions.affiliations import change_affiliation, end_affiliation
from accounts.as_of import affiliation_as_of
from accounts.models import Affiliation, AffiliationChange
from community.actions.editing import edit_answer
from community.actions.hiding import hide_post, restore_post
from community.actions.signing_answers import end_official_mark, sign_answer
from community.as_of import post_as_of
from community.models import Answer, OfficialMark, Question
from community.models.reasons import HiddenFor
from config.audit.sealing import seal_waiting
from knowledge.actions.article_text import ArticleFields, fields_of
from knowledge.actions.editing import edit_article
from knowledge.actions.publishing import approve_article, unpublish_article
from knowledge.actions.retiring import retire_article
from knowledge.as_of import article_as_of
from knowledge.models import Article
from tests.factories import (
    make_affiliation,
    make_answer,
    make_article,
    make_question,
    make_signer,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
YESTERDAY = NOW - timedelta(days=1)
TOMORROW = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=2)
AFTER_ALL = NOW + timedelta(days=9)


def page_of(article: Article, at: datetime | str | None = None) -> str:
    address = reverse("knowledge:article-as-of", args=[article.pk])
    if at is None:
        return address
    typed = at if isinstance(at, str) else f"{timezone.localtime(at):%Y-%m-%dT%H:%M:%S}"
    return f"{address}?at={typed}"


def rewrite(article: Article, *, by, now: datetime, **fields) -> Article:
    typed = ArticleFields(title="Reset the box", solution="Pull the plug.", **fields)
    return edit_article(article=article, by=by, version=article.version, fields=typed, now=now)


@pytest.fixture
def article(curator):
    """Public since now; tomorrow it gets another text, which is approved the day after."""
    article = make_article(by=curator, title="Reset", solution="Hold the button.")
    article = rewrite(article, by=curator, now=TOMORROW)
    return approve_article(article=article, by=make_user(roles="curator"), now=LATER)


def said(article: Article, moment: datetime, viewer) -> str:
    return article_as_of(article, moment, viewer=viewer).revision.solution


def test_article_is_shown_as_readers_got_it(article, curator):
    """L-AU-04: what waits for a second person is not what readers get."""
    between = TOMORROW + timedelta(hours=1)

    assert said(article, TOMORROW, curator) == "Hold the button."
    assert said(article, between, curator) == "Hold the button."
    assert said(article, LATER, curator) == "Pull the plug."


def test_nothing_is_shown_before_the_article_was_begun(article, curator):
    assert article_as_of(article, YESTERDAY, viewer=curator) is None


def test_article_that_was_taken_from_readers_is_shown_as_a_draft(article, curator):
    """L-AU-04."""
    unpublish_article(article=article, by=curator, why="Wrong", now=LATER + timedelta(days=1))

    then = article_as_of(article, LATER + timedelta(days=2), viewer=curator)

    assert then.publication is None
    assert then.revision.solution == "Pull the plug."
    assert article_as_of(article, LATER, viewer=curator).publication is not None


@pytest.mark.parametrize("history", ["draft", "public", "waiting", "unpublished", "again"])
def test_now_is_what_is_live(history, curator):
    """L-AU-04: as_of(now) = live, whatever happened before."""
    article = make_article(by=curator, title="Reset", solution="Hold the button.")
    second = make_user(roles="curator")
    if history == "draft":
        article = unpublish_article(article=article, by=curator, why="Wrong", now=NOW)
        article = rewrite(article, by=curator, now=TOMORROW)
    if history in {"waiting", "unpublished", "again"}:
        article = rewrite(article, by=curator, now=TOMORROW)
    if history == "unpublished":
        article = unpublish_article(article=article, by=curator, why="Wrong", now=LATER)
    if history == "again":
        article = approve_article(article=article, by=second, now=LATER)
    article = Article.objects.get(pk=article.pk)

    then = article_as_of(article, AFTER_ALL, viewer=curator)

    assert fields_of(then.revision) == fields_of(article)
    assert then.html["solution"] == article.solution_html
    assert (then.publication is not None) == article.is_public


def test_text_is_proved_by_the_record(article, curator):
    """L-AU-04 with L-AU-02: the revision has the hash that was sealed when it was approved."""
    seal_waiting()

    then = article_as_of(article, LATER, viewer=curator)

    assert then.proof.act == "article-approved"
    assert then.proof.seal.number > 0


def test_text_that_was_changed_behind_the_record_is_not_proved(article, curator):
    """L-AU-04: whoever rewrites the history of an article cannot rewrite the record."""
    article.revisions.update(solution="We promise a refund.")

    assert article_as_of(article, LATER, viewer=curator).proof is None


def test_answer_is_shown_as_it_read_then(helper):
    """L-AU-04."""
    answer = make_answer(author=helper, body="Press it twice.")
    edit_answer(answer=answer, by=helper, body="Press it once.", version=1, now=TOMORROW)
    answer = Answer.objects.get(pk=answer.pk)

    assert post_as_of(answer, NOW - timedelta(days=30)) is None
    assert post_as_of(answer, NOW + timedelta(hours=1)).body == "Press it twice."
    assert post_as_of(answer, TOMORROW).body == "Press it once."


def test_posts_of_now_are_what_is_live(helper, moderator):
    """L-AU-04: as_of(now) = live."""
    edited, hidden, plain = (make_answer(author=helper) for _ in range(3))
    edit_answer(answer=edited, by=helper, body="Another text.", version=1, now=TOMORROW)
    hide_post(post=hidden, by=moderator, reason=HiddenFor.INSULT, explanation="No.", now=LATER)

    for pk in (edited.pk, hidden.pk, plain.pk):
        answer = Answer.objects.get(pk=pk)
        then = post_as_of(answer, AFTER_ALL)
        assert (then.body, then.html) == (answer.body, answer.body_html)
        assert then.version == answer.version
        assert then.is_hidden == (answer.hidden_at is not None)


def test_hidden_time_of_a_post_is_known(helper, moderator):
    answer = make_answer(author=helper)
    why = {"by": moderator, "explanation": "Looked at."}
    hide_post(post=answer, reason=HiddenFor.OTHER, now=TOMORROW, **why)
    restore_post(post=answer, now=LATER, **why)
    answer = Answer.objects.get(pk=answer.pk)

    hidden = [
        post_as_of(answer, moment).is_hidden
        for moment in (NOW + timedelta(hours=1), TOMORROW, LATER, AFTER_ALL)
    ]

    assert hidden == [False, True, False, False]


def test_company_stood_behind_a_text_for_so_long():
    """L-AU-04: “what an employee promised”."""
    signer = make_signer()
    answer = make_answer(author=signer)
    mark = sign_answer(answer=answer, by=signer, now=NOW)
    end_official_mark(mark=mark, by=signer, because="A new tariff.", now=LATER)
    answer = Answer.objects.get(pk=answer.pk)

    assert post_as_of(answer, TOMORROW).official == OfficialMark.objects.get()
    assert post_as_of(answer, AFTER_ALL).official is None


def test_mark_is_shown_as_it_held_then(administrator):
    """L-AU-04: suspended, resumed and ended, each in its time."""
    affiliation = make_affiliation(user=make_user(), now=NOW)
    suspend_affiliation(affiliation=affiliation, because="Unclear", by=administrator, now=TOMORROW)
    resume_affiliation(affiliation=affiliation, by=administrator, evidence="Seen", now=LATER)
    end_affiliation(
        affiliation=affiliation,
        by=administrator,
        because="Left",
        now=AFTER_ALL,
    )
    affiliation = Affiliation.objects.get(pk=affiliation.pk)

    held = [
        affiliation_as_of(affiliation, moment).is_active
        for moment in (NOW, TOMORROW, LATER, AFTER_ALL)
    ]

    assert held == [True, False, True, False]


def test_post_that_was_marked_later_had_no_mark_before(helper):
    """L-AU-04: the disclosure line of then."""
    answer = make_answer(author=helper)
    affiliation = make_affiliation(user=helper)
    Answer.objects.filter(pk=answer.pk).update(affiliation=affiliation, marked_at=TOMORROW)
    answer = Answer.objects.get(pk=answer.pk)

    assert post_as_of(answer, NOW + timedelta(hours=1)).affiliation is None
    assert post_as_of(answer, LATER).affiliation == affiliation


def test_corrected_role_title_is_told(administrator, curator, client_of):
    """L-AU-04: the line says what it says today, and beneath it what it said before."""
    author = make_user()
    affiliation = make_affiliation(user=author, role_title="Sales")
    article = make_article(by=curator, answer=make_answer(author=author))
    told = {"because": "Moved", "role_title": "Billing"}
    change_affiliation(affiliation=affiliation, by=administrator, now=TOMORROW, **told)

    page = client_of(curator).get(page_of(article))

    assert AffiliationChange.objects.filter(what="changed").exists()
    assert "role title: Sales → Billing" in page.text


def test_what_was_given_up_is_not_what_the_article_said_then(curator):
    """L-AU-04"""
    article = make_article(by=curator, solution="Hold the button.")
    rewrite(article, by=curator, now=TOMORROW)
    retire_article(article=article, by=curator, retired_as="outdated", now=LATER)

    assert said(article, AFTER_ALL, curator) == "Hold the button."


# The page


def test_curator_sees_article_and_sources_of_a_moment(curator, client_of):
    article = make_article(by=curator)

    page = client_of(curator).get(page_of(article))

    assert page.status_code == 200
    assert "Readers got version" in page.text
    assert Question.objects.get().title in page.text


@pytest.mark.parametrize("at", [YESTERDAY, "1969-07-20T20:17", "0001-01-01T00:00"])
def test_moment_before_the_article_says_so(at, curator, client_of):
    article = make_article(by=curator)

    page = client_of(curator).get(page_of(article, at))

    assert "At this moment nobody had begun the article." in page.text


@pytest.mark.parametrize("at", ["", "yesterday", "2026-13-01T00:00", "9999-12-31T23:59", "0000"])
def test_moment_that_makes_no_sense_is_named(at, curator, client_of):
    article = make_article(by=curator)

    page = client_of(curator).get(page_of(article, at))

    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_hidden_source_leaks_nothing_to_a_curator(curator, moderator, client_of):
    """A-AZ-09."""
    answer = make_answer(question=make_question(title="The secret lever of the box?"))
    article = make_article(by=curator, answer=answer, title="Reset")
    hide_post(post=answer, by=moderator, reason=HiddenFor.OTHER, explanation="No.")

    page = client_of(curator).get(page_of(article))

    assert "The secret lever" not in page.text


@pytest.mark.parametrize("role", ["", "moderator", "employee"])
def test_others_do_not_see_it(role, curator, client_of):
    article = make_article(by=curator)

    page = client_of(make_user(roles=role)).get(page_of(article))

    assert page.status_code == 403
