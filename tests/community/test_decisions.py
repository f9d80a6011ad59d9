"""Locking, asking for details, kinds, and who is told of a decision."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.models import Notice
from community.actions.answers import answer_question
from community.actions.closing import close_question
from community.actions.comments import post_comment
from community.actions.deciding import CannotDecide
from community.actions.details import CannotAskForDetails, ask_for_details, details_given
from community.actions.editing import CannotEdit, edit_question
from community.actions.kinds import CannotChangeKind, change_kind
from community.actions.locking import CannotLock, lock_question, unlock_question
from community.actions.merging import merge_questions
from community.actions.posting import CannotPost
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Decision, Question
from community.policies.closing import is_writable
from tests.factories import hide, make_answer, make_question, make_user

pytestmark = pytest.mark.django_db
CAST = ["asker", "helper", "employee", "curator", "moderator", "administrator"]


def path(name: str, question: Question) -> str:
    return reverse(f"community:{name}", args=[question.pk])


def told(user: User) -> list[tuple[str, str]]:
    """What the notices of `user` say, as he would read them."""
    return [
        (row.sentence, row.excerpt)
        for notice in Notice.objects.filter(user=user).order_by("id")
        for row in kinds.get(notice.kind).load([notice.subject_id], user).values()  # type: ignore[union-attr]
    ]


# Locking.


def test_locked_question_takes_nothing_but_signs(moderator, asker, helper, stranger):
    answer = make_answer(question=make_question(author=asker))
    question = lock_question(question=answer.question, by=moderator, explanation="Calm down.")

    with pytest.raises(CannotPost):
        answer_question(question=question, by=helper, body="One more thing.")
    with pytest.raises(CannotPost):
        post_comment(question=question, by=asker, body="One more thing.")
    with pytest.raises(CannotEdit):
        edit_question(question=question, by=asker, version=1, title="New title", body="New text.")
    assert not is_writable(question)
    vote_answer(answer=answer, by=helper, value=1)
    join_affected(question=question, by=stranger)
    accept_answer(answer=answer, by=asker)


def test_moderator_writes_in_a_locked_question(moderator, helper):
    question = lock_question(question=make_question(), by=moderator, explanation="Calm down.")

    assert answer_question(question=question, by=moderator, body="We look into it.")


@pytest.mark.parametrize("cast", CAST)
def test_who_locks_also_unlocks(request, cast, moderator):
    """A-AZ-10"""
    by = request.getfixturevalue(cast)
    is_allowed = cast in {"moderator", "administrator"}
    locked = lock_question(question=make_question(), by=moderator, explanation="Calm down.")

    for act in (
        lambda: lock_question(question=make_question(), by=by, explanation="Calm down."),
        lambda: unlock_question(question=locked, by=by),
    ):
        if is_allowed:
            act()
        else:
            with pytest.raises(CannotDecide):
                act()


def test_locked_twice_is_said(moderator):
    question = lock_question(question=make_question(), by=moderator, explanation="Calm down.")

    with pytest.raises(CannotLock):
        lock_question(question=question, by=moderator, explanation="Again.")
    unlock_question(question=question, by=moderator)
    with pytest.raises(CannotLock):
        unlock_question(question=question, by=moderator)


def test_page_of_a_locked_question_says_so(client, client_of, moderator, helper):
    question = lock_question(question=make_question(), by=moderator, explanation="Calm down.")

    for browser in (client, client_of(helper)):
        text = browser.get(question.get_absolute_url()).content.decode()
        assert "Only moderators can write here for now." in text
        assert "Calm down." in text
        assert 'name="submission"' not in text
    assert "Post answer" in client_of(moderator).get(question.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["question-lock", "question-unlock"])
def test_pages_of_the_lock_are_for_moderators(client_of, curator, moderator, name):
    """A-AZ-01, A-AZ-10"""
    question = make_question()

    assert client_of(curator).get(path(name, question)).status_code == 403
    assert client_of(curator).post(path(name, question)).status_code == 403
    assert client_of(moderator).get(path(name, question)).status_code == 200


def test_lock_needs_a_reason(client_of, moderator):
    question = make_question()

    response = client_of(moderator).post(path("question-lock", question), {"explanation": " "})

    assert response.status_code == 422
    question.refresh_from_db()
    assert question.locked_at is None


# Details.


@pytest.mark.parametrize("cast", CAST)
def test_who_asks_for_details_also_ends_it(request, cast, asker):
    """A-AZ-10"""
    by = request.getfixturevalue(cast)
    question, other = make_question(author=asker), make_question(author=asker)
    ask_for_details(question=other, by=make_user(roles="curator"), explanation="Which box?")

    if cast in {"employee", "curator", "moderator", "administrator"}:
        ask_for_details(question=question, by=by, explanation="Which box?")
        details_given(question=other, by=by)
    else:
        with pytest.raises(CannotDecide):
            ask_for_details(question=question, by=by, explanation="Which box?")
    if cast == "helper":
        with pytest.raises(CannotDecide):
            details_given(question=other, by=by)


def test_role_of_employee_suffices(asker):
    by = make_user(roles="employee")

    question = ask_for_details(question=make_question(author=asker), by=by, explanation="Which?")

    assert question.needs_details_at
    assert Decision.objects.get().role == "employee"


def test_nobody_asks_himself(moderator):
    with pytest.raises(CannotDecide):
        ask_for_details(
            question=make_question(author=moderator), by=moderator, explanation="Which box?"
        )


def test_edit_of_the_asker_gives_the_details(asker, curator):
    question = make_question(author=asker)
    ask_for_details(question=question, by=curator, explanation="Which box?")

    edit_question(
        question=question, by=asker, version=1, title=question.title, body="It is the small box."
    )

    question.refresh_from_db()
    assert question.needs_details_at is None
    assert Decision.objects.filter(question=question, act="details-given").count() == 1


def test_comment_of_the_asker_gives_them_too(asker, helper, curator):
    question = make_question(author=asker)
    ask_for_details(question=question, by=curator, explanation="Which box?")

    post_comment(question=question, by=helper, body="I have that too.")
    question.refresh_from_db()
    assert question.needs_details_at
    post_comment(question=question, by=asker, body="The small box.")

    question.refresh_from_db()
    assert question.needs_details_at is None


def test_closed_question_is_asked_nothing(moderator, curator):
    question = make_question()
    close_question(question=question, by=moderator, reason="outdated")

    with pytest.raises(CannotAskForDetails):
        ask_for_details(question=question, by=curator, explanation="Which box?")


def test_page_says_what_is_missing(client, client_of, asker, curator):
    """A-XS-09"""
    question = make_question(author=asker)
    ask_for_details(question=question, by=curator, explanation="Which <u>box</u>?")

    text = client.get(question.get_absolute_url()).content.decode()
    own = client_of(asker).get(question.get_absolute_url()).content.decode()

    assert "Which &lt;u&gt;box&lt;/u&gt;?" in text
    assert path("question-details-given", question) not in text
    assert path("question-details-given", question) in own
    assert client_of(asker).post(path("question-details-given", question)).status_code == 302
    assert "needs-details" not in client.get(question.get_absolute_url() + "?a").content.decode()


def test_form_with_too_long_a_text_keeps_it(client_of, curator):
    question, words = make_question(), "Which box? " * 80

    response = client_of(curator).post(
        path("question-ask-details", question), {"explanation": words}
    )

    assert response.status_code == 422
    assert words.strip() in response.content.decode()


# Kinds.


def test_staff_sets_a_kind_right(curator):
    question = change_kind(
        question=make_question(), by=curator, kind="complaint", explanation="You complain."
    )

    assert question.kind == "complaint"
    assert Decision.objects.get().reason == "complaint"


@pytest.mark.parametrize("cast", ["helper", "employee", "curator", "moderator", "administrator"])
def test_nobody_talks_a_complaint_away(request, client_of, cast):
    """A complaint is none by its asker's word alone."""
    by = request.getfixturevalue(cast)
    complaint = make_question(kind="complaint")

    with pytest.raises(CannotDecide):
        change_kind(question=complaint, by=by, kind="praise")
    assert client_of(by).get(path("question-kind", complaint)).status_code == 403
    complaint.refresh_from_db()
    assert complaint.kind == "complaint"


