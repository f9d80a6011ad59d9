"""An article is written on its page, beside its source."""

import pytest
from django.urls import reverse

from community.actions.drafts import keep_draft
from community.models import Draft
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import edit_article
from knowledge.actions.pending import pending_of
from knowledge.actions.promotion import promote_answer
from knowledge.actions.sources import add_source
from knowledge.models import Article
from tests.factories import hide, make_answer, make_article, make_user

State = Article.State


@pytest.fixture
def draft(curator):
    return promote_answer(answer=make_answer(), by=curator)


@pytest.fixture
def published(curator):
    return make_article(answer=make_answer(), by=curator)


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def address(article, name: str = "article-edit") -> str:
    return reverse(f"knowledge:{name}", args=[article.pk])


def typed(article, **values) -> dict:
    """The form as its writer sends it."""
    shown = {
        "title": article.title,
        "applies": article.applies,
        "cause": article.cause,
        "solution": article.solution,
        "search_phrases": article.search_phrases,
        "product": article.product_id or "",
        "valid_for": article.valid_for,
        "valid_until": "",
        "audience": article.audience,
        "version": str(article.version),
    }
    return shown | values


def changed(article, **values) -> dict:
    """The same of a published one: it says how much it matters."""
    return typed(article) | {"significance": "content", "summary": "Says it better"} | values


def test_curator_edits_beside_the_source(desk, draft):
    page = desk.get(address(draft)).text

    source = draft.sources.get()
    assert source.question.title in page
    assert source.answer.body in page
    assert 'name="version" value="1"' in page


def test_every_field_is_saved(desk, draft):
    product = draft.product
    sent = typed(
        draft,
        title="A good title",
        applies="When it blinks.",
        cause="The cable is loose.",
        solution="Do this.",
        search_phrases="blinks red\nno light",
        valid_for="Box 3",
        valid_until="2031-05-06",
        audience="members",
    )

    response = desk.post(address(draft), sent)

    assert response["Location"] == address(draft)
    draft.refresh_from_db()
    assert (draft.title, draft.applies, draft.cause) == (
        "A good title",
        "When it blinks.",
        "The cable is loose.",
    )
    assert (draft.solution, draft.search_phrases) == ("Do this.", "blinks red\nno light")
    assert (draft.valid_for, str(draft.valid_until)) == ("Box 3", "2031-05-06")
    assert (draft.audience, draft.product) == ("members", product)


def test_draft_is_saved_and_sent_to_review_in_one_step(desk, draft):
    response = desk.post(address(draft), typed(draft, solution="Do that.", then="submit"))

    draft.refresh_from_db()
    assert (draft.state, draft.solution) == (State.IN_REVIEW, "Do that.")
    assert response["Location"] == address(draft, "article-review")


def test_change_of_a_public_article_waits(desk, published):
    desk.post(address(published), changed(published, solution="Do it another way."))

    published.refresh_from_db()
    assert published.solution != "Do it another way."
    assert pending_of(published).solution == "Do it another way."


def test_typing_error_goes_to_readers_at_once(desk, curator):
    article = make_article(answer=make_answer(body="Hold the buton for ten seconds."), by=curator)
    sent = changed(article, solution="Hold the button for ten seconds.", significance="typo")

    desk.post(address(article), sent | {"summary": ""})

    article.refresh_from_db()
    assert article.solution == "Hold the button for ten seconds."
    assert pending_of(article) is None


def test_typing_error_that_is_more_is_said_beside_the_field(desk, curator):
    article = make_article(answer=make_answer(body="Hold the button for 10 seconds."), by=curator)
    sent = changed(article, solution="Hold the button for 20 seconds.", significance="typo")

    response = desk.post(address(article), sent)

    assert response.status_code == 422
    assert response.context["form"].errors["significance"]
    assert "20 seconds" in response.text
    article.refresh_from_db()
    assert "10 seconds" in article.solution


def test_change_that_matters_says_what_it_is(desk, published):
    response = desk.post(address(published), changed(published, solution="Other.", summary=" "))

    assert response.status_code == 422
    assert response.context["form"].errors["summary"]
    assert pending_of(published) is None


def test_form_goes_on_with_what_waits(desk, published):
    desk.post(address(published), changed(published, solution="The next text."))

    page = desk.get(address(published))

    assert "The next text." in page.text
    assert page.context["form"]["summary"].value() == "Says it better"
    offered = [value for value, _label in page.context["form"].fields["significance"].choices]
    assert offered == ["content", "meaning"]


