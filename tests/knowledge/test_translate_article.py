"""The same in another language, beside its original; it says which version of it it says."""

import pytest
from django.urls import reverse

from knowledge.actions.article_text import ArticleFields, fields_of
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.editing import ChangedMeanwhile, edit_article
from knowledge.actions.pending import pending_of
from knowledge.actions.publishing import approve_article, unpublish_article
from knowledge.actions.translating import (
    CannotTranslate,
    begin_translation,
    save_translation,
    translation_done,
)
from knowledge.models import Article, Doubt, Significance
from tests.factories import make_answer, make_article, make_user

GERMAN = ArticleFields(title="Kiste zurücksetzen", solution="Zehn Sekunden drücken.")


@pytest.fixture
def second(db):
    return make_user(roles="curator", display_name="Ole K.")


@pytest.fixture
def original(curator):
    return make_article(answer=make_answer(), by=curator)


@pytest.fixture
def translation(original, curator, second):
    draft = save(original, by=curator)
    return approve_article(article=draft, by=second)


def save(original, *, by, fields=GERMAN, version=0, original_version=None, **values) -> Article:
    return save_translation(
        original=original,
        language="de",
        by=by,
        version=version,
        original_version=original_version or original.version,
        fields=fields,
        **values,
    )


def change_in_meaning(original, *, by, second) -> Article:
    """Readers of the original get another meaning, and the translation falls behind."""
    fields = ArticleFields(title=original.title, solution="Never hold the button.")
    edit_article(
        article=original,
        by=by,
        version=original.version,
        fields=fields,
        significance=Significance.MEANING,
        summary="The button does harm",
    )
    original = approve_article(article=original, by=second)
    for translation in Article.objects.filter(original=original):
        raise_doubt(
            article=translation,
            cause=Doubt.Cause.ORIGINAL_CHANGED,
            subject=f"article-{original.pk}",
        )
    return original


def is_doubted(translation) -> bool:
    return translation.doubts.open().filter(cause=Doubt.Cause.ORIGINAL_CHANGED).exists()


def test_translation_is_a_draft_of_the_same_family(original, curator):
    draft = save(original, by=curator)

    assert (draft.family, draft.language) == (original.family, "de")
    assert (draft.original, draft.original_version) == (original, original.version)
    assert (draft.title, draft.state) == ("Kiste zurücksetzen", Article.State.DRAFT)


def test_begun_twice_is_one_draft(original, curator, second):
    first = begin_translation(article=original, language="de", by=curator)
    again = begin_translation(article=original, language="de", by=second)

    assert again == first


def test_second_first_translation_is_a_conflict(original, curator, second):
    """C-07: both had an empty form before them."""
    save(original, by=curator)
    other = ArticleFields(title="Kiste neu starten", solution="Anders.")

    with pytest.raises(ChangedMeanwhile):
        save(original, by=second, fields=other)

    assert Article.objects.get(language="de").title == "Kiste zurücksetzen"


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_translate(original, roles):
    with pytest.raises(CannotTranslate):
        begin_translation(article=original, language="de", by=make_user(roles=roles))


@pytest.mark.parametrize("language", ["en", "fr", ""])
def test_language_is_another_one_of_ours(original, curator, language):
    with pytest.raises(CannotTranslate):
        begin_translation(article=original, language=language, by=curator)


def test_draft_is_not_translated(original, curator):
    unpublish_article(article=original, by=curator, why="")

    with pytest.raises(CannotTranslate):
        begin_translation(article=original, language="de", by=curator)


def test_original_does_not_follow_its_translation(original, translation, curator):
    with pytest.raises(CannotTranslate):
        begin_translation(article=translation, language="en", by=curator)


def test_article_of_the_family_is_taken_for_its_translation(original, curator):
    known = make_article(answer=make_answer(), by=curator, language="de", family=original.family)

    found = begin_translation(article=original, language="de", by=curator)

    assert (found, found.original) == (known, original)


def test_translation_stays_behind_until_readers_get_what_follows(
    original, translation, curator, second
):
    original = change_in_meaning(original, by=curator, second=second)
    followed = ArticleFields(title=GERMAN.title, solution="Den Knopf nie drücken.")
    save(
        original,
        by=curator,
        fields=followed,
        version=translation.version,
        significance=Significance.MEANING,
        summary="Der Knopf schadet",
    )
    translation.refresh_from_db()
    assert is_doubted(translation)
    assert translation.original_version < original.version

    approve_article(article=translation, by=second)

    translation.refresh_from_db()
    assert not is_doubted(translation)
    assert translation.original_version == original.version
    assert translation.solution == "Den Knopf nie drücken."


def test_translation_of_what_stood_before_is_still_behind(original, translation, curator, second):
    """The original changed once more while somebody translated."""
    seen = original.version
    original = change_in_meaning(original, by=curator, second=second)
    followed = ArticleFields(title=GERMAN.title, solution="Zehn Sekunden halten.")
    save(original, by=curator, fields=followed, version=translation.version, original_version=seen)

    approve_article(article=translation, by=second)

    assert is_doubted(translation)


