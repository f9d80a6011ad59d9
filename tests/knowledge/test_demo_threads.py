"""Threads and articles of the demo come about by the product's own actions."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models import F
from django.utils import timezone

from accounts.models import Affiliation, RoleGrant, User
from accounts.notifications.models import Notice, OutgoingMail
from accounts.notifications.reading import in_words
from community.models import Affected, Answer, Following, Question, Vote
from config.events.models import Delivery, Event
from knowledge.demo.accounts import ACCOUNTS, PASSWORD
from knowledge.demo.content import Content, load_content
from knowledge.models import Article, ArticleSource, Candidate
from tests.knowledge.excerpt import excerpt_of_demo, loaded


@pytest.fixture(scope="module")
def _loaded_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), loaded(excerpt_of_demo()) as content:
        yield content


@pytest.fixture
def excerpt(_loaded_once, db) -> Content:
    return _loaded_once


@pytest.fixture
def showcase(excerpt) -> Question:
    return thread("Router loses 5 GHz network after firmware 7.31")


def person(key: str) -> User:
    return User.objects.get(email=next(a.email for a in ACCOUNTS if a.key == key))


def thread(title: str) -> Question:
    return Question.objects.get(title=title)


def test_threads_are_as_they_are_written(excerpt, showcase):
    written = excerpt.threads["router-loses-5-ghz"]

    assert showcase.author == person("lena")
    assert showcase.accepted_answer.author == person("heike")
    assert showcase.affected_count == written.affected_count
    assert [tag.name for tag in showcase.tags.order_by("name")] == sorted(written.tags)
    assert showcase.product.slug == written.product
    assert showcase.has_staff_answer
    by_employee = showcase.answers.get(author=person("miriam"))
    assert by_employee.affiliation.kind == Affiliation.Kind.EMPLOYEE


def test_dates_count_back_from_the_start(excerpt, showcase):
    written = excerpt.threads["router-loses-5-ghz"]
    ago = timezone.now() - showcase.created_at

    assert abs(ago - written.asked) < timedelta(minutes=5)
    assert showcase.solved_at - showcase.created_at == written.solved.after


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Event, "occurred_at"),
        (Notice, "created_at"),
        (RoleGrant, "granted_at"),
        (Affected, "created_at"),
        (Following, "created_at"),
        (Candidate, "created_at"),
        (User, "confirmed_at"),
    ],
)
def test_nothing_bears_the_hour_of_loading(excerpt, model, field):
    lately = timezone.now() - timedelta(minutes=1)

    assert model._default_manager.exists()
    assert not model._default_manager.filter(**{f"{field}__gt": lately}).exists()


def test_nothing_happens_before_its_cause(excerpt):
    assert not Vote.objects.filter(created_at__lt=F("answer__created_at")).exists()
    assert not Vote.objects.filter(created_at__lt=F("voter__created_at")).exists()
    assert not Affected.objects.filter(created_at__lt=F("question__created_at")).exists()
    assert not Affected.objects.filter(created_at__lt=F("person__created_at")).exists()


def test_article_carries_its_source_owner_and_last_check(showcase):
    article = Article.objects.get(title="5 GHz network missing after an update")

    assert article.state == Article.State.PUBLISHED
    assert article.sources.order_by("id").first().answer == showcase.accepted_answer
    assert article.owner == person("miriam")
    assert article.checked_by == person("jana")
    assert showcase.article_title == article.title


def test_translations_share_a_family(excerpt):
    family = Article.objects.filter(
        family=Article.objects.get(title="5-GHz-Netz fehlt nach einem Update").family
    )

    assert {article.language for article in family} == {"de", "en"}


def test_article_waits_for_review_where_it_is_written_so(excerpt):
    waiting = Article.objects.get(title="Cancel after a price increase")

    assert waiting.state == Article.State.IN_REVIEW
    assert waiting.published_at is None


def test_solutions_without_an_article_wait_for_a_curator(excerpt):
    waiting = Candidate.objects.visible_to(person("jana")).waiting()
    promoted = Candidate.objects.filter(state=Candidate.State.PROMOTED)

    assert "Can I keep my number when I move to a new flat?" in {
        candidate.question.title for candidate in waiting
    }
    assert {candidate.answer_id for candidate in promoted} == set(
        ArticleSource.objects.exclude(answer__candidate=None).values_list("answer", flat=True)
    )


def test_employees_earn_nothing(excerpt):
    """A-BG-16"""
    employees = Affiliation.objects.filter(kind=Affiliation.Kind.EMPLOYEE).values("user")

    assert set(User.objects.filter(pk__in=employees).values_list("points", flat=True)) == {0}


def test_only_answers_of_who_speaks_for_somebody_are_marked(excerpt):
    """L-UW-01"""
    speaking = Affiliation.objects.values("user")

    assert not Answer.objects.filter(author__in=speaking, affiliation=None).exists()
    assert not Answer.objects.exclude(author__in=speaking).exclude(affiliation=None).exists()


def test_only_who_is_visited_is_written_to_and_only_about_news(excerpt):
    visited = {account.email for account in ACCOUNTS}
    going_out = OutgoingMail.objects.queued().filter(notice__isnull=False)
    dropped = OutgoingMail.objects.filter(state=OutgoingMail.State.DROPPED)

    assert not Delivery.objects.open().exists()
    assert {mail.notice.user.email for mail in going_out} <= visited
    assert {mail.notice.kind for mail in going_out} >= {"answered", "accepted", "became-article"}
    assert min(mail.notice.created_at for mail in going_out) > timezone.now() - timedelta(days=3)
    assert set(dropped.values_list("why", flat=True)) == {"demo"}


@pytest.mark.parametrize("key", ["lena", "heike", "miriam"])
def test_members_have_read_what_is_old_and_not_what_is_new(excerpt, key):
    reader = person(key)
    unread = reader.notices.filter(read_at=None)
    newest_first = list(reader.notices.order_by("-created_at"))

    assert 0 < unread.count() == reader.unread_count
    assert newest_first[0].read_at is None
    assert newest_first[-1].read_at is not None
    assert in_words(newest_first, viewer=reader)


def test_everybody_can_sign_in(client, excerpt):
    credentials = {"login": person("heike").email, "password": PASSWORD}

    response = client.post("/en/account/login/", credentials)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person("heike").pk)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == User.objects.count()


def test_accounts_to_look_around_as_are_people_of_the_demo():
    people = load_content().people

    for account in ACCOUNTS[1:]:
        assert people[account.key].email == account.email
    assert "curator" in people["jana"].roles
    assert "administrator" in people["tomasz"].roles