def test_asker_says_what_it_is(asker, client_of):
    complaint = make_question(author=asker, kind="complaint")

    response = client_of(asker).post(path("question-kind", complaint), {"kind": "question"})

    assert response.status_code == 302
    complaint.refresh_from_db()
    assert complaint.kind == "question"


def test_what_is_off_topic_does_not_become_a_complaint(moderator):
    question = make_question()
    close_question(question=question, by=moderator, reason="off-topic")

    with pytest.raises(CannotChangeKind):
        change_kind(question=question, by=moderator, kind="complaint")


@pytest.mark.parametrize("kind", ["complaint", "idea", "praise"])
def test_kind_stands_on_the_page(client, kind):
    question = make_question(kind=kind)

    assert kind.capitalize() in client.get(question.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "is_offered"),
    [("question", True), ("complaint", True), ("idea", False), ("praise", False)],
)
def test_nobody_is_asked_whether_praise_is_solved(client_of, asker, kind, is_offered):
    question = make_question(author=asker, kind=kind)
    for _ in range(2):
        make_answer(question=question)

    text = client_of(asker).get(question.get_absolute_url()).content.decode()

    assert ("/accept/" in text) is is_offered


def test_unknown_kind_is_refused(client_of, curator):
    question = make_question()

    assert (
        client_of(curator).post(path("question-kind", question), {"kind": "rant"}).status_code
        == 422
    )


