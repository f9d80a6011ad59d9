"""Who hears of a comment, and that he hears of it once."""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.notifications.models import Notice, OutgoingMail
from community.actions.following import mute_question
from community.actions.visibility import bring_back
from community.handlers.commenting import MOST_TALKERS
from community.models import Comment
from config.events import relay
from config.events.models import Delivery
from tests.factories import hide, make_answer, make_comment, make_question, make_user


def told(person) -> list[str]:
    return list(Notice.objects.filter(user=person).order_by("id").values_list("kind", flat=True))


def test_author_hears_of_a_comment_on_his_question(asker, deliver_events):
    make_comment(question=make_question(author=asker))

    deliver_events()

    assert told(asker) == ["commented"]


def test_author_hears_of_a_comment_on_his_answer_and_the_asker_does_not(
    asker, helper, deliver_events
):
    answer = make_answer(question=make_question(author=asker), author=helper)
    make_comment(answer=answer)

    deliver_events()

    assert told(helper) == ["commented"]
    assert told(asker) == ["answered"]


def test_who_commented_before_hears_of_the_next_comment(stranger, helper, deliver_events):
    question = make_question()
    make_comment(question=question, author=stranger)
    make_comment(question=question, author=helper)

    deliver_events()

    assert told(stranger) == ["commented-too"]
    assert told(helper) == []


def test_other_discussions_of_the_thread_are_not_his(stranger, deliver_events):
    answer = make_answer()
    make_comment(question=answer.question, author=stranger)
    make_comment(answer=answer)

    deliver_events()

    assert told(stranger) == []


def test_nobody_hears_of_his_own_comment(asker, deliver_events):
    question = make_question(author=asker)
    for _ in range(2):
        make_comment(question=question, author=asker)

    deliver_events()

    assert told(asker) == []


def test_who_muted_the_question_hears_nothing(asker, stranger, deliver_events):
    question = make_question(author=asker)
    make_comment(question=question, author=stranger)
    for person in (asker, stranger):
        mute_question(question=question, by=person)
    deliver_events()
    Notice.objects.all().delete()

    make_comment(question=question)
    deliver_events()

    assert told(asker) == told(stranger) == []


def test_one_mail_whoever_is_told_why(asker, deliver_events):
    """A-ML-07: his question, his earlier comment, and spoken to by name."""
    question = make_question(author=asker)
    make_comment(question=question, author=asker)

    make_comment(question=question, body="@Lena B., which box?")
    deliver_events()

    assert told(asker) == ["mentioned"]
    assert OutgoingMail.objects.count() == 1


def test_event_delivered_twice_tells_once(asker, deliver_events):
    """A-ML-07: after a crash it is delivered again."""
    make_comment(question=make_question(author=asker))
    deliver_events()

    Delivery.objects.update(done_at=None)
    relay.deliver_pending(limit=1000)

    assert told(asker) == ["commented"]
    assert OutgoingMail.objects.filter(notice__user=asker).count() == 1


def test_mail_says_who_speaks_before_what_he_says(
    asker, employee, deliver_events, send_mails, mailoutbox
):
    """A-BG-14"""
    make_comment(question=make_question(author=asker), author=employee, body="We look into it.")
    deliver_events()

    send_mails()

    (mail,) = [each for each in mailoutbox if "comment" in each.subject.lower()]
    assert mail.body.index("Verified employee") < mail.body.index("We look into it.")


@pytest.mark.parametrize("what", ["comment", "question"])
def test_hidden_comment_is_told_to_nobody(asker, deliver_events, send_mails, mailoutbox, what):
    """A-AZ-07"""
    comment = make_comment(question=make_question(author=asker))
    hide(comment if what == "comment" else comment.question)
    deliver_events()

    send_mails()

    assert [mail for mail in mailoutbox if "Which box" in mail.body] == []


def test_comment_that_comes_back_is_told_then(asker, moderator, deliver_events):
    comment = make_comment(question=make_question(author=asker))
    hide(comment)
    deliver_events()
    assert told(asker) == []

    with transaction.atomic():
        bring_back(post=comment, by=moderator, at=timezone.now())
    deliver_events()

    assert told(asker) == ["commented"]


def test_long_discussion_tells_those_who_spoke_last(db, deliver_events):
    """A-DO-15"""
    question = make_question()
    people = [make_user() for _ in range(MOST_TALKERS + 3)]
    Comment.objects.bulk_create(
        Comment(question=question, author=person, body="x", body_html="x", renderer_version=1)
        for person in people
    )
    make_comment(question=question)

    deliver_events()

    assert Notice.objects.filter(kind="commented-too").count() == MOST_TALKERS
    assert told(people[0]) == []
