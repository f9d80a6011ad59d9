"""Every change is a revision, and nobody overwrites what he has not seen."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.markup import TooComplex
from config.events.models import Event
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile, edit_article
from knowledge.actions.promotion import promote_answer
from knowledge.models import Article, Revision
from tests.factories import hide, make_answer, make_article, make_product, make_user


@pytest.fixture
def draft(curator):
    return promote_answer(answer=make_answer(), by=curator)


def parts(article, **values) -> dict:
    names = ("version", "title", "applies", "cause", "solution", "valid_for", "search_phrases")
    return {name: getattr(article, name) for name in names} | {"product": None} | values


def form(article, **values) -> dict:
    return parts(article, product="") | values


def address(article) -> str:
    return reverse("knowledge:article-edit", args=[article.pk])


def test_edit_changes_the_text_and_keeps_the_former_one(draft, curator):
    before = draft.solution
    product = make_product()

    edited = edit_article(
        article=draft,
        by=curator,
        **parts(draft, title="A better title", solution="Do *this*.", product=product),
    )

    edited.refresh_from_db()
    assert (edited.title, edited.slug) == ("A better title", "a-better-title")
    assert "<em>this</em>" in edited.solution_html
    assert (edited.product, edited.version) == (product, 2)
    kept = Revision.objects.filter(article=draft).order_by("number")
    assert [revision.solution for revision in kept] == [before, "Do *this*."]
    assert Event.objects.filter(name="knowledge.ArticleChanged").count() == 2


def test_thread_shows_the_new_title_of_a_published_article(curator):
    article = make_article(by=curator)

    edit_article(article=article, by=curator, **parts(article, title="A better title"))

    question = article.sources.get().question
    assert question.article_title == "A better title"
    assert question.article_url.endswith("/a-better-title/")


def test_thread_of_a_draft_shows_nothing_yet(draft, curator):
    edit_article(article=draft, by=curator, **parts(draft, title="A better title"))

    assert draft.sources.get().question.article_url == ""


def test_second_of_two_editors_is_told_and_nothing_is_overwritten(draft, curator):
    """C-07"""
    other = make_user(roles="curator")
    seen = parts(draft)
    edit_article(article=draft, by=other, **seen | {"solution": "Theirs."})

    with pytest.raises(ChangedMeanwhile) as conflict:
        edit_article(article=draft, by=curator, **seen | {"solution": "Mine."})

    assert conflict.value.article.solution == "Theirs."
    draft.refresh_from_db()
    assert (draft.solution, draft.version) == ("Theirs.", 2)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_edit(draft, roles):
    with pytest.raises(CannotEdit):
        edit_article(article=draft, by=make_user(roles=roles), **parts(draft))


def test_retired_article_is_not_edited(draft, curator):
    Article.objects.update(state=Article.State.RETIRED)

    with pytest.raises(CannotEdit):
        edit_article(article=draft, by=curator, **parts(draft))


def test_text_that_would_cost_too_much_is_refused_whole(draft, curator):
    with pytest.raises(TooComplex):
        edit_article(article=draft, by=curator, **parts(draft, cause="a" * 20_001))

    draft.refresh_from_db()
    assert draft.version == 1


def test_revision_of_a_number_is_written_once(draft, curator):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(article=draft, number=1, title="Again", author=curator)


def test_curator_edits_beside_the_source(client, draft, curator):
    client.force_login(curator)

    page = client.get(address(draft)).text

    source = draft.sources.get()
    assert source.question.title in page
    assert source.answer.body in page
    assert 'name="version" value="1"' in page


def test_curator_saves_on_the_page(client, draft, curator):
    client.force_login(curator)

    response = client.post(address(draft), form(draft, solution="Do this."))

    assert response["Location"] == address(draft)
    draft.refresh_from_db()
    assert draft.solution == "Do this."


def test_curator_saves_and_publishes_in_one_step(client, draft, curator):
    client.force_login(curator)

    response = client.post(address(draft), form(draft, title="Good title", publish="1"))

    draft.refresh_from_db()
    assert draft.is_public
    assert response["Location"] == draft.get_absolute_url()


def test_conflict_shows_both_texts_and_keeps_mine_to_save_again(client, draft, curator):
    """C-07"""
    mine = form(draft, solution="My own words about it.")
    other = make_user(roles="curator")
    edit_article(article=draft, by=other, **parts(draft, solution="The words of the other."))
    client.force_login(curator)

    conflict = client.post(address(draft), mine)

    assert conflict.status_code == 409
    assert "My own words about it." in conflict.text
    assert "The words of the other." in conflict.text
    assert 'name="version" value="2"' in conflict.text
    draft.refresh_from_db()
    assert draft.solution == "The words of the other."
    client.post(address(draft), mine | {"version": "2"})
    draft.refresh_from_db()
    assert draft.solution == "My own words about it."


def test_conflict_in_the_title_shows_each_text_in_its_place(client, draft, curator):
    """C-07: the heading is what stands, the field is what I wrote."""
    other = make_user(roles="curator")
    mine = form(draft, title="My title of it")
    edit_article(article=draft, by=other, **parts(draft, title="The others' title"))
    client.force_login(curator)

    page = client.post(address(draft), mine).text

    assert 'value="My title of it"' in page
    assert "The others&#x27; title" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Short"},
        {"solution": ""},
        {"solution": "a" * 20_001},
        {"version": ""},
        {"version": "0"},
        {"product": "987654321"},
    ],
)
def test_refused_form_keeps_what_was_written(client, draft, curator, wrong):
    client.force_login(curator)

    response = client.post(address(draft), form(draft, cause="What I found out") | wrong)

    assert response.status_code == 422
    assert "What I found out" in response.text
    draft.refresh_from_db()
    assert draft.version == 1


def test_version_of_the_future_is_a_conflict_not_an_overwrite(client, draft, curator):
    client.force_login(curator)

    assert client.post(address(draft), form(draft, version="99" * 20)).status_code == 409


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_others_may_not_open_a_draft(client, draft, roles):
    client.force_login(make_user(roles=roles))

    assert client.get(address(draft)).status_code == 403
    assert client.post(address(draft), form(draft)).status_code == 403


def test_visitor_is_led_to_the_sign_in(client, draft):
    response = client.get(address(draft))

    assert response["Location"] == f"{reverse('account_login')}?next={address(draft)}"


def test_source_hidden_since_is_not_shown_beside_the_draft(client, draft, curator):
    """A-AZ-07"""
    source = draft.sources.get()
    type(source.question).objects.update(title="Hidden canary")
    hide(source.question)
    client.force_login(curator)

    assert "Hidden canary" not in client.get(address(draft)).text


def test_employee_is_marked_beside_the_draft(client, curator, employee):
    """A-BG-14"""
    article = make_article(answer=make_answer(author=employee), by=curator)
    client.force_login(curator)

    assert "Verified employee" in client.get(address(article)).text
