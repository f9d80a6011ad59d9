"""Who may read an article may see its images (A-AZ-13)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.actions.editing import edit_answer
from community.actions.images import UNUSED_KEPT, remove_image, sweep_images
from community.models import Image
from knowledge.actions.article_text import fields_of
from knowledge.actions.editing import edit_article
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article, unpublish_article
from knowledge.models import Article, ArticleImage
from tests.community.images.uploading import make_image, showing
from tests.factories import hide, make_answer, make_article, make_user

ANYBODY = AnonymousUser()


def sees(viewer, image: Image) -> bool:
    return Image.objects.visible_to(viewer).filter(pk=image.pk).exists()


def rewrite(article: Article, solution: str, by) -> Article:
    article.refresh_from_db()
    return edit_article(
        article=article,
        by=by,
        version=article.version,
        significance="content",
        summary="",
        fields=replace(fields_of(article), solution=solution),
    )


@pytest.fixture
def image(curator):
    return make_image(by=curator)


@pytest.fixture
def article(curator, image):
    draft = promote_answer(answer=make_answer(), by=curator)
    draft = rewrite(draft, showing(image), curator)
    return approve_article(article=draft, by=make_user(roles="curator"))


def test_reader_sees_the_image_of_a_public_article(client, article, image):
    assert sees(ANYBODY, image)
    assert client.get(image.get_absolute_url()).status_code == 200
    assert image.get_absolute_url() in client.get(article.get_absolute_url()).text


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_image_of_a_draft_is_for_curators(article, image, helper, state):
    Article.objects.filter(pk=article.pk).update(state=state)

    assert not any(sees(viewer, image) for viewer in (ANYBODY, helper))
    assert sees(make_user(roles="curator"), image)


def test_image_goes_by_the_audience(article, image, helper, employee, moderator):
    Article.objects.filter(pk=article.pk).update(audience="staff")

    assert not any(sees(viewer, image) for viewer in (ANYBODY, helper, employee))
    assert sees(moderator, image)


def test_image_that_was_edited_out_is_for_curators(article, image, curator):
    waiting = rewrite(article, "Without it.", curator)
    assert sees(ANYBODY, image)

    approve_article(article=waiting, by=make_user(roles="curator"))

    assert not sees(ANYBODY, image)
    assert sees(make_user(roles="curator"), image)
    assert ArticleImage.objects.get().ended_at is not None


def test_image_of_a_waiting_change_is_for_curators_until_it_is_approved(article, curator):
    other = make_image(by=curator)
    waiting = rewrite(article, showing(other), curator)

    assert not sees(ANYBODY, other)
    assert sees(make_user(roles="curator"), other)
    approve_article(article=waiting, by=make_user(roles="curator"))
    assert sees(ANYBODY, other)


def test_image_of_the_source_comes_along(asker, helper):
    image = make_image(by=helper)
    answer = make_answer(author=helper, body=showing(image))
    make_article(answer=answer)
    hide(answer.question)

    assert sees(ANYBODY, image)


def test_image_of_somebody_else_is_not_brought_back(article, asker, curator):
    """Whoever knows the address of a hidden image cannot show it in an article."""
    theirs = make_image(by=asker)
    hidden = make_answer(author=asker, body=showing(theirs))
    hide(hidden)

    waiting = rewrite(article, showing(theirs), curator)
    approve_article(article=waiting, by=make_user(roles="curator"))

    assert not sees(ANYBODY, theirs)


def test_image_of_a_source_that_was_hidden_is_not_brought_back(asker, curator):
    """A-AZ-13: what came into the answer after it was promoted, and was hidden with it."""
    answer = make_answer(author=asker)
    draft = promote_answer(answer=answer, by=curator)
    theirs = make_image(by=asker)
    edit_answer(answer=answer, by=asker, version=1, body=showing(theirs))
    hide(answer)

    rewrite(draft, showing(theirs), curator)

    assert not ArticleImage.objects.filter(key=theirs.key).exists()


def test_removed_image_is_gone_from_articles_too(client, article, image, moderator):
    remove_image(image=image, by=moderator)

    assert not sees(ANYBODY, image)
    assert client.get(image.get_absolute_url()).status_code == 404


def test_removed_image_is_not_brought_back(article, image, curator, moderator):
    """A-AZ-13"""
    rewritten = rewrite(unpublish_article(article=article, by=curator), "Without it.", curator)
    ArticleImage.objects.all().delete()
    remove_image(image=image, by=moderator)

    rewrite(rewritten, showing(image), curator)

    assert not ArticleImage.objects.exists()


def test_image_that_an_article_shows_is_not_swept(article, image, curator):
    waiting = make_image(by=curator)
    forgotten = make_image(by=curator)
    rewrite(article, showing(image, waiting), curator)

    sweep_images(now=timezone.now() + UNUSED_KEPT + timedelta(days=1))

    kept = set(Image.objects.values_list("pk", flat=True))
    assert {image.pk, waiting.pk} <= kept
    assert forgotten.pk not in kept