def test_conflict_shows_both_changes_and_keeps_mine_to_save_again(desk, draft):
    """C-07"""
    mine = typed(draft, solution="My own words about it.")
    other = make_user(roles="curator", display_name="Ole K.")
    theirs = ArticleFields(title=draft.title, solution="The words of the other.")
    edit_article(article=draft, by=other, version=1, fields=theirs)

    conflict = desk.post(address(draft), mine)

    assert conflict.status_code == 409
    assert "My own words about it." in conflict.text
    assert "The words of the other." in conflict.text
    assert "Ole K." in conflict.text
    assert 'name="version" value="2"' in conflict.text
    draft.refresh_from_db()
    assert draft.solution == "The words of the other."
    desk.post(address(draft), mine | {"version": "2"})
    draft.refresh_from_db()
    assert draft.solution == "My own words about it."


def test_conflict_with_what_waits_is_one_too(desk, published):
    """C-07: two curators change one published article."""
    mine = changed(published, solution="My own words about it.")
    other = make_user(roles="curator")
    theirs = ArticleFields(title=published.title, solution="The words of the other.")
    edit_article(article=published, by=other, version=published.version, fields=theirs)

    conflict = desk.post(address(published), mine)

    assert conflict.status_code == 409
    assert "The words of the other." in conflict.text
    assert desk.post(address(published), mine | {"version": "2"}).status_code == 302
    assert pending_of(published).solution == "My own words about it."


def test_text_of_a_conflict_is_kept_as_a_draft(desk, draft, curator):
    other = make_user(roles="curator")
    theirs = ArticleFields(title=draft.title, solution="The words of the other.")
    edit_article(article=draft, by=other, version=1, fields=theirs)

    desk.post(address(draft), typed(draft, solution="My own words about it."))

    kept = Draft.objects.get(person=curator, place=f"edit-article:{draft.pk}")
    assert kept.fields["solution"] == "My own words about it."


def test_text_is_not_lost_when_the_article_was_retired_meanwhile(desk, draft, curator):
    sent = typed(draft, solution="An hour of writing.")
    Article.objects.filter(pk=draft.pk).update(
        state=State.RETIRED, retired_as="wrong", retired_at=draft.created_at
    )

    response = desk.post(address(draft), sent)

    assert response.status_code == 422
    assert "An hour of writing." in response.text
    kept = Draft.objects.get(person=curator, place=f"edit-article:{draft.pk}")
    assert kept.fields["solution"] == "An hour of writing."


def test_text_survives_the_end_of_the_session(client, draft, curator):
    """It stands in the form again after signing in."""
    sent = typed(draft, solution="An hour of writing.")
    assert "login" in client.post(address(draft), sent)["Location"]
    client.force_login(curator)

    page = client.get(address(draft))

    assert page.context["form"]["solution"].value() == "An hour of writing."


def test_what_was_typed_last_stands_there_again(desk, draft, curator):
    fields = typed(draft, solution="Half a sent") | {"version": "1"}
    keep_draft(person=curator, place=f"edit-article:{draft.pk}", fields=fields)

    page = desk.get(address(draft))

    assert "Half a sent" in page.text
    assert "Your draft is back" in page.text


def test_saving_ends_the_draft_of_it(desk, draft, curator):
    keep_draft(person=curator, place=f"edit-article:{draft.pk}", fields=typed(draft))

    desk.post(address(draft), typed(draft, solution="Done."))

    assert not Draft.objects.exists()


def test_list_of_drafts_names_articles_and_leads_to_them(desk, draft, curator, count_queries):
    keep_draft(person=curator, place=f"edit-article:{draft.pk}", fields=typed(draft))
    mine = reverse("community:my-drafts")

    page = desk.get(mine)

    assert draft.title in page.text
    assert address(draft) in page.text
    with_one = count_queries(lambda: desk.get(mine))
    for _ in range(5):
        other = promote_answer(answer=make_answer(), by=curator)
        keep_draft(person=curator, place=f"edit-article:{other.pk}", fields=typed(other))
    assert count_queries(lambda: desk.get(mine)) == with_one


