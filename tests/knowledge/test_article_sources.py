"""Several answers feed one article; each is named and credited."""

from datetime import timedelta

import pytest

from accounts.models import ReputationEntry
from community.actions.solutions import accept_answer
from knowledge.actions.promotion import CannotPromote, discard_draft, promote_answer
from knowledge.actions.retiring import retire_article
from knowledge.actions.sources import CannotName, add_source, remove_source
from knowledge.models import Article, ArticleSource, Candidate
from tests.factories import hide, make_answer, make_article, make_user
from tests.knowledge.acts import approve, save


@pytest.fixture
def draft(curator) -> Article:
    return promote_answer(answer=make_answer(), by=curator)


@pytest.fixture
def published(curator) -> Article:
    return make_article(by=curator)


@pytest.fixture
def solution(helper, deliver_events):
    """An accepted answer that waits among the candidates."""
    answer = make_answer(author=helper)
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    return answer


def earned(user) -> int:
    """By articles alone."""
    lines = ReputationEntry.objects.filter(user=user, reason=ReputationEntry.Reason.ARTICLE_SOURCE)
    return sum(lines.values_list("points", flat=True))


def state_of(answer) -> str:
    return Candidate.objects.get(answer=answer).state


def test_second_answer_feeds_the_article_and_leaves_the_queue(draft, curator, solution):
    for _ in range(2):
        add_source(article=draft, answer=solution, by=curator)

    assert draft.sources.count() == 2
    assert state_of(solution) == Candidate.State.PROMOTED
    solution.refresh_from_db()
    assert solution.article_url == ""


def test_source_of_a_published_article_is_credited_and_its_thread_shows_it(
    published, curator, solution, helper
):
    add_source(article=published, answer=solution, by=curator)

    solution.refresh_from_db()
    assert solution.article_title == published.title
    assert earned(helper) == 30


def test_every_source_is_credited_at_publication(draft, curator, solution, helper):
    add_source(article=draft, answer=solution, by=curator)
    assert earned(helper) == 0

    approve(draft)

    assert earned(helper) == 30


def test_answer_feeds_one_article(draft, published, curator):
    with pytest.raises(CannotName):
        add_source(article=draft, answer=published.sources.get().answer, by=curator)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_answer_is_no_source(draft, curator, solution, what):
    """A-AZ-09"""
    hide(solution if what == "answer" else solution.question)

    with pytest.raises(CannotName):
        add_source(article=draft, answer=solution, by=curator)


def test_removed_source_is_a_candidate_again_and_gives_its_points_back(
    published, curator, solution, helper
):
    source = add_source(article=published, answer=solution, by=curator)

    for _ in range(2):
        remove_source(article=published, source=source, by=curator)

    solution.refresh_from_db()
    assert solution.article_url == ""
    assert state_of(solution) == Candidate.State.WAITING
    assert earned(helper) == 0


def test_source_that_fed_an_article_for_long_keeps_its_points(published, curator, solution, helper):
    source = add_source(article=published, answer=solution, by=curator)
    later = published.published_at + timedelta(days=31)

    remove_source(article=published, source=source, by=curator, now=later)

    assert earned(helper) == 30


def test_source_of_another_article_is_not_removed(draft, published, curator):
    remove_source(article=draft, source=published.sources.get(), by=curator)

    assert published.sources.exists()


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_name_sources(draft, solution, roles):
    other = make_user(roles=roles)
    with pytest.raises(CannotName):
        add_source(article=draft, answer=solution, by=other)
    with pytest.raises(CannotName):
        remove_source(article=draft, source=draft.sources.get(), by=other)


def test_retired_article_keeps_its_sources(published, curator, solution):
    retire_article(article=published, by=curator, retired_as="outdated")

    with pytest.raises(CannotName):
        add_source(article=published, answer=solution, by=curator)
    with pytest.raises(CannotName):
        remove_source(article=published, source=published.sources.get(), by=curator)


def test_discarded_draft_is_gone_and_its_answer_a_candidate_again(curator, solution):
    draft = promote_answer(answer=solution, by=curator)

    for _ in range(2):
        discard_draft(article=draft, by=curator)

    assert not Article.objects.filter(pk=draft.pk).exists()
    assert not ArticleSource.objects.filter(answer=solution).exists()
    assert state_of(solution) == Candidate.State.WAITING


def test_draft_on_which_somebody_else_wrote_is_not_discarded(draft, curator, administrator):
    save(draft, by=make_user(roles="curator"), solution="My own words.")

    for who in (curator, administrator):
        with pytest.raises(CannotPromote):
            discard_draft(article=draft, by=who)


@pytest.mark.parametrize("state", ["published", "retired"])
def test_what_readers_saw_is_not_discarded(published, curator, state):
    if state == "retired":
        retire_article(article=published, by=curator, retired_as="outdated")

    with pytest.raises(CannotPromote):
        discard_draft(article=published, by=curator)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_discard(draft, roles):
    with pytest.raises(CannotPromote):
        discard_draft(article=draft, by=make_user(roles=roles))
