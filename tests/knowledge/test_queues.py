"""What waits for curators, and in which order."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from knowledge.actions.doubting import raise_doubt
from knowledge.actions.publishing import publish_at_once, unpublish_article
from knowledge.actions.reviewing import submit_article
from knowledge.models import Article, Candidate, Doubt, Gap, PendingRevision
from knowledge.queues import (
    MOST_COUNTED,
    QUEUES,
    SET_ASIDE,
    kind_and_number,
    open_counts,
    subject_of,
)
from tests.factories import hide, make_article, make_user
from tests.knowledge.acts import save
from tests.knowledge.workbench_rows import (
    make_candidate,
    make_candidates,
    make_doubted,
    make_gap,
)

Cause = Doubt.Cause
NONE = dict.fromkeys([*QUEUES, SET_ASIDE], 0)


def waiting(queue: str, viewer, query: str = "") -> list:
    return QUEUES[queue].page(viewer, QueryDict(query)).items


def make_pending(article: Article, *, submitted: bool = True) -> PendingRevision:
    return PendingRevision.objects.create(
        article=article,
        base_version=article.version,
        version=article.version + 1,
        title=article.title,
        author=article.owner,
        submitted_at=timezone.now() if submitted else None,
    )


def test_the_most_valuable_candidate_comes_first(curator):
    [small, large, middle] = [make_candidate(value=value) for value in (3, 90, 40)]

    assert waiting("promote", curator) == [large, middle, small]


def test_hidden_and_decided_candidates_wait_nowhere(curator):
    """A-AZ-07: nor do they count."""
    hide(make_candidate().question)
    hide(make_candidate().answer)
    make_candidate(state=Candidate.State.DISMISSED, dismissed_as="not-ours")

    assert waiting("promote", curator) == []
    assert open_counts(curator) == NONE


@pytest.mark.parametrize(
    ("queue", "cause"),
    [
        *[("source", cause) for cause in (*Doubt.SOURCE_CAUSES, Cause.MASKED)],
        ("due", Cause.REVIEW_DUE),
        ("due", Cause.VERSION_ENDED),
        ("due", Cause.LINK_BROKEN),
        ("due", Cause.OWNER_LEFT),
        ("due", Cause.FLAGGED),
        ("unhelpful", Cause.DID_NOT_HELP),
        ("translations", Cause.ORIGINAL_CHANGED),
        ("review", Cause.PUBLISHED_ALONE),
    ],
)
def test_each_cause_has_its_queue(curator, queue, cause):
    article = make_doubted(cause)

    assert waiting(queue, curator) == [article]
    assert open_counts(curator) == NONE | {queue: 1}


def test_article_with_two_causes_stands_once(curator):
    article = make_doubted(Cause.SOURCE_EDITED, Cause.SOURCE_OUTVOTED)

    assert waiting("source", curator) == [article]
    assert open_counts(curator)["source"] == 1


def test_newest_doubt_comes_first(curator):
    older, newer = make_article(), make_article()
    now = timezone.now()
    raise_doubt(article=newer, cause=Cause.REVIEW_DUE, now=now - timedelta(days=3))
    raise_doubt(article=older, cause=Cause.REVIEW_DUE, now=now - timedelta(days=2))

    assert [row.pk for row in waiting("due", curator)] == [older.pk, newer.pk]


def test_settled_doubts_and_retired_articles_wait_nowhere(curator):
    settled, retired = make_doubted(), make_doubted()
    settled.doubts.update(settled_at=timezone.now())
    Article.objects.filter(pk=retired.pk).update(
        state="retired", retired_at=timezone.now(), retired_as="wrong"
    )

    assert waiting("due", curator) == []
    assert open_counts(curator) == NONE


def test_review_holds_drafts_and_changes_that_were_submitted(curator):
    draft, changed, begun = make_article(), make_article(), make_article()
    Article.objects.filter(pk=draft.pk).update(state=Article.State.IN_REVIEW)
    make_pending(changed)
    make_pending(begun, submitted=False)

    found = waiting("review", curator)

    assert {row.pk for row in found} == {draft.pk, changed.pk}
    assert open_counts(curator)["review"] == 2


def test_most_wanted_gap_waits_first(curator):
    often, oftener = (make_gap(f"words {n}", count=n) for n in (3, 9))

    assert waiting("gaps", curator) == [oftener, often]


def test_dismissed_gaps_wait_no_longer(curator):
    make_gap()
    Gap.objects.update(state="dismissed", decided_at=timezone.now())

    assert open_counts(curator) == NONE


def test_nobody_else_sees_a_row_or_a_count(asker, employee):
    make_candidate()
    make_gap()
    Article.objects.filter(pk=make_article().pk).update(state=Article.State.DRAFT)

    for viewer in (asker, employee):
        assert open_counts(viewer) == NONE


def test_counts_take_one_query(curator, count_queries):
    make_candidate()
    make_doubted()

    assert count_queries(lambda: open_counts(curator)) == 1


def test_ten_thousand_rows_are_paged_without_gap_or_repetition(curator, count_queries):
    """A-DO-10: the last page costs what the first one costs."""
    make_candidates(10_000)
    queue = QUEUES["promote"]

    first = queue.page(curator, QueryDict())
    second = queue.page(curator, QueryDict(first.older_url[1:]))
    last_cursor = QueryDict("before=21-999999999")

    assert [row.value for row in first] == list(range(10_000, 9_980, -1))
    assert [row.value for row in second] == list(range(9_980, 9_960, -1))
    assert open_counts(curator)["promote"] == MOST_COUNTED + 1
    assert count_queries(lambda: queue.page(curator, QueryDict())) == 1
    assert count_queries(lambda: queue.page(curator, last_cursor)) == 1


def test_entry_is_found_on_its_page(curator):
    candidates = make_candidates(50)
    row = QUEUES["promote"].row(curator, "candidate", candidates[4].pk)

    page = QUEUES["promote"].page_with(curator, row)

    assert row in page.items
    assert page.newer_url


def test_entry_of_another_queue_is_not_found(curator):
    gap = make_gap()

    assert QUEUES["promote"].row(curator, "gap", gap.pk) is None
    assert QUEUES["due"].row(curator, "candidate", 1) is None


def test_subjects_name_what_they_are_of(curator):
    candidate = make_candidate()

    assert subject_of(candidate) == f"candidate-{candidate.pk}"
    assert kind_and_number(f"candidate-{candidate.pk}") == ("candidate", candidate.pk)


@pytest.mark.parametrize(
    "subject", ["", "candidate", "candidate-", "user-1", "candidate-x", "candidate-" + "9" * 30]
)
def test_what_is_no_subject_names_nothing(subject):
    assert kind_and_number(subject) is None


def test_administrator_sees_the_queues_too(db):
    make_candidate()

    assert open_counts(make_user(roles="administrator"))["promote"] == 1


def test_article_with_two_doubts_of_one_moment_stands_once(curator):
    article, at = make_article(), timezone.now()
    for cause in (Cause.REVIEW_DUE, Cause.FLAGGED):
        raise_doubt(article=article, cause=cause, now=at)

    assert waiting("due", curator) == [article]
    assert open_counts(curator)["due"] == 1


def test_what_one_published_alone_and_sent_to_review_then_stands_once(curator):
    article = make_article(by=curator)
    save(article, by=curator, solution="Do not touch it.")
    publish_at_once(article=article, by=curator, why="dangerous")
    unpublish_article(article=article, by=curator)
    submit_article(article=article, by=curator)

    assert waiting("review", curator) == [article]
    assert open_counts(curator)["review"] == 1


def test_queue_has_no_row_of_another_kind(curator):
    candidate = make_candidate()

    assert QUEUES["promote"].row(curator, "candidate", candidate.pk) == candidate
    assert QUEUES["promote"].row(curator, "article", candidate.pk) is None
