"""The demo is loaded by the product's own actions, with everything that follows from them."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db.models import F, Sum
from django.utils import timezone

from accounts.models import Affiliation, User
from accounts.notifications.models import Notice, OutgoingMail
from accounts.notifications.reading import in_words
from community.models import Affected, Answer, Question, Vote
from config.events.models import Delivery, Event
from knowledge.demo.accounts import ACCOUNTS, PASSWORD
from knowledge.demo.content import load_content
from knowledge.demo.restarting import start_over
from knowledge.demo.seeding import CannotSeed, is_seeded, seed
from knowledge.models import Article, Candidate, IndexJob
from tests.factories import make_user
from tests.knowledge.excerpt import excerpt_of_demo


@pytest.fixture
def excerpt(db):
    content = excerpt_of_demo()
    seed(content)
    return content


def person(key: str) -> User:
    return User.objects.get(email=next(a.email for a in ACCOUNTS if a.key == key))


def thread(title: str) -> Question:
    return Question.objects.get(title=title)


@pytest.fixture
def showcase(excerpt) -> Question:
    return thread("Router loses 5 GHz network after firmware 7.31")


def test_whole_demo_is_loaded_and_its_counters_are_what_they_count(db):
    """C-18"""
    content = load_content()

    seed(content)

    assert Question.objects.count() == len(content.threads)
    assert Article.objects.count() == len(content.articles)
    assert User.objects.count() == len(content.people)
    assert IndexJob.objects.count() == len(content.threads) + len(content.articles)
    for user in User.objects.all():
        assert user.points == (user.reputation.aggregate(sum=Sum("points"))["sum"] or 0)
        assert user.unread_count == user.notices.filter(read_at=None).count()
    for answer in Answer.objects.all():
        counted = answer.votes.filter(counts=True).aggregate(sum=Sum("value"))["sum"] or 0
        assert answer.score == counted
    for question in Question.objects.all():
        employees = question.answers.filter(affiliation__kind=Affiliation.Kind.EMPLOYEE)
        assert question.answer_count == question.answers.count()
        assert question.affected_count == question.affected.count() + question.imported_affected
        assert question.has_staff_answer == employees.exists()


def test_threads_are_as_they_are_written(showcase):
    written = excerpt_of_demo().threads["router-loses-5-ghz"]

    assert showcase.author == person("lena")
    assert showcase.accepted_answer.author == person("heike")
    assert showcase.affected_count == written.affected_count
    assert [tag.name for tag in showcase.tags.order_by("name")] == sorted(written.tags)
    assert showcase.product.slug == written.product
    assert showcase.has_staff_answer
    by_employee = showcase.answers.get(author=person("miriam"))
    assert by_employee.affiliation.kind == Affiliation.Kind.EMPLOYEE


def test_dates_count_back_from_the_start(showcase):
    written = excerpt_of_demo().threads["router-loses-5-ghz"]
    ago = timezone.now() - showcase.created_at

    assert abs(ago - written.asked) < timedelta(minutes=5)
    assert showcase.solved_at - showcase.created_at == written.solved.after


def test_nothing_happens_in_the_future_or_before_its_cause(excerpt):
    now = timezone.now()

    assert not Event.objects.filter(occurred_at__gt=now - timedelta(minutes=1)).exists()
    assert not Vote.objects.filter(created_at__lt=F("answer__created_at")).exists()
    assert not Vote.objects.filter(created_at__lt=F("voter__created_at")).exists()
    assert not Affected.objects.filter(created_at__lt=F("question__created_at")).exists()
    assert not Affected.objects.filter(created_at__lt=F("person__created_at")).exists()


def test_article_carries_its_source_owner_and_last_check(showcase):
    article = Article.objects.get(title="5 GHz network missing after an update")

    assert article.state == Article.State.PUBLISHED
    assert article.sources.get().answer == showcase.accepted_answer
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
        Article.objects.exclude(sources=None).values_list("sources__answer", flat=True)
    )


def test_affiliated_people_earn_nothing(excerpt):
    """A-BG-16"""
    paid = Affiliation.objects.exclude(kind=Affiliation.Kind.PERK).values("user")

    assert set(User.objects.filter(pk__in=paid).values_list("points", flat=True)) == {0}


def test_everything_is_delivered_and_nobody_is_written_to(excerpt):
    assert not Delivery.objects.open().exists()
    assert Notice.objects.exists()
    assert set(OutgoingMail.objects.values_list("state", "why")) == {
        (OutgoingMail.State.DROPPED, "demo")
    }


@pytest.mark.parametrize("key", ["lena", "heike"])
def test_members_have_read_what_is_old_and_not_what_is_new(excerpt, key):
    reader = person(key)
    unread = reader.notices.filter(read_at=None)
    newest_first = list(reader.notices.order_by("-created_at"))

    assert 0 < unread.count() == reader.unread_count
    assert newest_first[0].read_at is None
    assert in_words(newest_first, viewer=reader)
    assert newest_first[0].created_at < timezone.now() - timedelta(minutes=1)


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


def test_same_content_gives_the_same_demo(excerpt):
    first = outcome()

    start_over(excerpt)

    assert outcome() == first


def outcome() -> tuple:
    """What must not differ between two loadings; times and ids do."""
    votes = Vote.objects.order_by("id").values_list("voter__email", "answer__body", "value")
    return list(votes), dict(User.objects.values_list("email", "points"))


def test_demo_that_fails_half_way_leaves_nothing(db):
    content = excerpt_of_demo()
    threads = dict(content.threads)
    threads["broken"] = replace(threads["router-loses-5-ghz"], key="broken", product="unheard-of")

    with pytest.raises(KeyError):
        seed(replace(content, threads=threads))

    assert not User.objects.exists()
    assert not Question.objects.exists()


def test_demo_is_not_mixed_with_a_community(db):
    make_user()

    with pytest.raises(CannotSeed):
        seed(excerpt_of_demo())

    assert not is_seeded()


def test_command_refuses_where_there_is_no_demo(settings, db):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo")

    assert not User.objects.exists()


def test_command_says_that_the_demo_is_loaded_already(excerpt):
    before = Event.objects.count()

    assert "already" in printed("seed_demo")
    assert Event.objects.count() == before


def test_command_prints_who_can_sign_in(excerpt):
    logins = printed("seed_demo", logins=True)

    assert PASSWORD in logins
    for account in ACCOUNTS[1:]:
        assert account.email in logins


def test_command_names_no_logins_without_the_demo(db):
    assert PASSWORD not in printed("seed_demo", logins=True)


def printed(command: str, **options) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()
