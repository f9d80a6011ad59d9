"""F-31 for the other acts of a conversation: masking, following, locking, asking back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from community.actions.comments import post_comment
from community.actions.details import ask_for_details, details_given
from community.actions.duplicates import propose_duplicate
from community.actions.editing import edit_comment, edit_question
from community.actions.feedback import say_did_not_help
from community.actions.following import follow_question, mute_question, unfollow_question
from community.actions.kinds import change_kind
from community.actions.locking import lock_question, unlock_question
from community.actions.masking import mask_post
from community.actions.pending import keep_question, publish_pending
from community.actions.saved_filters import save_filter
from community.actions.solutions import accept_answer
from community.actions.tag_keeping import add_synonym, describe_tag
from community.actions.topics import follow_topic, unfollow_topic
from community.models import Tag
from tests.factories import make_answer, make_article, make_comment, make_question, make_user
from tests.faults.test_all_or_nothing import (
    test_use_case_happens_as_a_whole_or_not_at_all as happens_as_a_whole,
)

pytestmark = pytest.mark.django_db
PHONE = "0171 2345678"


def mask() -> Callable:
    """It stands in an earlier revision, in an answer that became an article, and in a comment."""
    question = make_question(title=f"Call {PHONE}", body=f"Or {PHONE}.")
    edit_question(
        question=question, by=question.author, version=1, title=f"Ring {PHONE}", body="It blinks."
    )
    answer = make_answer(question=question, body=f"I called {PHONE} as well.")
    make_article(answer=answer)
    comment = make_comment(answer=answer, body=f"{PHONE}?")
    by = make_user(roles="moderator")
    return lambda: mask_post(post=question, by=by, strings=[PHONE], also=[answer, comment])


def follow() -> Callable:
    question, by = make_question(), make_user()
    return lambda: follow_question(question=question, by=by)


def mute() -> Callable:
    question, by = make_question(), make_user()
    follow_question(question=question, by=by)
    return lambda: mute_question(question=question, by=by)


def stop_following() -> Callable:
    question, by = make_question(), make_user()
    follow_question(question=question, by=by)
    return lambda: unfollow_question(question=question, by=by)


def follow_a_member() -> Callable:
    topic, by = make_user(), make_user()
    return lambda: follow_topic(topic=topic, by=by)


def stop_following_a_tag() -> Callable:
    make_question(tags=["wifi"])
    tag, by = Tag.objects.get(name="wifi"), make_user()
    follow_topic(topic=tag, by=by)
    return lambda: unfollow_topic(topic=tag, by=by)


def lock() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    return lambda: lock_question(question=question, by=by, explanation="Too hot.")


def unlock() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    lock_question(question=question, by=by, explanation="Too hot.")
    return lambda: unlock_question(question=question, by=by)


def ask_back() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    return lambda: ask_for_details(question=question, by=by, explanation="Which box?")


def give_details() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    ask_for_details(question=question, by=by, explanation="Which box?")
    return lambda: details_given(question=question, by=question.author)


def change_the_kind() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    return lambda: change_kind(question=question, by=by, kind="idea")


def point_out_a_duplicate() -> Callable:
    question, original, by = make_question(), make_question(), make_user(roles="curator")
    return lambda: propose_duplicate(question=question, original=original, by=by)


def comment_on_a_question() -> Callable:
    question, by, key = make_question(), make_user(), uuid4()
    return lambda: post_comment(question=question, by=by, body="Which box?", submission=key)


def edit_what_was_commented() -> Callable:
    comment = make_comment()
    return lambda: edit_comment(
        comment=comment, by=comment.author, version=1, body="Which of the two boxes is it?"
    )


def say_it_failed() -> Callable:
    given = make_answer()
    accept_answer(answer=given, by=given.question.author)
    return lambda: say_did_not_help(answer=given)


def keep_a_question() -> Callable:
    key, number = uuid4(), uuid4().hex[:8]
    return lambda: keep_question(
        mailbox=f"{number}@example.org", submission=key, title="Blinks", body="Red", language="en"
    )


def publish_what_was_kept() -> Callable:
    by, form = make_user(), uuid4()
    pending = keep_question(
        mailbox=by.email, submission=form, title="Box blinks", body="Red", language="en"
    )
    return lambda: publish_pending(pending=pending, by=by, now=timezone.now())


def save_a_filter() -> Callable:
    by = make_user()
    return lambda: save_filter(by=by, name="Ideas", query="kind=idea")


def describe_a_tag() -> Callable:
    make_question(tags=["wifi"])
    tag, by = Tag.objects.get(name="wifi"), make_user(roles="curator")
    return lambda: describe_tag(tag=tag, by=by, description_de="Funk", description_en="Radio")


def name_a_synonym() -> Callable:
    make_question(tags=["wifi"])
    tag, by = Tag.objects.get(name="wifi"), make_user(roles="curator")
    return lambda: add_synonym(tag=tag, by=by, name="wlan")


USE_CASES = [
    *(mask, follow, mute, stop_following, follow_a_member, stop_following_a_tag),
    *(lock, unlock, ask_back, give_details, change_the_kind, point_out_a_duplicate),
    *(comment_on_a_question, edit_what_was_commented, say_it_failed),
    *(keep_a_question, publish_what_was_kept, save_a_filter, describe_a_tag, name_a_synonym),
]


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda use_case: use_case.__name__)
def test_act_happens_as_a_whole_or_not_at_all(use_case):
    """F-31"""
    happens_as_a_whole(use_case)
