"""Who wrote a text does not send it to its readers alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.notifications.models import Notice
from config.audit.models import AuditRecord
from config.events.models import Event
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.editing import ChangedMeanwhile
from knowledge.actions.pending import discard_pending, pending_of
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import (
    CannotPublish,
    approve_article,
    publish_at_once,
    unpublish_article,
)
from knowledge.actions.retiring import retire_article
from knowledge.actions.reviewing import confirm_article, return_article, submit_article
from knowledge.models import Article, Doubt, Publication, Revision
from tests.factories import hide, make_answer, make_article, make_question, make_user
from tests.knowledge.acts import approve, save

Cause = Doubt.Cause


@pytest.fixture
def draft(curator, helper):
    question = make_question(language="de")
    return promote_answer(answer=make_answer(question=question, author=helper), by=curator)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def points_of(user) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def test_published_article_was_checked_by_a_second_person(draft, second):
    at = timezone.now()

    article = approve_article(article=draft, by=second, now=at)

    article.refresh_from_db()
    assert article.is_public
    assert article.checked_by == second
    assert article.published_at == article.checked_at == article.revised_at == at
    revision = Revision.objects.get(article=draft)
    assert (revision.reviewer, revision.reviewed_at) == (second, at)


def test_who_wrote_it_may_not_approve_it(draft, curator):
    with pytest.raises(CannotPublish, match="second person"):
        approve_article(article=draft, by=curator)

    draft.refresh_from_db()
    assert not draft.is_public


def test_who_wrote_a_part_of_it_may_not_approve_it(draft, curator, second):
    save(draft, by=second, solution="Do this.")

    for writer in (curator, second):
        with pytest.raises(CannotPublish):
            approve_article(article=draft, by=writer)
    assert approve(draft).is_public


def test_company_with_one_curator_may_do_without_a_second_person(settings, draft, curator):
    settings.FOUR_EYES = False

    article = approve_article(article=draft, by=curator)

    assert article.is_public
    assert Revision.objects.get(article=draft).reviewer is None


def test_what_was_approved_before_needs_no_second_look(draft, curator, second):
    """Only what was written since then does."""
    approve_article(article=draft, by=second)
    save(draft, by=second, solution="Do this.")

    article = approve_article(article=draft, by=curator)

    assert article.solution == "Do this."
    assert article.checked_by == curator


def test_approved_change_reaches_readers_with_its_own_date(draft, curator, second):
    first = approve_article(article=draft, by=second)
    later = first.published_at + timedelta(days=3)
    save(draft, by=curator, title="A better title", solution="Do *this*.")

    article = approve_article(article=draft, by=second, now=later)

    article.refresh_from_db()
    assert "<em>this</em>" in article.solution_html
    assert (article.published_at, article.revised_at) == (first.published_at, later)
    assert pending_of(article) is None
    assert article.version == 2
    assert article.sources.get().question.article_title == "A better title"


def test_nobody_approves_what_he_has_not_read(draft, curator, second):
    save(draft, by=curator, solution="Something else.")

    with pytest.raises(ChangedMeanwhile):
        approve_article(article=draft, by=second, version=1)

    assert approve_article(article=draft, by=second, version=2).is_public


def test_update_settles_what_was_in_doubt(draft, curator, second):
    approve_article(article=draft, by=second)
    raise_doubt(article=draft, cause=Cause.SOURCE_EDITED, subject="answer-1")
    draft.refresh_from_db()
    assert draft.state == Article.State.NEEDS_REVIEW
    save(draft, by=curator, solution="Do this.")

    article = approve_article(article=draft, by=second)

    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert not article.doubts.open().exists()


def test_thread_shows_the_article_in_its_own_language(draft):
    approve(draft)

    source = draft.sources.get()
    for post in (source.question, source.answer):
        assert post.article_title == draft.title
        assert post.article_url == f"/de/knowledge/{draft.pk}/{draft.slug}/"


@pytest.mark.parametrize("audience", ["members", "staff"])
def test_thread_that_everybody_reads_names_no_article_that_not_everybody_may(
    draft, curator, audience
):
    """A-AZ-07"""
    save(draft, by=curator, title="Canary title", audience=audience)
    approve(draft)
    assert "Canary" not in draft.sources.get().question.article_title

    save(draft, by=curator, audience="public")
    approve(draft)
    assert draft.sources.get().question.article_title == "Canary title"

    save(draft, by=curator, audience=audience)
    approve(draft)
    assert draft.sources.get().question.article_title == ""


def test_answerer_earns_thirty_and_is_told(draft, helper, deliver_events):
    approve(draft)
    deliver_events()

    assert points_of(helper) == 30
    assert Notice.objects.get(user=helper, kind="became-article").subject_id == draft.pk


def test_approving_twice_earns_once(draft, helper, second, deliver_events):
    approve_article(article=draft, by=second)
    approve_article(article=draft, by=second)
    deliver_events()

    assert points_of(helper) == 30
    assert Notice.objects.filter(kind="became-article").count() == 1
    assert Event.objects.filter(name="knowledge.ArticlePublished").count() == 1


def test_published_again_keeps_the_first_day_and_earns_no_more(draft, curator, helper, second):
    first = approve_article(article=draft, by=second)
    unpublish_article(article=draft, by=curator)

    again = approve(draft)

    assert again.published_at == first.published_at
    assert again.checked_by != second
    assert points_of(helper) == 30


def test_employee_earns_nothing_for_an_article(curator, employee):
    """A-BG-16"""
    make_article(answer=make_answer(author=employee), by=curator)

    assert points_of(employee) == 0


def test_what_was_written_for_the_company_earns_nothing_after_leaving_either(curator, employee):
    """A-BG-16"""
    answer = make_answer(author=employee)
    for affiliation in employee.affiliations.all():
        end_affiliation(affiliation=affiliation, by=None, because="left")

    make_article(answer=answer, by=curator)

    assert points_of(employee) == 0


def test_what_was_missing_is_forgotten_once_it_is_published(draft, second):
    submit_article(article=draft, by=second)
    return_article(article=draft, by=second, note="The second step is missing.")

    approve_article(article=draft, by=second)

    draft.refresh_from_db()
    assert draft.returned_note == ""


def test_curator_earns_nothing_from_himself(draft, second):
    article = promote_answer(answer=make_answer(author=second), by=make_user(roles="curator"))

    approve_article(article=article, by=second)

    assert points_of(second) == 0


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_publish_and_unpublish(draft, roles):
    """A-AZ-10: both directions."""
    other = make_user(roles=roles)
    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=other)
    with pytest.raises(CannotPublish):
        publish_at_once(article=draft, by=other, why="wrong")

    approve(draft)
    with pytest.raises(CannotPublish):
        unpublish_article(article=draft, by=other)

    draft.refresh_from_db()
    assert draft.is_public


def test_retired_article_is_not_published(draft, second):
    retire_article(article=draft, by=second, retired_as="outdated")

    for publish in (approve_article, lambda **who: publish_at_once(why="wrong", **who)):
        with pytest.raises(CannotPublish):
            publish(article=draft, by=second)


def test_article_without_solution_is_not_published(draft, curator, second):
    save(draft, by=curator, solution=" \n")

    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=second)
    with pytest.raises(CannotPublish):
        publish_at_once(article=draft, by=curator, why="wrong")


@pytest.mark.parametrize("what", ["answer", "question"])
def test_article_of_a_hidden_source_is_not_published(draft, curator, second, what):
    """A-AZ-09"""
    hide(getattr(draft.sources.get(), what))

    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=second)
    with pytest.raises(CannotPublish):
        publish_at_once(article=draft, by=curator, why="dangerous")
    draft.refresh_from_db()
    assert not draft.is_public


def test_dangerous_text_is_replaced_at_once_and_looked_at_within_a_day(draft, curator):
    """PRODUCT, section 3: “publish now, review within 24 h”."""
    approve(draft)
    save(draft, by=curator, solution="Do not touch it.")
    at = timezone.now()

    article = publish_at_once(article=draft, by=curator, why="dangerous", now=at)

    article.refresh_from_db()
    assert article.solution == "Do not touch it."
    assert article.state == Article.State.PUBLISHED
    assert article.check_due_at == at + timedelta(hours=24)
    doubt = article.doubts.open().get()
    assert (doubt.cause, doubt.note, doubt.raised_by) == (
        Cause.PUBLISHED_ALONE,
        "dangerous",
        curator,
    )


def test_publishing_alone_again_gives_no_more_time(draft, curator):
    at = timezone.now()
    publish_at_once(article=draft, by=curator, why="wrong", now=at)
    save(draft, by=curator, solution="Do not touch it.")

    publish_at_once(article=draft, by=curator, why="wrong", now=at + timedelta(hours=20))

    draft.refresh_from_db()
    assert draft.check_due_at == at + timedelta(hours=24)


@pytest.mark.parametrize("why", ["", "urgent", "I want it"])
def test_nothing_else_goes_out_alone(draft, curator, why):
    with pytest.raises(CannotPublish):
        publish_at_once(article=draft, by=curator, why=why)


def test_who_published_alone_may_not_be_his_own_second_person(draft, curator):
    publish_at_once(article=draft, by=curator, why="wrong")

    confirm_article(article=draft, by=curator)
    assert draft.doubts.open().filter(cause=Cause.PUBLISHED_ALONE).exists()
    unpublish_article(article=draft, by=curator)
    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=curator)
    publish_at_once(article=draft, by=curator, why="wrong")
    save(draft, by=curator, solution="Do this.")
    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=curator)


def test_second_curator_looks_at_what_was_published_alone(draft, curator, second):
    publish_at_once(article=draft, by=curator, why="wrong")

    article = confirm_article(article=draft, by=second)

    article.refresh_from_db()
    assert article.check_due_at is None
    assert not article.doubts.open().exists()
    assert Revision.objects.get(article=draft).reviewer == second


def test_what_was_given_up_is_not_what_readers_get_later(draft, curator, second):
    """L-AU-04: the history says what readers get, not what was written last."""
    article = approve_article(article=draft, by=second)
    save(article, by=curator, solution="Throw the box away.")
    discard_pending(article=article, by=curator)
    unpublish_article(article=article, by=curator)

    approve_article(article=article, by=second)

    current = Publication.objects.current().get(article=article)
    assert current.revision.number == 1
    assert current.revision.solution == Article.objects.get(pk=article.pk).solution


def test_unpublished_article_leaves_the_thread(draft, curator):
    approve(draft)

    article = unpublish_article(article=draft, by=curator, why="It burns.")

    assert article.state == Article.State.DRAFT
    source = draft.sources.get()
    assert source.question.article_url == source.answer.article_url == ""
    assert not Publication.objects.current().exists()


def test_what_waited_for_an_unpublished_article_becomes_its_draft(draft, curator):
    approve(draft)
    save(draft, by=curator, solution="Do this.")

    unpublish_article(article=draft, by=curator)

    draft.refresh_from_db()
    assert (draft.solution, draft.version) == ("Do this.", 2)
    assert pending_of(draft) is None
    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=curator)


def test_unpublishing_a_draft_does_nothing(draft, curator):
    assert unpublish_article(article=draft, by=curator).state == Article.State.DRAFT


def test_every_published_text_can_be_told_from_when_to_when(draft, curator, second):
    """L-AU-04: what is live now is what the history says of now."""
    day = timedelta(days=1)
    start = timezone.now() - 10 * day
    approve_article(article=draft, by=second, now=start)
    save(draft, by=curator, solution="Do this.", now=start + day)
    approve_article(article=draft, by=second, now=start + 2 * day)
    save(draft, by=curator, solution="Do thiss.", significance="typo", now=start + 3 * day)
    unpublish_article(article=draft, by=curator, now=start + 4 * day)
    approve(draft, now=start + 6 * day)

    def shown(days: int) -> list[str]:
        at = Publication.objects.filter(article=draft).at(start + days * day)
        return [publication.revision.solution for publication in at]

    answer = draft.sources.get().answer.body
    assert [shown(days) for days in range(-1, 8)] == [
        *([], [answer], [answer], ["Do this."], ["Do thiss."]),
        *([], [], ["Do thiss."], ["Do thiss."]),
    ]
    draft.refresh_from_db()
    assert shown(9) == [draft.solution]


def test_article_is_looked_at_again_after_a_year_or_on_the_day_that_was_set(draft, second):
    at = timezone.now()
    approve_article(article=draft, by=second, now=at)
    draft.refresh_from_db()
    assert draft.review_on == timezone.localdate(at) + timedelta(days=365)

    soon = timezone.localdate(at) + timedelta(days=30)
    Article.objects.update(review_on=soon)
    confirm_article(article=draft, by=second, now=at)
    draft.refresh_from_db()
    assert draft.review_on == soon


def test_publishing_is_on_the_record(draft, curator, second):
    """L-AU-03"""
    approve_article(article=draft, by=second)
    unpublish_article(article=draft, by=curator, why="It burns.")
    publish_at_once(article=draft, by=curator, why="dangerous")

    acts = AuditRecord.objects.filter(subject=f"article-{draft.pk}").exclude(act="article-doubted")
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "article-promoted",
        "article-approved",
        "article-unpublished",
        "article-published-at-once",
    ]


def test_database_refuses_a_published_article_that_nobody_checked(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(state=Article.State.PUBLISHED)


def test_database_refuses_a_second_public_text(draft):
    approve(draft)

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(
            article=draft, revision=draft.revisions.get(), since=timezone.now()
        )


def test_family_has_one_article_per_language(draft, curator):
    other = promote_answer(answer=make_answer(question=make_question(language="de")), by=curator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(family=draft.family)


def test_what_is_called_a_typing_error_in_a_draft_needs_a_second_person_too(draft, curator, second):
    approve_article(article=draft, by=second)
    unpublish_article(article=draft, by=curator)
    save(draft, by=curator, solution="Something else altogether.", significance="typo")

    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=curator)


def test_typing_errors_bind_nobody(draft, curator, second):
    """Who corrected one may approve what somebody else wrote since."""
    approve_article(article=draft, by=second)
    save(draft, by=second, title=draft.title + "!", significance="typo")
    save(draft, by=curator, solution="Do this.")

    assert approve_article(article=draft, by=second).solution == "Do this."


def test_what_was_given_up_binds_nobody(draft, curator, second):
    approve_article(article=draft, by=second)
    save(draft, by=second, solution="Given up.")
    discard_pending(article=draft, by=second)
    save(draft, by=curator, solution="Do this.")

    assert approve_article(article=draft, by=second).solution == "Do this."


def test_typing_error_hides_nothing_that_was_published_alone(draft, curator):
    publish_at_once(article=draft, by=curator, why="wrong")
    save(draft, by=curator, title=draft.title + "!", significance="typo")
    save(draft, by=make_user(roles="curator"), solution="Do this.")

    with pytest.raises(CannotPublish):
        approve_article(article=draft, by=curator)