# Who is told.


def test_asker_is_told_with_the_reason(moderator, asker, deliver_events):
    question = make_question(author=asker)
    close_question(question=question, by=moderator, reason="outdated", explanation="Since 7.2.")

    deliver_events()

    assert told(asker) == [
        (
            "Your question was closed",
            "It is about something that no longer exists in this form. Since 7.2.",
        )
    ]


def test_asker_is_told_of_everything_once(moderator, asker, deliver_events):
    question, into = make_question(author=asker), make_question()
    ask_for_details(question=question, by=moderator, explanation="Which box?")
    lock_question(question=question, by=moderator, explanation="Calm down.")
    unlock_question(question=question, by=moderator)
    change_kind(question=question, by=moderator, kind="idea")
    merge_questions(question=question, into=into, by=moderator)

    deliver_events()
    deliver_events()

    assert [sentence for sentence, _excerpt in told(asker)] == [
        "Something is missing in your question",
        "Your question was locked",
        "Your question was unlocked",
        "Your question is now listed as another kind",
        "Your question was merged with another one",
    ]


def test_who_decides_himself_is_not_told(asker, moderator, deliver_events):
    own = make_question(author=moderator)
    lock_question(question=own, by=moderator, explanation="Calm down.")
    change_kind(question=make_question(author=asker), by=asker, kind="idea")

    deliver_events()

    assert told(moderator) == told(asker) == []


def test_what_is_hidden_meanwhile_is_not_told(moderator, asker, deliver_events):
    """A-AZ-07"""
    question = make_question(author=asker)
    lock_question(question=question, by=moderator, explanation="Calm down.")
    deliver_events()

    hide(question)

    assert told(asker) == []


def test_menu_offers_what_one_may(client_of, helper, moderator, curator):
    question = make_question()

    def offered(user: User) -> set[str]:
        text = client_of(user).get(question.get_absolute_url()).content.decode()
        names = ("close", "lock", "ask-details", "kind", "merge", "duplicate")
        return {name for name in names if f"/questions/{question.pk}/actions/{name}" in text}

    assert offered(helper) == set()
    assert offered(curator) == {"close", "ask-details", "kind", "merge", "duplicate"}
    assert offered(moderator) == {"close", "lock", "ask-details", "kind", "merge", "duplicate"}
