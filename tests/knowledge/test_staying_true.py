"""Each cause puts an article before the curators, once, with the reason (PRODUCT, section 3)."""

import pytest
from django.utils import timezone

from accounts.notifications.models import Notice
from config.events.models import Delivery
from knowledge.actions.reviewing import confirm_article
from knowledge.actions.sources import remove_source
from knowledge.models import Article, ArticleSource, Doubt
from knowledge.queues import QUEUES
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import approve, save
from tests.knowledge.causes import CAUSES, PHONE, come_about

State = Article.State
each_cause = pytest.mark.parametrize("become_doubtful", CAUSES, ids=lambda each: each.__name__)


@pytest.fixture
def article(curator):
    answer = make_answer(body=f"Hold the button for ten seconds, or call {PHONE}.")
    made = make_article(answer=answer, by=curator)
    come_about()
    return Article.objects.get(pk=made.pk)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def open_causes(article) -> list[str]:
    return list(article.doubts.open().values_list("cause", flat=True))


def queues_with(article, viewer) -> set[str]:
    return {slug for slug, queue in QUEUES.items() if queue.row(viewer, "article", article.pk)}


def test_nothing_is_in_doubt_about_a_new_article(article, second):
    assert open_causes(article) == []
    assert article.state == State.PUBLISHED
    assert queues_with(article, second) == set()


@each_cause
def test_article_goes_to_its_queue_once(article, second, become_doubtful):
    cause, queue = CAUSES[become_doubtful]

    become_doubtful(article)
    come_about()
    Delivery.objects.update(done_at=None, not_before=timezone.now())
    come_about()

    article.refresh_from_db()
    assert open_causes(article) == [cause]
    assert Doubt.objects.filter(article=article).count() == 1
    assert article.state == State.NEEDS_REVIEW
    assert queues_with(article, second) == {queue}


@each_cause
def test_readers_still_get_it(article, client, become_doubtful):
    text = article.solution_html

    become_doubtful(article)
    come_about()

    article.refresh_from_db()
    assert client.get(article.get_absolute_url()).status_code == 200
    assert article.is_public
    if become_doubtful.__name__ not in {"break_link", "mask_source"}:
        assert article.solution_html == text


@each_cause
def test_confirmation_settles_it_and_it_does_not_come_back(article, second, become_doubtful):
    become_doubtful(article)
    come_about()

    confirm_article(article=article, by=second)
    come_about()

    article.refresh_from_db()
    assert open_causes(article) == []
    assert article.state == State.PUBLISHED
    assert queues_with(article, second) == set()
    assert Doubt.objects.get(article=article).settled_by == second


@each_cause
def test_updated_revision_settles_it_and_it_does_not_come_back(
    article, curator, second, become_doubtful
):
    become_doubtful(article)
    come_about()
    if become_doubtful.__name__ in {"hide_source", "delete_source"}:
        source = ArticleSource.objects.get(article=article)
        remove_source(article=article, source=source, by=second)

    save(article, by=second, solution="Hold it for twelve seconds.", summary="Twelve now.")
    approve(article)
    come_about()

    article.refresh_from_db()
    assert open_causes(article) == []
    assert article.state == State.PUBLISHED
    assert queues_with(article, second) == set()


@each_cause
def test_keeper_is_told_once(article, curator, become_doubtful):
    become_doubtful(article)
    come_about()
    Delivery.objects.update(done_at=None, not_before=timezone.now())
    come_about()

    told = Notice.objects.filter(user=curator, kind="article-doubted").count()
    assert told == (0 if become_doubtful.__name__ == "lose_owner" else 1)


@each_cause
def test_waiting_text_stays_in_review_with_its_doubts(article, curator, second, become_doubtful):
    """A pending revision is not lost because the article is doubted meanwhile."""
    save(article, by=curator, solution="Hold it for twelve seconds.", summary="Twelve now.")

    become_doubtful(article)
    come_about()

    article.refresh_from_db()
    assert article.pending_revision.solution == "Hold it for twelve seconds."
    assert CAUSES[become_doubtful][0] in open_causes(article)
