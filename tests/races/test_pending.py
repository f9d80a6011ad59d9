"""One form sent many times, one link pressed many times, at the same moment."""

from functools import partial
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Declaration, User
from accounts.notifications.models import OutgoingMail
from community.actions.pending import (
    CannotPublish,
    discard_pending,
    join_and_publish,
    keep_question,
    publish_pending,
)
from community.models import PendingQuestion, Question
from tests.community.asking_first import PENDING, follow_link, form, keep, publish
from tests.factories import make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def keep_one(mailbox: str) -> PendingQuestion:
    return keep_question(
        mailbox=mailbox,
        submission=uuid4(),
        title="Router blinks red",
        body="Since today.",
        language="en",
        tags=["wifi"],
    )


def test_same_form_sent_at_once_keeps_one_question_and_owes_one_mail():
    """C-01, A-ML-07"""
    for number in range(1, ROUNDS + 1):
        results = at_once(
            times(
                THREADS,
                partial(
                    keep_question,
                    mailbox="lena@example.org",
                    submission=uuid4(),
                    title="Router blinks red",
                    body="Since today.",
                    language="en",
                ),
            )
        )
        assert failures(results) == []
        assert len({kept.pk for kept in results}) == 1
        assert PendingQuestion.objects.count() == OutgoingMail.objects.count() == number


def test_same_form_sent_at_once_by_the_page():
    """C-01: by HTTP; everybody sees the same page."""
    sent = form()

    results = at_once(times(THREADS, lambda: keep(Client(), **sent)))

    assert {response.status_code for response in results} <= {302, 422, 429}
    assert PendingQuestion.objects.count() == OutgoingMail.objects.count() == 1


def test_link_used_at_once_makes_one_member_and_one_question():
    """A-AU-05: single use."""
    for number in range(1, ROUNDS + 1):
        kept = keep_one(f"lena{number}@example.org")
        results = at_once(
            partial(
                join_and_publish,
                pending=kept,
                display_name=f"Otter {number} of {place}",
                language="en",
                independent=True,
            )
            for place in range(THREADS)
        )
        assert failures(results) == []
        assert len([member for member in results if member is not None]) == 1
        assert Question.objects.count() == User.objects.count() == number
        assert Declaration.objects.count() == number
        assert EmailAddress.objects.filter(verified=True).count() == number


def test_button_pressed_at_once_publishes_once():
    """C-01, A-AU-05: by HTTP, each in a browser of its own that holds the link."""
    keep(Client())
    browsers = [Client() for _ in range(THREADS)]
    for browser in browsers:
        follow_link(browser)

    results = at_once(
        partial(publish, browser, display_name=f"Otter of {place}")
        for place, browser in enumerate(browsers)
    )

    question = Question.objects.get()
    assert {response.status_code for response in results} == {302}
    places = {response["Location"] for response in results}
    shown = question.get_absolute_url()
    assert places <= {f"{shown}?published=1", shown, PENDING}
    assert User.objects.count() == 1
    assert sum("_auth_user_id" in browser.session for browser in browsers) == 1


def test_member_publishes_his_at_once_once():
    """C-01"""
    for number in range(1, ROUNDS + 1):
        member = make_user()
        kept = keep_one(member.email)
        results = at_once(times(THREADS, partial(publish_pending, pending=kept, by=member)))
        assert failures(results) == []
        assert len({question.pk for question in results}) == 1
        assert Question.objects.count() == number


def test_publishing_and_throwing_away_at_once_do_one_of_both():
    for _ in range(ROUNDS):
        member = make_user()
        kept = keep_one(member.email)
        results = at_once(
            [
                *times(THREADS // 2, partial(publish_pending, pending=kept, by=member)),
                *times(THREADS // 2, partial(discard_pending, pending=kept)),
            ]
        )
        is_published = Question.objects.filter(author=member).exists()
        lost = [type(problem) for problem in failures(results)]
        assert set(lost) <= {CannotPublish}
        assert PendingQuestion.objects.filter(pk=kept.pk).exists() == is_published
