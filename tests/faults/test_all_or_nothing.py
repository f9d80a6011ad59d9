"""F-31: whichever statement fails, a use case has happened as a whole or not at all.

Each case is run once to count its statements, then once per statement with that one failing: no
row may have changed, and doing it again must leave what an undisturbed run leaves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.actions.affiliation_renewal import renew_affiliation_by_mailbox, renewal_link
from accounts.actions.affiliation_requests import decide_affiliation_request, request_affiliation
from accounts.actions.affiliations import end_affiliation, grant_affiliation
from accounts.actions.members import create_member, grant_role
from accounts.actions.profiles import rename_member, set_avatar
from accounts.notifications.actions import mark_all_read, notify
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.confirming import confirm_answer, say_still_open
from community.actions.feedback import say_solved_too
from community.actions.hiding import hide_post, restore_post
from community.actions.holding import release_post
from community.actions.masking import mask_post
from community.actions.questions import ask_question, join_affected, leave_affected
from community.actions.retagging import retag_question
from community.actions.signing_answers import (
    decline_official_mark,
    end_official_mark,
    sign_answer,
)
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.actions.tag_keeping import merge_tags, rename_tag
from community.actions.topics import follow_topic
from community.actions.visibility import withhold
from community.actions.votes import vote_answer
from community.models import Tag
from community.moderation.actions.deciding import dismiss_report, uphold_report
from community.moderation.actions.reporting import report_content
from config.events import relay
from config.events.models import Delivery
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import edit_article
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article, unpublish_article
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_article,
    make_member,
    make_organisation,
    make_proved_employee,
    make_question,
    make_signer,
    make_user,
)

APPS = ("accounts", "notifications", "privacy", "community", "moderation", "knowledge", "events")
pytestmark = pytest.mark.django_db


def ask() -> Callable:
    by, key = make_user(), uuid4()
    return lambda: ask_question(
        by=by, title="Router blinks", body="Red.", language="en", tags=["a", "b"], submission=key
    )


def answer() -> Callable:
    question, by, key = make_question(), make_user(), uuid4()
    return lambda: answer_question(question=question, by=by, body="Hold it.", submission=key)


def vote() -> Callable:
    given, by = make_answer(), make_user()
    return lambda: vote_answer(answer=given, by=by, value=1)


def comment() -> Callable:
    given, by, key = make_answer(), make_user(), uuid4()
    name = make_user().display_name
    return lambda: post_comment(
        question=given.question, answer=given, by=by, body=f"@{name}, look.", submission=key
    )


def call_it_dangerous() -> Callable:
    given, by = make_answer(), make_user()
    vote_answer(answer=given, by=make_user(), value=-1)
    return lambda: vote_answer(answer=given, by=by, value=-1, reason="dangerous")


def take_a_vote_back() -> Callable:
    given, by = make_answer(), make_user()
    for voter in (make_user(), by):
        vote_answer(answer=given, by=voter, value=-1)
    return lambda: vote_answer(answer=given, by=by, value=0)


def say_it_worked() -> Callable:
    given = make_answer()
    accept_answer(answer=given, by=given.question.author)
    return lambda: say_solved_too(answer=given)


def turn_a_vote() -> Callable:
    given, by = make_answer(), make_user()
    vote_answer(answer=given, by=by, value=1)
    return lambda: vote_answer(answer=given, by=by, value=-1)


def join() -> Callable:
    question, by = make_question(), make_user()
    return lambda: join_affected(question=question, by=by)


def leave() -> Callable:
    question, by = make_question(), make_user()
    join_affected(question=question, by=by)
    return lambda: leave_affected(question=question, by=by)


def accept() -> Callable:
    given = make_answer()
    return lambda: accept_answer(answer=given, by=given.question.author)


def accept_another() -> Callable:
    former = make_answer()
    better = make_answer(question=former.question)
    accept_answer(answer=former, by=former.question.author)
    return lambda: accept_answer(answer=better, by=former.question.author)


def withdraw() -> Callable:
    given = make_answer()
    accept_answer(answer=given, by=given.question.author)
    return lambda: withdraw_acceptance(question=given.question, by=given.question.author)


def confirm() -> Callable:
    given = make_answer(now=timezone.now() - timedelta(days=8))
    by = make_user(roles="moderator")
    return lambda: confirm_answer(answer=given, by=by)


def object_to_a_confirmation() -> Callable:
    given = make_answer(now=timezone.now() - timedelta(days=8))
    confirm_answer(answer=given, by=make_user(roles="moderator"))
    return lambda: say_still_open(question=given.question, by=given.question.author)


def accept_the_confirmed() -> Callable:
    given = make_answer(now=timezone.now() - timedelta(days=8))
    confirm_answer(answer=given, by=make_user(roles="moderator"))
    return lambda: accept_answer(answer=given, by=given.question.author)


def sign() -> Callable:
    given, by = make_answer(), make_signer()
    return lambda: sign_answer(answer=given, by=by, valid_version="7.32")


def sign_anew() -> Callable:
    given, by = make_answer(), make_signer()
    sign_answer(answer=given, by=by)
    return lambda: sign_answer(answer=given, by=by, valid_version="7.32")


def end_what_was_signed() -> Callable:
    given, by = make_answer(), make_signer()
    mark = sign_answer(answer=given, by=by)
    return lambda: end_official_mark(mark=mark, by=by, because="Outdated")


def decline_what_was_signed() -> Callable:
    given = make_answer()
    mark = sign_answer(answer=given, by=make_signer())
    return lambda: decline_official_mark(mark=mark, by=given.author)


def promote() -> Callable:
    given, by = make_answer(), make_user(roles="curator")
    return lambda: promote_answer(answer=given, by=by)


def edit() -> Callable:
    by = make_user(roles="curator")
    article = make_article(by=by)
    return lambda: edit_article(
        article=article,
        by=by,
        version=1,
        fields=ArticleFields(title="A better title", applies="When", cause="Why", solution="How"),
    )


def publish() -> Callable:
    by = make_user(roles="curator")
    draft = promote_answer(answer=make_answer(), by=make_user(roles="curator"))
    return lambda: approve_article(article=draft, by=by)


def unpublish() -> Callable:
    by = make_user(roles="curator")
    article = make_article(by=by)
    return lambda: unpublish_article(article=article, by=by)


def join_the_community() -> Callable:
    number = uuid4().hex[:12]
    return lambda: create_member(display_name=f"Person {number}", email=f"{number}@example.org")


def grant_a_role() -> Callable:
    user, by = make_user(), make_user(roles="administrator")
    return lambda: grant_role(user=user, role="curator", by=by, reason="writes well")


def grant_a_mark() -> Callable:
    user, by, company = make_user(), make_user(roles="administrator"), make_organisation()
    return lambda: grant_affiliation(
        user=user,
        kind="employee",
        organisation=company,
        role_title="Customer Care",
        full_name="Miriam Vogt",
        evidence="contract",
        by=by,
    )


def end_a_mark() -> Callable:
    affiliation, by = make_affiliation(user=make_user()), make_user(roles="administrator")
    return lambda: end_affiliation(affiliation=affiliation, by=by, because="left")


def decide_about_a_mark() -> Callable:
    list_domain()
    asked = request_affiliation(
        user=make_member(email="kim@corp.de"),
        kind="employee",
        organisation=make_organisation(),
        role_title="Customer Care",
        full_name="Kim Larsen",
    )
    by = make_user(roles="administrator")
    return lambda: decide_affiliation_request(request=asked, by=by, granted=True)


def lose_a_mailbox() -> Callable:
    list_domain()
    affiliation = make_proved_employee()
    address = EmailAddress.objects.filter(user=affiliation.user)
    return transaction.atomic(address.delete)


def prove_a_mark_again() -> Callable:
    list_domain()
    affiliation = make_proved_employee()
    token = renewal_link(affiliation).token
    return lambda: renew_affiliation_by_mailbox(token=token, by=affiliation.user)


def rename() -> Callable:
    user, name = make_user(), f"Otter {uuid4().hex[:12]}"
    return lambda: rename_member(user=user, display_name=name, by=user)


def show_a_picture() -> Callable:
    user = make_user()
    return lambda: set_avatar(user=user, picture=b"drawn", by=user)


def tell() -> Callable:
    ids, key = [make_user().pk, make_user().pk], uuid4().hex
    return lambda: notify(user_ids=ids, kind="answered", subject_id=1, key=key)


def read_all() -> Callable:
    user = make_user()
    notify(user_ids=[user.pk], kind="answered", subject_id=1, key="answered:1")
    return lambda: mark_all_read(user=user)


def retag() -> Callable:
    question = make_question(tags=["wifi"])
    return lambda: retag_question(question=question, by=question.author, tags=["dsl", "router"])


def merge_two_tags() -> Callable:
    make_question(tags=["wlan", "wifi"])
    make_question(tags=["wlan"])
    tag, into = Tag.objects.get(name="wlan"), Tag.objects.get(name="wifi")
    follow_topic(topic=tag, by=make_user())
    by = make_user(roles="moderator")
    return lambda: merge_tags(tag=tag, into=into, by=by)


def rename_a_tag() -> Callable:
    make_question(tags=["wlan"])
    tag, by = Tag.objects.get(name="wlan"), make_user(roles="moderator")
    return lambda: rename_tag(tag=tag, by=by, name="wifi")


def an_accepted_answer():
    given = make_answer(question=make_question(tags=["wifi"]))
    accept_answer(answer=given, by=given.question.author)
    vote_answer(answer=given, by=make_user(), value=1)
    return given


def hide_an_answer() -> Callable:
    given, by = an_accepted_answer(), make_user(roles="moderator")
    return lambda: hide_post(post=given, by=by, reason="other", explanation="See the rules.")


def hide_a_question() -> Callable:
    given, by = an_accepted_answer(), make_user(roles="moderator")
    return lambda: hide_post(
        post=given.question, by=by, reason="other", explanation="See the rules."
    )


def show_a_question_again() -> Callable:
    given, by = an_accepted_answer(), make_user(roles="moderator")
    hide_post(post=given.question, by=by, reason="other", explanation="See the rules.")
    return lambda: restore_post(post=given.question, by=by, explanation="It is fine.")


def report() -> Callable:
    by, key = make_user(), uuid4()
    return lambda: report_content(path="/en/rules/", reason="other", submission=key, by=by)


def uphold_a_report() -> Callable:
    given, by = an_accepted_answer(), make_user(roles="moderator")
    path = f"{given.question.get_absolute_url()}#answer-{given.pk}"
    made = report_content(path=path, reason="insult", submission=uuid4())
    return lambda: uphold_report(
        report=made.report, by=by, reason="insult", explanation="Please stay friendly."
    )


def dismiss_a_report() -> Callable:
    by = make_user(roles="moderator")
    made = report_content(path="/en/rules/", reason="other", submission=uuid4())
    return lambda: dismiss_report(report=made.report, by=by, note="It is fine.")


def release_a_held_post() -> Callable:
    given, by = make_question(), make_user(roles="moderator")
    with transaction.atomic():
        withhold(post=given, hidden_as="held", by=None, at=timezone.now())
    return lambda: release_post(post=given, by=by)


def mask() -> Callable:
    """With a history, a signed text, and an article made from it."""
    signer = make_signer()
    question = make_question(body="Who knows 0171 2345678?")
    answer = make_answer(question=question, author=signer, body="Call 0171 2345678.")
    sign_answer(answer=answer, by=signer)
    make_article(answer=answer)
    by = make_user(roles="moderator")
    answer.refresh_from_db()
    return lambda: mask_post(post=answer, by=by, strings=["0171 2345678"], also=[question])


USE_CASES = [
    *(hide_an_answer, hide_a_question, show_a_question_again, release_a_held_post),
    *(mask, report, uphold_a_report, dismiss_a_report),
    retag,
    merge_two_tags,
    rename_a_tag,
    *(comment, call_it_dangerous, take_a_vote_back, say_it_worked),
    *(ask, answer, vote, turn_a_vote, join, leave, accept, accept_another, withdraw),
    *(confirm, object_to_a_confirmation, accept_the_confirmed),
    *(sign, sign_anew, end_what_was_signed, decline_what_was_signed),
    *(promote, edit, publish, unpublish),
    *(rename, show_a_picture),
    *(join_the_community, grant_a_role, grant_a_mark, end_a_mark, tell, read_all),
    *(decide_about_a_mark, lose_a_mailbox, prove_a_mark_again),
]


@contextmanager
def failing(number: int) -> Iterator[list[str]]:
    """Let the statement of this number fail before it reaches the database; 0 for none."""
    seen: list[str] = []

    def count_or_fail(execute, sql, params, many, context):
        seen.append(sql)
        if len(seen) == number:
            raise OperationalError("The connection was lost.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count_or_fail):
        yield seen


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no row behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows() -> dict[str, list]:
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for app in APPS
        for model in apps.get_app_config(app).get_models()
    }


def more(before: dict[str, list], after: dict[str, list]) -> dict[str, int]:
    """How many rows of which table came or went."""
    return {label: len(after[label]) - len(before[label]) for label in after}


def statements_of(use_case: Callable) -> tuple[int, dict[str, int]]:
    """How many statements an undisturbed run has, and what it leaves."""
    with undone():
        act = use_case()
        before = rows()
        with failing(0) as seen:
            act()
        return len(seen), more(before, rows())


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda use_case: use_case.__name__)
def test_use_case_happens_as_a_whole_or_not_at_all(use_case):
    """F-31, F-34: the recorded event is part of it."""
    count, undisturbed = statements_of(use_case)
    assert count > 2

    for number in range(1, count + 1):
        with undone():
            act = use_case()
            before = rows()
            with failing(number) as seen, pytest.raises(OperationalError):
                act()
            assert rows() == before, seen[-1]
            act()
            assert more(before, rows()) == undisturbed, seen[-1]


def settle() -> None:
    """Deliver until nothing is due, with no pause after a failure."""
    while Delivery.objects.open().exists():
        Delivery.objects.open().update(not_before="2026-01-01T00:00:00Z")
        relay.deliver_pending()


def deliver_an_acceptance() -> Callable:
    given = make_answer()
    settle()
    accept_answer(answer=given, by=given.question.author)
    return settle


def test_events_reach_every_handler_whichever_statement_fails():
    """F-05, F-31: a relay that dies anywhere leaves nothing undone and nothing done twice."""
    count, undisturbed = statements_of(deliver_an_acceptance)
    assert undisturbed["knowledge.Candidate"] == undisturbed["notifications.Notice"] == 1

    for number in range(1, count + 1):
        with undone():
            deliver = deliver_an_acceptance()
            before = rows()
            with failing(number) as seen, suppress(OperationalError):
                relay.deliver_pending()
            deliver()
            assert more(before, rows()) == undisturbed, seen[-1]
