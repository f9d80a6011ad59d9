"""Names and personal data go from all that is written in and about articles (L-GD-02, L-GD-13)."""

import pytest
from django.apps import apps

from community.actions.drafts import keep_draft
from community.actions.masking import mask_post
from config.audit.models import AuditWords
from config.personal_data import Leaver, declared
from knowledge.actions.doubting import flag_article, raise_doubt
from knowledge.actions.forgetting import forget_names
from knowledge.actions.pending import pending_of
from knowledge.actions.pins import pin_answer
from knowledge.actions.publishing import approve_article
from knowledge.actions.reviewing import return_article, submit_article
from knowledge.actions.translating import begin_translation, translation_done
from knowledge.models import (
    Article,
    Doubt,
    ForeignSource,
    Gap,
    Revision,
    SearchedWords,
    Synonym,
)
from knowledge.search import curated
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import approve, save

NAME = "Zacharias Quandt"


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def where_it_stands(secret: str) -> set[str]:
    """Every column of the knowledge base that still holds it."""
    return {
        f"{model._meta.model_name}.{column}"
        for model in apps.get_app_config("knowledge").get_models()
        for row in model._base_manager.values()
        for column, value in row.items()
        if secret.casefold() in str(value).casefold()
    }


@pytest.fixture
def article(curator, second) -> Article:
    """The name stands wherever somebody can write it."""
    answer = make_answer(body=f"As {NAME} says: hold it.")
    article = make_article(answer=answer, by=curator, valid_for=f"Box of {NAME}")
    words = f"{NAME} said so"
    save(
        article,
        by=curator,
        title=f"How {NAME} does it",
        applies=words,
        cause=words,
        solution=words,
        search_phrases=words,
        summary=words,
        valid_for=words,
    )
    submit_article(article=article, by=curator)
    return_article(article=article, by=second, note=f"Ask {NAME}.")
    flag_article(article=article, by=second, note=f"{NAME} called: it is wrong.")
    ForeignSource.objects.create(article=article, title=words, credit=NAME)
    words = f"who is {NAME.casefold()}"
    SearchedWords.objects.create(language="en", words=words, searches=3, missed=3)
    Gap.objects.create(kind=Gap.Kind.NO_RESULT, language="en", words=words, count=3)
    Synonym.objects.create(language="en", word="boss", key="boss", others=f"chief, {NAME}")
    pin_answer(words=f"{NAME} box", language="en", answer=article, by=curator)
    keep_draft(
        person=curator,
        place=f"edit-article:{article.pk}",
        fields={"title": NAME, "solution": words, "summary": words},
    )
    return Article.objects.get(pk=article.pk)


def test_fixture_writes_the_name_into_every_column_of_words(article):
    assert where_it_stands(NAME) >= {
        *(f"pendingrevision.{name}" for name in ("title", "applies", "cause", "solution")),
        *(f"pendingrevision.{name}" for name in ("search_phrases", "summary", "valid_for")),
        *("pendingrevision.returned_note", "article.solution", "article.solution_html"),
        *("article.valid_for", "revision.solution", "revision.summary", "revision.valid_for"),
        *("doubt.note", "foreignsource.credit", "foreignsource.title"),
        *("gap.words", "searchedwords.words", "synonym.others", "pin.words"),
    }


def test_masked_name_stands_nowhere_any_more(article, moderator):
    """L-GD-13"""
    source = article.sources.get().answer

    mask_post(post=source, by=moderator, strings=[NAME], explanation="Everybody could read it.")

    assert where_it_stands(NAME) == set()
    drafts = apps.get_model("community", "Draft").objects
    assert NAME not in str(list(drafts.values()))


def test_name_of_somebody_erased_stands_nowhere_any_more(article):
    """L-GD-02"""
    forget_names(Leaver(pk=make_user().pk, names=(NAME,)))

    assert where_it_stands(NAME) == set()
    article.refresh_from_db()
    assert "Former member" in article.solution
    assert "Former member" in Doubt.objects.get().note
    drafts = apps.get_model("community", "Draft").objects
    assert NAME not in str(list(drafts.values()))


