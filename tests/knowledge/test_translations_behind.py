"""“The original changed in meaning”: once for each translation, and gone when it was brought up."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from config.events.models import Delivery
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.publishing import publish_at_once, unpublish_article
from knowledge.actions.retiring import bring_back_article, retire_article
from knowledge.actions.reviewing import confirm_article
from knowledge.actions.translating import begin_translation, save_translation, translation_done
from knowledge.models import Article, Doubt
from knowledge.queues import QUEUES
from tests.factories import make_article, make_user
from tests.knowledge.acts import approve, save

GERMAN = ArticleFields(title="Kiste zurücksetzen", solution="Zehn Sekunden drücken.")


@pytest.fixture
def original(curator):
    return make_article(by=curator)


@pytest.fixture
def translation(original, curator, deliver_events):
    draft = save_translation(
        original=original,
        language="de",
        by=curator,
        version=0,
        original_version=original.version,
        fields=GERMAN,
    )
    approve(draft)
    deliver_events()
    return Article.objects.get(pk=draft.pk)


def change(original, curator, *, significance: str, text: str = "Hold it for twelve seconds."):
    save(original, by=curator, solution=text, significance=significance, summary="Changed.")
    return approve(original)


def behind() -> list[int]:
    open_ones = Doubt.objects.open().filter(cause=Doubt.Cause.ORIGINAL_CHANGED)
    return list(open_ones.values_list("article", flat=True))


def test_meaning_puts_the_translation_behind_once(original, translation, curator, deliver_events):
    change(original, curator, significance="meaning")
    deliver_events()
    Delivery.objects.update(done_at=None, not_before=timezone.now())
    deliver_events()

    assert behind() == [translation.pk]
    assert translation in QUEUES["translations"].page(curator, QueryDict())
    assert Article.objects.get(pk=translation.pk).state == Article.State.PUBLISHED


def test_content_alone_puts_nothing_behind(original, translation, curator, deliver_events):
    change(original, curator, significance="content")
    deliver_events()

    assert behind() == []


def test_change_of_meaning_that_waits_puts_nothing_behind(
    original, translation, curator, deliver_events
):
    """Its readers still get what the translation says."""
    save(original, by=curator, solution="Else.", significance="meaning", summary="Changed.")
    deliver_events()

    assert behind() == []


def test_what_one_published_alone_counts_as_well(original, translation, curator, deliver_events):
    save(original, by=curator, solution="Else.", significance="meaning", summary="Changed.")
    publish_at_once(article=original, by=curator, why="wrong")
    deliver_events()

    assert behind() == [translation.pk]


def test_translation_that_was_brought_up_is_behind_no_longer(
    original, translation, curator, deliver_events
):
    changed = change(original, curator, significance="meaning")
    deliver_events()

    translation_done(article=translation, version=changed.version, by=curator)
    deliver_events()

    assert behind() == []


def test_reader_learns_since_when(original, translation, curator, deliver_events):
    changed = change(original, curator, significance="meaning")
    deliver_events()

    found = Article.objects.for_page().get(pk=translation.pk)
    assert found.original_changed_at == changed.revised_at


def test_second_change_does_not_ask_again(original, translation, curator, deliver_events):
    for text in ("Twelve seconds.", "Thirteen seconds."):
        change(original, curator, significance="meaning", text=text)
        deliver_events()

    assert Doubt.objects.filter(cause=Doubt.Cause.ORIGINAL_CHANGED).count() == 1


def test_original_without_readers_puts_nothing_behind(
    original, translation, curator, deliver_events
):
    change(original, curator, significance="meaning")
    unpublish_article(article=original, by=make_user(roles="curator"))
    deliver_events()

    assert behind() == []


def of_cause(cause: str) -> list[int]:
    return list(Doubt.objects.open().filter(cause=cause).values_list("article", flat=True))


@pytest.mark.parametrize("how", ["retired", "unpublished"])
def test_nothing_is_behind_an_original_that_nobody_reads(
    original, translation, curator, deliver_events, how
):
    change(original, curator, significance="meaning")
    deliver_events()
    assert behind() == [translation.pk]

    if how == "retired":
        retire_article(article=original, by=curator, retired_as="wrong")
    else:
        unpublish_article(article=original, by=curator)
    deliver_events()

    assert behind() == []


def test_what_is_published_again_puts_its_translation_behind_again(
    original, translation, curator, deliver_events
):
    change(original, curator, significance="meaning")
    unpublish_article(article=original, by=curator)
    deliver_events()

    approve(original)
    deliver_events()

    assert behind() == [translation.pk]


def test_translation_of_what_was_retired_is_looked_at_once(
    original, translation, curator, deliver_events
):
    retire_article(article=original, by=curator, retired_as="wrong")
    deliver_events()

    assert of_cause(Doubt.Cause.ORIGINAL_RETIRED) == [translation.pk]
    assert translation in QUEUES["source"].page(curator, QueryDict())
    assert Article.objects.get(pk=translation.pk).state == Article.State.NEEDS_REVIEW

    confirm_article(article=translation, by=curator)
    save(translation, by=curator, solution="Zwölf Sekunden drücken.")
    approve(translation)
    deliver_events()

    assert of_cause(Doubt.Cause.ORIGINAL_RETIRED) == []
    assert Article.objects.get(pk=translation.pk).state == Article.State.PUBLISHED


def test_original_that_is_brought_back_leaves_no_doubt(
    original, translation, curator, deliver_events
):
    retire_article(article=original, by=curator, retired_as="wrong")
    deliver_events()

    bring_back_article(article=original, by=curator)
    deliver_events()

    assert of_cause(Doubt.Cause.ORIGINAL_RETIRED) == []
    assert Article.objects.get(pk=translation.pk).state == Article.State.PUBLISHED


def test_translation_that_is_a_draft_is_not_put_before_anybody(original, curator, deliver_events):
    draft = begin_translation(article=original, language="de", by=curator)

    retire_article(article=original, by=curator, retired_as="outdated")
    deliver_events()

    assert not draft.doubts.exists()
