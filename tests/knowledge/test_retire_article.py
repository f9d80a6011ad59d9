"""An article ends, says why, and leads its readers on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.audit.models import AuditRecord
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.pending import pending_of
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article
from knowledge.actions.retiring import CannotRetire, bring_back_article, retire_article
from knowledge.models import Article, Doubt, Publication, Revision
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import approve, save

State = Article.State
Retired = Article.Retired


@pytest.fixture
def published(curator, helper) -> Article:
    return make_article(answer=make_answer(author=helper), by=curator)


def points_of(user) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def test_retired_article_says_when_and_why_and_leaves_the_thread(published, curator):
    at = timezone.now()

    retire_article(article=published, by=curator, retired_as="outdated", now=at)

    published.refresh_from_db()
    assert (published.state, published.retired_as) == (State.RETIRED, "outdated")
    assert published.retired_at == at
    assert published.sources.get().question.article_url == ""
    assert not Publication.objects.current().exists()


def test_retiring_twice_keeps_the_first_word(published, curator):
    retire_article(article=published, by=curator, retired_as="outdated")

    retire_article(article=published, by=curator, retired_as="wrong")

    published.refresh_from_db()
    assert published.retired_as == "outdated"
    assert AuditRecord.objects.filter(act="article-retired").count() == 1


def test_nobody_looks_again_at_a_retired_article(published, curator):
    raise_doubt(article=published, cause=Doubt.Cause.SOURCE_EDITED, subject="answer-1")

    retire_article(article=published, by=curator, retired_as="outdated")

    assert not published.doubts.open().exists()
    published.refresh_from_db()
    assert published.state == State.RETIRED


def test_readers_are_led_to_the_successor(published, curator):
    successor = make_article()

    retire_article(article=published, by=curator, retired_as="replaced", successor=successor)

    published.refresh_from_db()
    assert published.successor == successor


def test_successors_never_lead_in_a_circle(curator):
    """C-11: whoever follows them comes to an end."""
    first, second, third = (make_article() for _ in range(3))
    retire_article(article=first, by=curator, retired_as="replaced", successor=second)
    retire_article(article=second, by=curator, retired_as="replaced", successor=third)

    with pytest.raises(CannotRetire):
        retire_article(article=third, by=curator, retired_as="replaced", successor=first)
    bring_back_article(article=first, by=curator)
    approve(first)
    retire_article(article=third, by=curator, retired_as="replaced", successor=first)

    article, steps = Article.objects.get(pk=second.pk), 0
    while article.successor is not None:
        article, steps = article.successor, steps + 1
    assert (article, steps) == (first, 2)


@pytest.mark.parametrize("which", ["itself", "draft", "retired"])
def test_successor_is_another_published_article(published, curator, which):
    draft = promote_answer(answer=make_answer(), by=curator)
    retired = retire_article(article=make_article(), by=curator, retired_as="wrong")
    successor = {"itself": published, "draft": draft, "retired": retired}[which]

    with pytest.raises(CannotRetire):
        retire_article(article=published, by=curator, retired_as="replaced", successor=successor)

    published.refresh_from_db()
    assert published.is_public


@pytest.mark.parametrize("retired_as", ["", "tired", "replaced"])
def test_retiring_takes_a_reason_and_replacing_a_successor(published, curator, retired_as):
    with pytest.raises(CannotRetire):
        retire_article(article=published, by=curator, retired_as=retired_as)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_retire_and_bring_back(published, curator, roles):
    """A-AZ-10: both directions."""
    other = make_user(roles=roles)
    with pytest.raises(CannotRetire):
        retire_article(article=published, by=other, retired_as="wrong")
    retire_article(article=published, by=curator, retired_as="wrong")

    with pytest.raises(CannotRetire):
        bring_back_article(article=published, by=other)
    with pytest.raises(CannotRetire):
        retire_article(article=published, by=other, retired_as="wrong")


def test_what_is_public_is_not_brought_back(published, curator):
    """C-11: readers go on getting it, and its publication goes on."""
    bring_back_article(article=published, by=curator)

    published.refresh_from_db()
    assert published.state == Article.State.PUBLISHED
    assert Publication.objects.current().filter(article=published).exists()


def test_article_that_was_wrong_costs_its_source_the_points(published, curator, helper):
    assert points_of(helper) == 30

    retire_article(article=published, by=curator, retired_as="wrong")

    assert points_of(helper) == 0


@pytest.mark.parametrize("retired_as", [Retired.OUTDATED, Retired.NOT_NEEDED])
def test_article_that_ages_costs_nothing(published, curator, helper, retired_as):
    retire_article(article=published, by=curator, retired_as=retired_as)

    assert points_of(helper) == 30


@pytest.mark.parametrize(("days", "left"), [(30, 0), (31, 30)])
def test_points_stay_after_thirty_days_even_if_it_was_wrong(published, curator, helper, days, left):
    later = published.published_at + timedelta(days=days)

    retire_article(article=published, by=curator, retired_as="wrong", now=later)

    assert points_of(helper) == left


def test_thirty_days_count_from_the_first_publication(published, curator, helper):
    later = published.published_at + timedelta(days=40)
    save(published, by=curator, solution="Do this.", now=later)
    approve(published, now=later)

    retire_article(article=published, by=curator, retired_as="wrong", now=later)

    assert points_of(helper) == 30


def test_article_that_comes_back_is_a_draft_and_earns_again(published, curator, helper):
    retire_article(article=published, by=curator, retired_as="wrong")

    for _ in range(2):
        bring_back_article(article=published, by=curator)

    published.refresh_from_db()
    assert published.state == State.DRAFT
    assert (published.retired_at, published.retired_as, published.successor) == (None, "", None)
    approve_article(article=published, by=make_user(roles="curator"))
    assert points_of(helper) == 30


def test_what_waited_stays_in_the_history(published, curator):
    save(published, by=curator, solution="Do this.")

    retire_article(article=published, by=curator, retired_as="outdated")

    assert pending_of(published) is None
    assert Revision.objects.get(article=published, number=2).discarded_at


def test_draft_that_nobody_wants_is_retired(curator):
    draft = promote_answer(answer=make_answer(), by=make_user(roles="curator"))

    article = retire_article(article=draft, by=curator, retired_as="not-needed")

    assert article.published_at is None


def test_database_refuses_a_successor_of_what_is_not_retired(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=published.pk).update(successor=make_article())