def test_change_that_changes_nothing_here_is_noted(original, translation, curator, second):
    original = change_in_meaning(original, by=curator, second=second)

    translation_done(article=translation, version=original.version, by=curator)

    translation.refresh_from_db()
    assert not is_doubted(translation)
    assert translation.original_version == original.version


@pytest.mark.parametrize("version", [0, -1, 99])
def test_version_that_the_original_never_had_is_refused(translation, curator, version):
    with pytest.raises(CannotTranslate):
        translation_done(article=translation, version=version, by=curator)


def test_what_is_no_translation_has_no_original_to_follow(original, curator):
    with pytest.raises(CannotTranslate):
        translation_done(article=original, version=1, by=curator)


def test_text_that_can_not_be_saved_begins_nothing(original, curator):
    costly = ArticleFields(title=GERMAN.title, solution="a" * 20_001)

    with pytest.raises(ValueError, match="characters"):
        save(original, by=curator, fields=costly)

    assert not Article.objects.filter(language="de").exists()


# On the page.


def address(original, language: str = "de", name: str = "translate") -> str:
    return reverse(f"knowledge:article-{name}", args=[original.pk, language])


def typed(original, *, version=0, **values) -> dict:
    return {
        "title": "Kiste zurücksetzen",
        "applies": "",
        "cause": "",
        "solution": "Zehn Sekunden drücken.",
        "search_phrases": "",
        "product": "",
        "audience": "public",
        "valid_for": "",
        "valid_until": "",
        "version": version,
        "original_version": original.version,
    } | values


def test_original_stands_beside_an_empty_form(client_of, original, curator):
    page = client_of(curator).get(address(original))

    assert original.solution in page.text
    assert page.context["form"]["solution"].value() is None
    assert page.context["form"]["version"].value() == 0
    assert not Article.objects.filter(language="de").exists()


def test_curator_translates_on_the_page(client_of, original, curator):
    response = client_of(curator).post(address(original), typed(original))

    assert response["Location"] == address(original)
    assert Article.objects.get(language="de").solution == "Zehn Sekunden drücken."


def test_what_changed_in_the_original_is_marked(client_of, original, translation, curator, second):
    change_in_meaning(original, by=curator, second=second)

    page = client_of(curator).get(address(original)).text

    assert "The original has changed in meaning since." in page
    assert "<ins>" in page
    client_of(curator).post(address(original, name="translation-same"), {"version": 2})
    assert "The original has changed" not in client_of(curator).get(address(original)).text


def test_conflict_keeps_both_translations(client_of, original, translation, curator, second):
    """C-07"""
    theirs = ArticleFields(title=GERMAN.title, solution="Ihre Worte.")
    edit_article(article=translation, by=second, version=translation.version, fields=theirs)
    mine = typed(
        original,
        version=translation.version,
        solution="Meine Worte.",
        significance="content",
        summary="Besser",
    )

    conflict = client_of(curator).post(address(original), mine)

    assert conflict.status_code == 409
    assert "Ihre Worte." in conflict.text
    assert "Meine Worte." in conflict.text
    assert pending_of(translation).solution == "Ihre Worte."


@pytest.mark.parametrize(
    "wrong",
    [
        {"original_version": "99"},
        {"original_version": ""},
        {"original_version": "-1"},
        {"version": "x"},
        {"title": ""},
    ],
)
def test_refused_translation_keeps_what_was_written(client_of, original, curator, wrong):
    sent = typed(original, cause="Was ich fand") | wrong

    response = client_of(curator).post(address(original), sent)

    assert response.status_code == 422
    assert "Was ich fand" in response.text
    assert not Article.objects.filter(language="de").exists()


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_page_of_no_other_language_is_not_there(client_of, original, curator, language):
    assert client_of(curator).get(address(original, language)).status_code == 404


def test_hostile_original_runs_nowhere(client_of, curator, second):
    """A-XS-07"""
    hostile = '<script>alert(1)</script></pre><img src=x onerror="alert(2)">'
    original = make_article(answer=make_answer(body=hostile), by=curator)

    page = client_of(second).get(address(original)).text

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_page_is_for_curators(client_of, original, roles):
    browser = client_of(make_user(roles=roles))

    assert browser.get(address(original)).status_code == 403
    assert browser.post(address(original), typed(original)).status_code == 403
    assert not Article.objects.filter(language="de").exists()


def test_saving_the_same_again_changes_nothing(original, translation, curator):
    again = save(original, by=curator, fields=fields_of(translation), version=translation.version)

    assert again.version == translation.version


def test_editor_of_a_translation_leads_beside_its_original(
    client_of, original, translation, curator, second
):
    change_in_meaning(original, by=curator, second=second)
    editor = reverse("knowledge:article-edit", args=[translation.pk])

    page = client_of(curator).get(editor).text

    assert "Open it beside its original" in page
    assert address(original) in page
