"""What is done at once around articles: claims, candidates, links and the threads they stand in."""

from functools import partial

import pytest
from django.db import transaction

from community.actions.solutions import accept_answer
from knowledge.actions.candidates import propose_candidate
from knowledge.actions.claiming import CannotClaim, claim, release
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article, unpublish_article
from knowledge.actions.sources import add_source
from knowledge.events import ArticleChanged
from knowledge.handlers.linking import settle_links_of_changed
from knowledge.models import Article, ArticleLink, Candidate, Claim
from tests.factories import make_answer, make_article, make_user
from tests.races.parallel import ROUNDS, at_once, failures, times
from tests.races.test_curating import assert_is_one_state, unexpected


@pytest.fixture
def second():
    return make_user(roles="curator")


def test_claimed_and_released_at_once_is_claimed_by_nobody_or_one(curator, second):
    for _ in range(ROUNDS):
        results = at_once(
            [
                *times(6, partial(claim, subject="candidate-1", by=curator)),
                *times(6, partial(release, subject="candidate-1", by=curator)),
                *times(4, partial(claim, subject="candidate-1", by=second)),
                *times(4, partial(release, subject="candidate-1", by=second)),
            ]
        )

        assert unexpected(results, CannotClaim) == []
        assert Claim.objects.count() <= 1


def test_proposed_while_it_is_promoted_is_no_candidate_any_more(curator):
    for _ in range(ROUNDS):
        answer = make_answer()
        accept_answer(answer=answer, by=answer.question.author)
        results = at_once(
            [
                *times(8, partial(promote_answer, answer=answer, by=curator)),
                *times(8, partial(propose_candidate, answer_id=answer.pk)),
            ]
        )

        assert failures(results) == []
        assert not Candidate.objects.waiting().filter(answer=answer).exists()


def test_articles_that_link_to_each_other_are_looked_at_without_a_circle():
    """Two workers hear of both at the same moment."""
    for _ in range(ROUNDS):
        articles = [make_article() for _ in range(4)]
        for article in articles:
            ArticleLink.objects.bulk_create(
                ArticleLink(article=article, document=f"article-{other.pk}")
                for other in articles
                if other != article
            )
            unpublish_article(article=article, by=make_user(roles="curator"))

        calls = (partial(look_at_links, article) for article in articles * 4)

        assert failures(at_once(calls)) == []


@transaction.atomic
def look_at_links(article: Article) -> None:
    """As the handlers do when it changes."""
    settle_links_of_changed(ArticleChanged(article.pk))


def test_source_joins_while_its_threads_change_without_a_circle(curator, second):
    """An article of the newer thread takes in the older one."""
    for _ in range(ROUNDS):
        older, article = make_answer(), make_article()
        newer = article.sources.get().answer
        results = at_once(
            [
                *times(4, partial(add_source, article=article, answer=older, by=curator)),
                *times(4, partial(unpublish_article, article=article, by=second)),
                *times(4, partial(approve_article, article=article, by=second)),
                *times(2, partial(accept_answer, answer=older, by=older.question.author)),
                *times(2, partial(accept_answer, answer=newer, by=newer.question.author)),
            ]
        )

        assert failures(results) == []
        assert_is_one_state(article)
