"""Days that come and readers who say no: what becomes doubtful by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.notifications.models import Notice
from community.models import Answer
from knowledge.actions.ageing import names_version
from knowledge.actions.article_feedback import say_article_helped
from knowledge.actions.ending_versions import CannotEnd, end_version, resume_version
from knowledge.actions.judged import OUTVOTED_BY, UNHELPFUL_TO
from knowledge.actions.publishing import publish_at_once
from knowledge.actions.reviewing import confirm_article, hand_over_article
from knowledge.actions.sources import add_source
from knowledge.actions.upkeep import look_after_articles, remind_of_checks
from knowledge.models import Article, ArticleFeedback, Doubt, EndedVersion
from tests.factories import make_answer, make_article, make_product, make_user
from tests.knowledge.acts import save

Cause = Doubt.Cause
DAY = timedelta(days=1)


@pytest.fixture
def article(curator) -> Article:
    return make_article(by=curator)


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def open_causes() -> list[str]:
    return list(Doubt.objects.open().values_list("cause", flat=True))


# Days.


def test_review_is_due_on_its_day_and_not_before(article):
    """With a moved clock."""
    day = timezone.now() + 30 * DAY
    Article.objects.update(review_on=timezone.localdate(day))

    assert look_after_articles(now=day - DAY) == 0
    assert look_after_articles(now=day) == 1
    assert look_after_articles(now=day + DAY) == 0


def test_next_review_date_asks_again(article, second):
    day = timezone.now() + 30 * DAY
    Article.objects.update(review_on=timezone.localdate(day))
    look_after_articles(now=day)
    confirm_article(article=article, by=second, now=day)
    Article.objects.update(review_on=timezone.localdate(day + 30 * DAY))

    assert look_after_articles(now=day + 30 * DAY) == 1


def test_last_day_of_validity_still_counts(article):
    today = timezone.now()
    Article.objects.update(valid_until=timezone.localdate(today))

    assert look_after_articles(now=today) == 0
    assert look_after_articles(now=today + DAY) == 1


def test_draft_has_no_review_date(article):
    Article.objects.update(state="draft", review_on=timezone.localdate())

    assert look_after_articles() == 0


def test_keeper_without_any_role_keeps_nothing(article, curator):
    curator.roles = ""
    curator.save(update_fields=["roles"])

    look_after_articles()

    assert open_causes() == [Cause.OWNER_LEFT]


def test_article_may_be_doubtful_for_several_reasons(article):
    Article.objects.update(review_on=timezone.localdate(), owner=make_user(roles=""))

    assert look_after_articles() == 2
    assert sorted(open_causes()) == [Cause.OWNER_LEFT, Cause.REVIEW_DUE]


def test_handing_it_over_gives_it_a_keeper(article, second):
    Article.objects.update(owner=make_user(roles=""))
    look_after_articles()

    hand_over_article(article=article, to=second, by=second)

    assert open_causes() == []
    assert Article.objects.get().state == Article.State.PUBLISHED


# Versions.


@pytest.mark.parametrize(
    ("valid_for", "version", "named"),
    [
        ("FjordBox from 7.2", "7.2", True),
        ("from v7.2", "7.2", True),
        ("FjordBox 7.2.", "7.2", True),
        ("7.2, 7.3", "7.2", True),
        ("fjordos classic", "Classic", True),
        ("FjordBox 7.29", "7.2", False),
        ("FjordBox 17.2", "7.2", False),
        ("FjordBox 7.2.1", "7.2", False),
        ("FjordBox 1.7.2", "7.2", False),
        ("FjordBox 7590", "590", False),
        ("Classical", "Classic", False),
        ("", "7.2", False),
    ],
)
def test_version_is_named_as_a_whole(valid_for, version, named):
    assert names_version(valid_for, version) == named


@pytest.fixture
def product(article):
    product = make_product()
    Article.objects.filter(pk=article.pk).update(product=product, valid_for="From 7.2")
    return product


def test_version_that_ends_later_leaves_its_articles_until_then(product, second):
    day = timezone.localdate() + 3 * DAY
    end_version(product=product, version=" 7.2 ", ended_on=day, by=second)

    assert look_after_articles() == 0
    assert look_after_articles(now=timezone.now() + 3 * DAY) == 1
    assert Doubt.objects.get().subject == "7.2"


def test_articles_of_products_below_hold_for_it_too(product, second):
    above = make_product()
    type(product).objects.filter(pk=product.pk).update(parent=above)
    end_version(product=above, version="7.2", ended_on=timezone.localdate(), by=second)

    assert look_after_articles() == 1


def test_articles_of_other_products_are_left_alone(product, second):
    end_version(product=make_product(), version="7.2", ended_on=timezone.localdate(), by=second)

    assert look_after_articles() == 0


def test_version_that_is_in_use_after_all_doubts_nobody(product, second):
    """A-AZ-10: the other direction."""
    ended = end_version(product=product, version="7.2", ended_on=timezone.localdate(), by=second)
    look_after_articles()

    for _ in range(2):
        resume_version(ended=ended, by=second)

    assert not EndedVersion.objects.exists()
    assert open_causes() == []
    assert Article.objects.get().state == Article.State.PUBLISHED
    assert look_after_articles() == 0


def test_version_ends_once_and_its_day_can_move(product, second):
    for day in (timezone.localdate(), timezone.localdate() + DAY):
        end_version(product=product, version="7.2", ended_on=day, by=second)

    assert EndedVersion.objects.get().ended_on == timezone.localdate() + DAY


def test_version_has_a_name(product, second):
    with pytest.raises(CannotEnd):
        end_version(product=product, version="  ", ended_on=timezone.localdate(), by=second)


def test_only_curators_end_and_resume_versions(product, second, stranger, moderator):
    """A-AZ-10"""
    ended = end_version(product=product, version="7.2", ended_on=timezone.localdate(), by=second)
    for person in (stranger, moderator, make_user(roles="employee")):
        with pytest.raises(CannotEnd):
            end_version(product=product, version="8", ended_on=timezone.localdate(), by=person)
        with pytest.raises(CannotEnd):
            resume_version(ended=ended, by=person)

    assert EndedVersion.objects.get() == ended


# Votes in the thread.


def test_source_is_outvoted_by_enough_points_alone(article):
    other = make_answer(question=article.sources.get().question)
    Answer.objects.filter(pk=other.pk).update(score=OUTVOTED_BY - 1)
    assert look_after_articles() == 0

    Answer.objects.filter(pk=other.pk).update(score=OUTVOTED_BY)
    assert look_after_articles() == 1
    assert Doubt.objects.get().subject == f"answer-{other.pk}"


def test_hidden_answer_outvotes_nobody(article):
    other = make_answer(question=article.sources.get().question)
    Answer.objects.filter(pk=other.pk).update(score=50, hidden_at=timezone.now())

    assert look_after_articles() == 0


def test_better_answer_that_feeds_the_article_too_is_no_doubt(article, second):
    other = make_answer(question=article.sources.get().question)
    add_source(article=article, answer=other, by=second)
    Answer.objects.filter(pk=other.pk).update(score=50)

    assert look_after_articles() == 0


# What readers say.


def say(article, *, yes: int = 0, no: int = 0, **values) -> None:
    ArticleFeedback.objects.bulk_create(
        ArticleFeedback(article=article, version=1, helped=place < yes, **values)
        for place in range(yes + no)
    )
    Article.objects.filter(pk=article.pk).update(did_not_help_count=no)


def test_few_unhappy_readers_are_no_doubt(article):
    say(article, no=UNHELPFUL_TO - 1)

    assert look_after_articles() == 0


def test_many_unhappy_readers_among_far_more_happy_ones_are_no_doubt(article):
    say(article, yes=40, no=UNHELPFUL_TO)

    assert look_after_articles() == 0


def test_many_unhappy_readers_are_a_doubt(article):
    say(article, yes=3, no=UNHELPFUL_TO)

    assert look_after_articles() == 1


def test_words_set_aside_as_a_trick_do_not_count(article):
    say(article, no=50, set_aside_at=timezone.now())

    assert look_after_articles() == 0


def test_words_from_before_the_last_check_do_not_count(article, second):
    say(article, no=UNHELPFUL_TO)
    confirm_article(article=article, by=second, now=timezone.now() + DAY)

    assert look_after_articles() == 0


def test_one_more_unhappy_reader_after_the_check_is_no_doubt_yet(article, second):
    for _reader in range(UNHELPFUL_TO):
        say_article_helped(article=article, helped=False)
    look_after_articles()
    confirm_article(article=article, by=second)

    say_article_helped(article=article, helped=False)

    assert look_after_articles() == 0


# What was published alone and nobody looked at.


def test_curators_are_reminded_once_of_a_check_that_is_overdue(article, curator, second, stranger):
    save(article, by=curator, solution="Do not touch it.", summary="Dangerous before.")
    publish_at_once(article=article, by=curator, why="dangerous")

    assert remind_of_checks() == 0
    for _ in range(2):
        remind_of_checks(now=timezone.now() + DAY + timedelta(minutes=1))

    told = Notice.objects.filter(kind="check-overdue")
    assert second.pk in told.values_list("user", flat=True)
    assert not told.filter(user__in=[curator, stranger]).exists()
    assert told.filter(user=second).count() == 1


def test_upkeep_asks_as_often_for_many_articles_as_for_few(count_queries, curator):
    make_article(by=curator)
    few = count_queries(look_after_articles)
    for _ in range(5):
        make_article(by=curator)

    assert count_queries(look_after_articles) == few
