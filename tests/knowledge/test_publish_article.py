import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.notifications.models import Notice
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import CannotPublish, publish_article, unpublish_article
from knowledge.models import Article
from tests.factories import hide, make_answer, make_article, make_question, make_user


@pytest.fixture
def draft(curator, helper):
    question = make_question(language="de")
    return promote_answer(answer=make_answer(question=question, author=helper), by=curator)


def points_of(user) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def test_published_article_was_checked_by_somebody(draft, curator):
    article = publish_article(article=draft, by=curator)

    article.refresh_from_db()
    assert article.is_public
    assert article.checked_by == curator
    assert article.published_at == article.checked_at


def test_thread_shows_the_article_in_its_own_language(draft, curator):
    publish_article(article=draft, by=curator)

    source = draft.sources.get()
    for post in (source.question, source.answer):
        assert post.article_title == draft.title
        assert post.article_url == f"/de/knowledge/{draft.pk}/{draft.slug}/"


def test_answerer_earns_thirty_and_is_told(draft, curator, helper, deliver_events):
    publish_article(article=draft, by=curator)
    deliver_events()

    assert points_of(helper) == 30
    assert Notice.objects.get(user=helper, kind="became-article").subject_id == draft.pk


def test_publishing_twice_earns_once(draft, curator, helper, deliver_events):
    publish_article(article=draft, by=curator)
    publish_article(article=draft, by=curator)
    deliver_events()

    assert points_of(helper) == 30
    assert Notice.objects.filter(kind="became-article").count() == 1


def test_published_again_keeps_the_first_day_and_earns_no_more(draft, curator, helper):
    first = publish_article(article=draft, by=curator)
    unpublish_article(article=draft, by=curator)

    again = publish_article(article=draft, by=make_user(roles="curator"))

    assert again.published_at == first.published_at
    assert again.checked_by != curator
    assert points_of(helper) == 30


def test_employee_earns_nothing_for_an_article(curator, employee):
    """A-BG-16"""
    make_article(answer=make_answer(author=employee), by=curator)

    assert points_of(employee) == 0


def test_curator_earns_nothing_from_himself(curator):
    make_article(answer=make_answer(author=curator), by=curator)

    assert points_of(curator) == 0


def test_unpublished_article_leaves_the_thread(draft, curator):
    publish_article(article=draft, by=curator)

    article = unpublish_article(article=draft, by=curator)

    assert article.state == Article.State.DRAFT
    source = draft.sources.get()
    assert source.question.article_url == source.answer.article_url == ""


def test_unpublishing_a_draft_does_nothing(draft, curator):
    assert unpublish_article(article=draft, by=curator).state == Article.State.DRAFT


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_publish_and_unpublish(draft, curator, roles):
    """A-AZ-10: both directions."""
    other = make_user(roles=roles)
    with pytest.raises(CannotPublish):
        publish_article(article=draft, by=other)

    publish_article(article=draft, by=curator)
    with pytest.raises(CannotPublish):
        unpublish_article(article=draft, by=other)

    draft.refresh_from_db()
    assert draft.is_public


def test_retired_article_is_not_published(draft, curator):
    Article.objects.update(state=Article.State.RETIRED)

    with pytest.raises(CannotPublish):
        publish_article(article=draft, by=curator)


def test_article_without_solution_is_not_published(draft, curator):
    Article.objects.update(solution=" \n")

    with pytest.raises(CannotPublish):
        publish_article(article=draft, by=curator)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_article_of_a_hidden_source_is_not_published(draft, curator, what):
    """A-AZ-09"""
    hide(getattr(draft.sources.get(), what))

    with pytest.raises(CannotPublish):
        publish_article(article=draft, by=curator)
    draft.refresh_from_db()
    assert not draft.is_public


def test_database_refuses_a_published_article_that_nobody_checked(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(state=Article.State.PUBLISHED)


def test_family_has_one_article_per_language(draft, curator):
    other = promote_answer(answer=make_answer(question=make_question(language="de")), by=curator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(family=draft.family)


def test_curator_publishes_and_unpublishes_on_the_page(client, draft, curator):
    client.force_login(curator)

    published = client.post(reverse("knowledge:article-publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.is_public
    assert published["Location"] == draft.get_absolute_url()

    client.post(reverse("knowledge:article-unpublish", args=[draft.pk]))
    draft.refresh_from_db()
    assert not draft.is_public


def test_curator_is_told_why_an_article_cannot_be_published(client, draft, curator):
    hide(draft.sources.get().answer)
    client.force_login(curator)

    page = client.post(reverse("knowledge:article-publish", args=[draft.pk]), follow=True)

    assert "was hidden by a moderator" in page.text


@pytest.mark.parametrize("name", ["article-publish", "article-unpublish"])
def test_member_may_neither_publish_nor_unpublish(client, draft, helper, name):
    client.force_login(helper)

    assert client.post(reverse(f"knowledge:{name}", args=[draft.pk])).status_code == 403