def test_draft_of_an_article_tells_nobody_else_its_title(client, draft, stranger):
    """A-AZ-09: whoever keeps a draft of that name learns nothing."""
    Article.objects.filter(pk=draft.pk).update(title="Secret canary")
    keep_draft(
        person=stranger, place=f"edit-article:{draft.pk}", fields={"solution": "What is it?"}
    )
    client.force_login(stranger)

    page = client.get(reverse("community:my-drafts"))

    assert "Secret canary" not in page.text
    assert "What is it?" in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Short"},
        {"solution": ""},
        {"solution": "a" * 20_001},
        {"solution": "![a](/images/x)" * 500},
        {"version": ""},
        {"version": "0"},
        {"product": "987654321"},
        {"audience": "martians"},
        {"valid_until": "31 February"},
        {"valid_until": "99999-01-01"},
        {"valid_for": "x" * 201},
        {"search_phrases": "x" * 2001},
    ],
)
def test_refused_form_keeps_what_was_written(desk, draft, wrong):
    response = desk.post(address(draft), typed(draft, cause="What I found out") | wrong)

    assert response.status_code == 422
    assert "What I found out" in response.text
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize("version", ["99" * 20, "7"])
def test_version_of_the_future_overwrites_nothing(desk, draft, version):
    response = desk.post(address(draft), typed(draft, solution="Mine.", version=version))

    assert response.status_code in {409, 422}
    assert "Mine." in response.text
    draft.refresh_from_db()
    assert draft.version == 1


def test_personal_data_is_asked_about(desk, draft):
    """Everybody will read it."""
    response = desk.post(address(draft), typed(draft, solution="Call Anna, 0171 2345678."))

    assert response.status_code == 422
    assert "personal_data" in response.text


def test_summary_is_guarded_like_the_text(desk, published):
    sent = changed(published, solution="Other words.", summary="As anna.schmidt@web.de said")

    assert desk.post(address(published), sent).status_code == 422


@pytest.mark.parametrize("field", ["title", "applies", "cause", "solution", "search_phrases"])
@pytest.mark.parametrize("name", ["article-edit", "article-review", "article-history"])
def test_hostile_text_runs_nowhere(desk, published, field, name):
    """A-XS-03, A-XS-07, A-XS-09: in the form, in the comparison, in the history."""
    hostile = '<script>alert(1)</script></textarea><img src=x onerror="alert(2)">'
    sent = changed(published, summary=hostile) | {field: hostile}
    assert desk.post(address(published), sent).status_code == 302

    page = desk.get(address(published, name)).text

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_source_hidden_since_is_not_shown_beside_the_draft(desk, draft):
    """A-AZ-07"""
    source = draft.sources.get()
    type(source.question).objects.update(title="Hidden canary")
    hide(source.question)

    assert "Hidden canary" not in desk.get(address(draft)).text


def test_employee_is_marked_beside_the_draft(desk, curator, employee):
    """A-BG-14"""
    article = promote_answer(answer=make_answer(author=employee), by=curator)

    assert "Verified employee" in desk.get(address(article)).text


def test_form_can_take_up_an_earlier_text(desk, draft):
    desk.post(address(draft), typed(draft, solution="The second text."))

    page = desk.get(f"{address(draft)}?from=1")

    assert page.context["form"]["solution"].value() == draft.solution
    assert page.context["form"]["version"].value() == 2


@pytest.mark.parametrize("number", ["7", "99999999999"])
def test_text_that_never_was_is_not_taken_up(desk, draft, number):
    response = desk.get(f"{address(draft)}?from={number}")

    assert response.status_code == (404 if number == "7" else 200)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_others_may_not_open_a_draft(client, draft, roles):
    """A-AZ-09"""
    client.force_login(make_user(roles=roles))

    assert client.get(address(draft)).status_code == 403
    assert client.post(address(draft), typed(draft)).status_code == 403


def test_visitor_is_led_to_the_sign_in(client, draft):
    response = client.get(address(draft))

    assert response["Location"] == f"{reverse('account_login')}?next={address(draft)}"


def test_company_of_one_curator_publishes_from_the_form(desk, draft, settings):
    settings.FOUR_EYES = False

    desk.post(address(draft), typed(draft, title="A good title", then="approve"))

    draft.refresh_from_db()
    assert draft.is_public


def test_writer_may_not_publish_by_a_made_up_button(desk, draft):
    """A-AZ-10"""
    desk.post(address(draft), typed(draft, title="A good title", then="approve"))

    draft.refresh_from_db()
    assert (draft.state, draft.title) == (State.DRAFT, "A good title")


def test_page_costs_the_same_with_one_source_and_with_five(desk, draft, curator, count_queries):
    desk.get(address(draft))  # parts of it are drawn once in a process
    with_one = count_queries(lambda: desk.get(address(draft)))
    for _ in range(4):
        add_source(article=draft, answer=make_answer(), by=curator)

    assert count_queries(lambda: desk.get(address(draft))) == with_one
