"""The demo is loaded whole or not at all, and only where nobody is."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import MedalAward, User
from accounts.notifications.models import Notice, OutgoingMail
from accounts.privileges import Privilege, holds
from community.experts import topics_without_expert
from community.models import (
    Answer,
    Decision,
    Draft,
    DuplicateProposal,
    EditProposal,
    Expertise,
    Following,
    ImageUse,
    OfficialMark,
    Question,
    Revision,
    Vote,
)
from community.moderation.models import Report
from config.audit.models import AuditRecord
from config.events.models import Event
from knowledge.demo.accounts import ACCOUNTS, PASSWORD
from knowledge.demo.content import load_content
from knowledge.demo.restarting import start_over
from knowledge.demo.seeding import CannotSeed, is_seeded, seed
from knowledge.models import (
    Article,
    ArticleFeedback,
    ArticleImage,
    Candidate,
    Claim,
    Doubt,
    IndexJob,
    PendingRevision,
    Publication,
    Reuse,
)
from knowledge.queues import open_counts
from tests.factories import make_user
from tests.knowledge.excerpt import excerpt_of_demo, people_of_demo


def person(key: str) -> User:
    return User.objects.get(email=next(a.email for a in ACCOUNTS if a.key == key))


def test_whole_demo_is_loaded_and_every_counter_is_what_it_counts(db):
    """C-18"""
    content = load_content()

    seed(content)

    assert Question.objects.count() == len(content.threads)
    assert Article.objects.count() == len(content.articles)
    assert User.objects.count() == len(content.people)
    assert IndexJob.objects.count() == len(content.threads) + len(content.articles)
    assert printed("recount", check=True) == "No difference.\n"
    for user in User.objects.all():
        assert user.points == (user.reputation.aggregate(sum=Sum("points"))["sum"] or 0)
        assert user.unread_count == user.notices.filter(read_at=None).count()
    assert 10 <= OutgoingMail.objects.queued().count() <= 80
    assert OutgoingMail.objects.queued().filter(digest_of__isnull=False).exists()
    assert_everything_to_look_at_is_there()
    assert_conversation_is_there()
    assert_every_queue_has_something()
    assert_articles_have_been_through_something()


def assert_everything_to_look_at_is_there() -> None:
    """What only the whole demo brings about."""
    heike, lena, jana = (person(key) for key in ("heike", "lena", "jana"))
    unread = set(Notice.objects.of(heike).unread().values_list("kind", flat=True))
    assert unread >= {"answered", "accepted", "became-article", "medal-earned"}
    told = set(Notice.objects.of(heike).values_list("kind", flat=True))
    assert "privilege-reached" in told
    assert holds(heike, Privilege.EDIT_POSTS)
    assert not holds(heike, Privilege.QUEUES)
    assert Following.objects.of(lena).filter(muted_at__isnull=False).exists()
    assert len(set(Expertise.objects.values_list("user", flat=True))) >= 4
    assert topics_without_expert(jana)
    assert len(set(MedalAward.objects.values_list("medal", flat=True))) >= 8


def assert_conversation_is_there() -> None:
    """What people do in threads besides asking, answering and voting."""
    lena, heike = person("lena"), person("heike")
    closed = set(Question.objects.values_list("closed_as", flat=True))
    assert closed >= {"duplicate", "off-topic", "outdated"}
    assert Question.objects.filter(merged_into__isnull=False).exists()
    assert Question.objects.filter(locked_at__isnull=False).exists()
    assert Question.objects.filter(needs_details_at__isnull=False).exists()
    assert Question.objects.filter(confirmed_answer__isnull=False).exists()
    assert Decision.objects.filter(act=Decision.Act.REOPEN).exists()
    assert DuplicateProposal.objects.filter(state=DuplicateProposal.State.OPEN).exists()
    states = set(EditProposal.objects.values_list("state", flat=True))
    assert states >= {"open", "taken"}
    assert EditProposal.objects.open().filter(question__author=lena).exists()
    assert Revision.objects.filter(editor=heike, question__author=lena).exists()
    assert Answer.objects.filter(author=lena, hidden_as="author").exists()
    assert Answer.objects.filter(hidden_as="moderator").exists()
    assert set(Report.objects.values_list("state", flat=True)) == {"open", "upheld", "dismissed"}
    assert OfficialMark.objects.in_force().filter(answer__author=heike).exists()
    assert OfficialMark.objects.filter(ended_at__isnull=False).exists()
    assert Answer.objects.filter(comment_count__gte=12).exists()
    assert Draft.objects.filter(person=lena).count() == 2
    assert ImageUse.objects.filter(ended_at=None).count() == 2
    told = set(Notice.objects.of(lena).values_list("kind", flat=True))
    assert told >= {"commented", "mentioned", "post-edited", "edit-proposed"}


def assert_every_queue_has_something() -> None:
    jana = person("jana")
    assert min(open_counts(jana).values()) >= 1
    due = Doubt.objects.open().values_list("cause", flat=True)
    assert set(due) == set(Doubt.Cause.values)
    states = set(Candidate.objects.values_list("state", flat=True))
    assert states >= {"waiting", "promoted", "dismissed", "covered"}
    pending = PendingRevision.objects.exclude(submitted_at=None)
    assert set(pending.values_list("significance", flat=True)) == {"content", "meaning"}
    in_review = Article.objects.filter(state="in_review", publish_at=None)
    assert in_review.exclude(revisions__author=jana).exists()
    assert Article.objects.filter(state="draft").exclude(returned_note="").exists()
    assert Claim.objects.held(timezone.now()).exclude(person=jana).exists()


def assert_articles_have_been_through_something() -> None:
    assert set(Article.objects.values_list("audience", flat=True)) == {"public", "members", "staff"}
    assert Article.objects.filter(publish_at__gt=timezone.now()).exists()
    assert Article.objects.filter(retired_as="replaced", successor__isnull=False).exists()
    assert Article.objects.filter(helped_count__gte=80, reuse_count=1).exists()
    assert Article.objects.filter(valid_until__gt=timezone.localdate()).exists()
    assert ArticleImage.objects.count() == 2
    assert ArticleFeedback.objects.exclude(reason="").exists()
    assert ArticleFeedback.objects.set_aside().values("article").distinct().count() == 1
    assert Question.objects.exclude(asked_about="").exists()
    assert Publication.objects.values("article").annotate(n=Count("pk")).filter(n__gte=4).exists()
    up_to_date = Article.objects.get(title="eSIM auf ein neues Handy umziehen")
    assert up_to_date.original_version == up_to_date.original.version > 2
    acts = set(AuditRecord.objects.values_list("act", flat=True))
    assert acts >= {"article-retired", "article-returned", "article-published-at-once"}
    assert acts >= {"candidate-covered", "candidate-dismissed", "version-ended", "role-revoked"}
    lately = timezone.now() - timedelta(seconds=100)
    assert not Doubt.objects.filter(opened_at__gt=lately).exists()
    assert not Reuse.objects.filter(created_at__gt=lately).exists()


def test_same_content_gives_the_same_demo(db):
    content = people_of_demo()
    seed(content)
    first = outcome()

    start_over(content)

    assert outcome() == first


def outcome() -> tuple:
    """What must not differ between two loadings; times and ids do."""
    votes = Vote.objects.order_by("id").values_list("voter__email", "answer__body", "value")
    events = Event.objects.order_by("id").values_list("name", flat=True)
    return list(votes), list(events), sorted(User.objects.values_list("points", flat=True))


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


def test_command_names_no_logins_without_the_demo(db):
    assert PASSWORD not in printed("seed_demo", logins=True)


def test_command_loads_once_and_prints_who_can_sign_in(db):
    seed(excerpt_of_demo())
    before = Event.objects.count()

    again = printed("seed_demo")
    logins = printed("seed_demo", logins=True)

    assert "already" in again
    assert Event.objects.count() == before
    assert PASSWORD in logins
    for account in ACCOUNTS[1:]:
        assert account.email in logins


def printed(command: str, **options) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()