def test_search_knows_words_no_longer_that_name_somebody_erased(article):
    assert curated.pinned(f"box {NAME}", "en")

    forget_names(Leaver(pk=make_user().pk, names=(NAME,)))

    assert not curated.pinned(f"box {NAME}", "en")
    assert not curated.expansions("boss", "en")
    assert not AuditWords.objects.filter(record__subject__startswith="pin-").exists()


def test_words_of_the_search_that_are_ordinary_stay_when_a_member_of_that_name_leaves(db):
    """Whoever calls himself “router” takes no synonym with him."""
    Synonym.objects.create(language="en", word="router", key="router", others="modem, box")

    forget_names(Leaver(pk=make_user().pk, names=("Router",)))

    assert Synonym.objects.exists()


def test_forgetting_twice_changes_nothing_more(article):
    leaver = Leaver(pk=make_user().pk, names=(NAME,))
    forget_names(leaver)
    before = list(Article.objects.values()), list(Revision.objects.values())

    forget_names(leaver)

    assert (list(Article.objects.values()), list(Revision.objects.values())) == before


def test_text_that_waits_can_still_be_approved_after_a_masking(article, moderator, second):
    """Nothing is lost: what waited waits, without the name."""
    source = article.sources.get().answer
    mask_post(post=source, by=moderator, strings=[NAME], explanation="Everybody could read it.")

    approved = approve_article(article=article, by=second)

    assert approved.solution == "•••••• said so"
    assert pending_of(approved) is None
    assert Revision.objects.filter(article=article, number=approved.version).exists()


def test_form_that_was_opened_before_cannot_bring_the_name_back(article, moderator, curator):
    pending = pending_of(article)
    mask_post(
        post=article.sources.get().answer,
        by=moderator,
        strings=[NAME],
        explanation="Everybody could read it.",
    )

    with pytest.raises(Exception, match="while you were writing"):
        save(article, by=curator, solution=f"{NAME} again", version=pending.version)


def test_masking_puts_no_translation_behind(curator, second, moderator, deliver_events):
    """Its original says the same as before, under another number."""
    answer = make_answer(body=f"As {NAME} says: hold it.")
    original = make_article(answer=answer, by=curator)
    save(original, by=curator, solution=f"{NAME}: twelve.", significance="meaning", summary="x")
    original = approve(original)
    draft = begin_translation(article=original, language="de", by=curator)
    save(draft, by=curator, title="Kiste", solution="Zwölf.")
    approve(draft)
    translation_done(article=draft, version=original.version, by=curator)

    mask_post(post=answer, by=moderator, strings=[NAME], explanation="Everybody could read it.")
    deliver_events()

    original.refresh_from_db()
    draft.refresh_from_db()
    assert draft.original_version == original.version
    assert not Doubt.objects.open().filter(cause=Doubt.Cause.ORIGINAL_CHANGED).exists()


def test_masked_draft_waits_for_a_curator_and_stays_a_draft(curator, moderator):
    draft = make_article(answer=make_answer(body=f"As {NAME} says."), by=curator)
    Article.objects.filter(pk=draft.pk).update(state="draft")

    mask_post(
        post=draft.sources.get().answer,
        by=moderator,
        strings=[NAME],
        explanation="Everybody could read it.",
    )

    draft.refresh_from_db()
    assert draft.state == Article.State.DRAFT
    assert Doubt.objects.get().cause == Doubt.Cause.MASKED


def test_who_raised_a_doubt_is_forgotten_with_him_and_the_doubt_stays(article, second):
    """L-GD-02, L-GD-04"""
    raise_doubt(article=article, cause=Doubt.Cause.REVIEW_DUE, by=second)

    leaver = Leaver(pk=second.pk)
    for entry in declared():
        if entry.table == "knowledge.doubt":
            entry.erase_rows_of(leaver)

    assert not Doubt.objects.filter(raised_by=second).exists()
    assert Doubt.objects.filter(cause=Doubt.Cause.REVIEW_DUE).exists()
