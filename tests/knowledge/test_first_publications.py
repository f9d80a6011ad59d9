"""What was published before the rule of four eyes gets the history that the rule asks for."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from knowledge.models import Article, Publication, Revision
from tests.factories import make_article
from tests.knowledge.acts import save

first_publications = import_module("knowledge.migrations.0003_first_publications")


@pytest.fixture
def former(curator) -> Article:
    """As the former rules left it: published, then edited in public."""
    start = timezone.now() - timedelta(days=9)
    article = make_article(by=curator)
    save(article, by=curator, title=article.title + "!", significance="typo")
    Publication.objects.all().delete()
    Revision.objects.update(reviewer=None, reviewed_at=None, created_at=start)
    Revision.objects.filter(number=2).update(created_at=start + timedelta(days=5))
    Article.objects.update(published_at=start + timedelta(days=1), revised_at=None, review_on=None)
    return Article.objects.get()


def test_each_former_text_is_told_from_when_to_when(former):
    first_publications.write_publications(apps, None)

    first, second = Publication.objects.order_by("since")
    assert (first.revision.number, first.since) == (1, former.published_at)
    assert first.until == second.since == former.published_at + timedelta(days=4)
    assert (second.revision.number, second.until) == (2, None)
    former.refresh_from_db()
    assert former.revised_at == second.since
    assert second.revision.reviewed_at == former.checked_at


def test_what_needs_review_gets_a_reason(former):
    Article.objects.update(state=Article.State.NEEDS_REVIEW)

    first_publications.say_why(apps, None)

    assert former.doubts.open().get().cause == "source-edited"
