"""An article is written beside what asks for it."""

import pytest
from django.urls import reverse

from community.actions.solutions import accept_answer
from community.models import Draft
from knowledge.actions.promotion import promote_answer
from knowledge.models import Article, Candidate, Gap
from tests.factories import hide, make_user
from tests.knowledge.workbench_rows import make_candidate, make_gap

UNDO = reverse("knowledge:curate-undo")
TYPED = {
    "title": "Keep your number when you move",
    "applies": "You move within the same town.",
    "solution": "Register the move two weeks ahead.",
    "search_phrases": "number gone after moving",
    "audience": "public",
    "version": "1",
}


def address(thing: Candidate | Gap) -> str:
    name = "curate-write" if isinstance(thing, Candidate) else "curate-write-gap"
    return reverse(f"knowledge:{name}", args=[thing.pk])


@pytest.fixture
def write(client, curator):
    client.force_login(curator)

    def send(thing, query: str = "", **fields):
        return client.post(address(thing) + query, TYPED | fields, follow=True)

    return send


def test_draft_says_what_was_typed_and_names_its_source(write, curator):
    candidate = make_candidate()

    page = write(candidate)

    article = Article.objects.get()
    assert "Draft saved." in page.text
    assert (article.title, article.state) == (TYPED["title"], Article.State.DRAFT)
    assert (article.owner, article.version) == (curator, 2)
    assert article.sources.get().answer == candidate.answer
    assert Candidate.objects.get().state == Candidate.State.PROMOTED


def test_draft_goes_to_review_in_the_same_step(write):
    page = write(make_candidate(), then="submit")

    assert Article.objects.get().state == Article.State.IN_REVIEW
    assert "Sent to review." in page.text


def test_next_entry_is_opened(client, curator):
    client.force_login(curator)
    candidate = make_candidate()

    response = client.post(f"{address(candidate)}?queue=promote&next=candidate-9", TYPED)

    assert "entry=candidate-9" in response["Location"]


@pytest.mark.parametrize("then", ["", "submit"])
def test_undoing_it_lets_the_candidate_wait_again(write, client, then):
    candidate = make_candidate()
    accept_answer(answer=candidate.answer, by=candidate.question.author)
    page = write(candidate, then=then)

    client.post(UNDO, {"key": page.context["undo"]["key"]})

    assert not Article.objects.exists()
    assert Candidate.objects.get().state == Candidate.State.WAITING


def test_what_a_second_person_published_is_not_undone(write, client):
    page = write(make_candidate(), then="submit")
    other = make_user(roles="curator")
    article = Article.objects.get()
    article.revisions.create(number=9, title="Theirs", author=other)

    client.post(UNDO, {"key": page.context["undo"]["key"]})

    assert Article.objects.exists()


def test_bad_input_comes_back_with_the_text_and_the_list(write):
    candidate = make_candidate()

    page = write(candidate, title="")

    assert page.status_code == 422
    assert page.context["shown"].chosen.thing == candidate
    assert TYPED["solution"] in page.text
    assert "form-errors" in page.text
    assert not Article.objects.exists()


def test_who_was_slower_finds_his_text_in_the_form_of_the_article(write, curator):
    candidate = make_candidate()
    other = make_user(roles="curator")
    article = promote_answer(answer=candidate.answer, by=other)
    Article.objects.filter(pk=article.pk).update(version=2)

    page = write(candidate)

    assert "Somebody else is writing this article already." in page.text
    assert TYPED["solution"] in page.text
    assert Draft.objects.get(person=curator).place == f"edit-article:{article.pk}"
    assert Article.objects.get().title != TYPED["title"]


def test_two_who_save_at_once_make_one_article(write):
    """C-11: the second one writes on."""
    candidate = make_candidate()
    promote_answer(answer=candidate.answer, by=make_user(roles="curator"))

    write(candidate)

    assert Article.objects.get().title == TYPED["title"]
    assert Article.objects.get().revisions.count() == 2


def test_hidden_candidate_becomes_no_article(client, curator):
    client.force_login(curator)
    candidate = make_candidate()
    hide(candidate.answer)

    assert client.post(address(candidate), TYPED).status_code == 404
    assert not Article.objects.exists()


def test_search_becomes_an_article_in_its_language(write, client):
    search = make_gap("wlan weg nach umzug")
    Gap.objects.update(language="de")

    page = write(search, query="?queue=gaps")

    assert Article.objects.get().language == "de"
    assert Gap.objects.get().state == "written"

    client.post(UNDO, {"key": page.context["undo"]["key"]})
    assert not Article.objects.exists()
    assert Gap.objects.get().state == "waiting"


def test_words_of_a_search_are_the_first_phrase(client, curator):
    client.force_login(curator)
    make_gap("wifi gone after moving")

    form = client.get(reverse("knowledge:curate-queue", args=["gaps"])).context["form"]

    assert form["title"].value() == "Wifi gone after moving"
    assert form["search_phrases"].value() == "wifi gone after moving"


def test_kept_text_stands_there_again_and_goes_when_it_is_saved(write, client, curator):
    candidate = make_candidate()
    place = f"write-candidate:{candidate.pk}"
    client.post(reverse("community:draft"), TYPED | {"draft-place": place})
    assert "Register the move" in client.get(reverse("knowledge:curate")).text
    drafts = client.get(reverse("community:my-drafts")).text
    assert f"?entry=candidate-{candidate.pk}" in drafts

    write(candidate)

    assert not Draft.objects.filter(person=curator).exists()


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_writing_is_for_curators(client, db, roles):
    client.force_login(make_user(roles=roles))

    for thing in (make_candidate(), make_gap()):
        assert client.post(address(thing), TYPED).status_code == 403
    assert not Article.objects.exists()
