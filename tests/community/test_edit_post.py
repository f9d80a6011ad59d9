"""Edits: on top of what was seen, with a revision each, and nothing lost."""

import pytest

from accounts.models import User
from accounts.privileges import PrivilegeMissing
from community.actions.closing import close_question
from community.actions.editing import (
    CannotEdit,
    EditConflict,
    edit_answer,
    edit_comment,
    edit_question,
    revert_post,
)
from community.actions.posting import MustDeclare
from community.actions.revisions import current_revision
from community.models import Answer, Comment, Question, Revision, Tag
from config.events.models import Event
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_employee,
    make_product,
    make_question,
)

pytestmark = pytest.mark.django_db


def edit(answer, by, body, version=1, **values):
    return edit_answer(answer=answer, by=by, version=version, body=body, **values)


def make_comment(author, question) -> Comment:
    return Comment.objects.create(
        author=author,
        question=question,
        body="Which box is it?",
        body_html="<p>Which box is it?</p>",
        renderer_version=1,
    )


@pytest.fixture
def experienced(stranger):
    User.objects.filter(pk=stranger.pk).update(points=500)
    stranger.refresh_from_db()
    return stranger


def test_author_edits_his_answer(helper):
    answer = make_answer(author=helper, body="Hold the button.")

    edited = edit(answer, helper, "Hold the button for **ten** seconds.", reason="Said how long")

    answer.refresh_from_db()
    assert answer.body == "Hold the button for **ten** seconds."
    assert "<strong>ten</strong>" in answer.body_html
    assert (answer.version, edited.pk) == (2, answer.pk)
    assert answer.edited_at is not None
    first, second = Revision.objects.of(answer).order_by("number")
    assert (first.number, first.body, first.reason) == (1, "Hold the button.", "")
    assert first.created_at == answer.created_at
    assert (second.number, second.body, second.editor) == (2, answer.body, helper)
    assert second.reason == "Said how long"
    assert list(Event.objects.filter(name="community.AnswerEdited").values_list("payload")) == [
        ({"question_id": answer.question_id, "answer_id": answer.pk},)
    ]


def test_question_moves_its_title_slug_tags_and_product(asker):
    question = make_question(author=asker, title="Box blinks red", tags=["router", "led"])
    product = make_product()

    edit_question(
        question=question,
        by=asker,
        version=1,
        title="Box blinks blue",
        body=question.body,
        tags=["router", "wifi"],
        product=product,
    )

    question.refresh_from_db()
    assert (question.title, question.slug) == ("Box blinks blue", "box-blinks-blue")
    assert question.product == product
    assert sorted(tag.name for tag in question.tags.all()) == ["router", "wifi"]
    counts = {tag.name: tag.question_count for tag in Tag.objects.all()}
    assert counts == {"router": 1, "wifi": 1, "led": 0}
    first, second = Revision.objects.of(question).order_by("number")
    assert (first.title, sorted(first.tags), first.product) == (
        "Box blinks red",
        ["led", "router"],
        None,
    )
    assert sorted(second.tags) == ["router", "wifi"]


def test_old_address_of_a_retitled_question_redirects(client, asker):
    question = make_question(author=asker, title="Box blinks red")
    old = question.get_absolute_url()

    edit_question(question=question, by=asker, version=1, title="Box blinks blue", body="Since.")

    question.refresh_from_db()
    assert client.get(old).headers["Location"] == question.get_absolute_url()


def test_tags_and_product_stay_where_they_are_left_out(asker):
    product = make_product()
    question = make_question(author=asker, tags=["router"], product=product)

    edit_question(question=question, by=asker, version=1, title=question.title, body="Since May.")

    question.refresh_from_db()
    assert [tag.name for tag in question.tags.all()] == ["router"]
    assert question.product == product


def test_author_edits_his_comment(helper, asker):
    comment = make_comment(helper, make_question(author=asker))

    edit_comment(comment=comment, by=helper, version=1, body="Which box is it, please?")

    comment.refresh_from_db()
    assert comment.body == "Which box is it, please?"
    assert Revision.objects.of(comment).count() == 2


def test_edit_of_an_older_version_is_refused_and_carries_what_stands(helper):
    """C-07"""
    answer = make_answer(author=helper, body="One.")
    edit(answer, helper, "Two.")

    with pytest.raises(EditConflict) as conflict:
        edit(answer, helper, "Three.")

    assert conflict.value.post.body == "Two."
    assert conflict.value.post.version == 2
    assert Revision.objects.of(answer).count() == 2


@pytest.mark.parametrize(
    "body", ["Hold  the button.", "Hold the button.\n\n", "Hold the button.  "]
)
def test_white_space_that_nobody_sees_makes_no_revision(helper, body):
    answer = make_answer(author=helper, body="Hold the button.")

    edit(answer, helper, body)

    answer.refresh_from_db()
    assert (answer.version, answer.edited_at, answer.body) == (1, None, "Hold the button.")
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    "body", ["One\n\ntwo three", "    One two three", "One  \ntwo three", "One two\nthree"]
)
def test_white_space_that_changes_the_page_is_an_edit(helper, body):
    answer = make_answer(author=helper, body="One two three")

    edit(answer, helper, body)

    answer.refresh_from_db()
    assert answer.version == 2


def test_indentation_of_code_is_an_edit(helper):
    answer = make_answer(author=helper, body="```\nif a:\nb\n```")

    edit(answer, helper, "```\nif a:\n    b\n```")

    answer.refresh_from_db()
    assert answer.version == 2


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\x85"])
def test_other_line_ends_are_no_change(helper, line_end):
    """A-UN-12"""
    answer = make_answer(author=helper, body="First\nsecond\n\nthird")

    edit(answer, helper, line_end.join(["First", "second", "", "third"]))
    assert not Revision.objects.exists()

    edit(answer, helper, line_end.join(["First", "second", "", "fourth"]))
    assert Revision.objects.get(number=2).body == "First\nsecond\n\nfourth"


def test_stranger_without_the_right_may_not_edit(stranger):
    answer = make_answer()

    with pytest.raises(PrivilegeMissing):
        edit(answer, stranger, "Buy another one.")

    answer.refresh_from_db()
    assert answer.version == 1


def test_experienced_member_edits_for_another_customer(helper, experienced):
    answer = make_answer(author=helper)

    edit(answer, experienced, "Hold the button for eleven seconds.")

    revision = Revision.objects.get(number=2)
    assert revision.editor == experienced
    event = Event.objects.get(name="community.PostEditedByOther")
    assert event.payload == {"revision_id": revision.pk}


def test_nobody_edits_what_was_written_for_an_organisation(employee, experienced):
    answer = make_answer(author=employee)

    with pytest.raises(CannotEdit, match="organisation"):
        edit(answer, experienced, "We pay everything back.")


def test_nobody_edits_for_a_customer_who_speaks_for_an_organisation_now(helper, experienced):
    answer = make_answer(author=helper)
    make_affiliation(user=helper)

    with pytest.raises(CannotEdit, match="organisation"):
        edit(answer, experienced, "We pay everything back.")


def test_employee_edits_his_own_under_his_affiliation(employee):
    answer = make_answer(author=employee)

    edit(answer, employee, "Please hold the button for ten seconds.")

    assert Revision.objects.get(number=2).affiliation == answer.affiliation


def test_who_left_no_longer_edits_what_he_wrote_for_the_company(employee):
    answer = make_answer(author=employee)
    type(answer.affiliation).objects.update(ended_at=answer.created_at, ended_because="left")

    with pytest.raises((CannotEdit, MustDeclare)):
        edit(answer, employee, "My company is bad.")


def test_suspended_employee_has_to_wait(employee):
    answer = make_answer(author=employee)
    type(answer.affiliation).objects.update(suspended_at=answer.created_at)

    with pytest.raises(MustDeclare):
        edit(answer, employee, "Something else.")


def test_closed_account_edits_nothing(helper):
    answer = make_answer(author=helper)
    helper.is_active = False

    with pytest.raises(CannotEdit):
        edit(answer, helper, "Something else.")


@pytest.mark.parametrize("which", ["answer", "question"])
def test_hidden_wins_over_an_edit_made_meanwhile(helper, which):
    """C-08"""
    answer = make_answer(author=helper)
    hide(answer if which == "answer" else answer.question)

    with pytest.raises(CannotEdit, match="hidden"):
        edit(answer, helper, "Something else.")

    answer.refresh_from_db()
    assert answer.version == 1


def test_closed_question_takes_no_edits(asker, helper, moderator):
    """A-AZ-17"""
    answer = make_answer(author=helper, question=make_question(author=asker))
    close_question(
        question=answer.question, by=moderator, reason=Question.Closed.OUTDATED, explanation="Old."
    )

    with pytest.raises(CannotEdit, match="closed"):
        edit(answer, helper, "Something else.")


def test_author_undoes_what_another_did(helper, experienced):
    answer = make_answer(author=helper, body="Hold the button.")
    edit(answer, experienced, "Throw it away.")

    revert_post(post=answer, revision=Revision.objects.get(number=1), by=helper, version=2)

    answer.refresh_from_db()
    assert (answer.body, answer.version) == ("Hold the button.", 3)
    assert Revision.objects.get(number=3).reason == "Version 1 restored"


def test_nobody_but_the_author_undoes(helper, experienced):
    answer = make_answer(author=helper)
    edit(answer, helper, "Throw it away.")

    with pytest.raises(CannotEdit, match="author"):
        revert_post(post=answer, revision=Revision.objects.get(number=1), by=experienced, version=2)


def test_state_of_another_post_is_refused(helper):
    answer, other = make_answer(author=helper), make_answer(author=helper)
    edit(other, helper, "Throw it away.")

    with pytest.raises(CannotEdit, match="another post"):
        revert_post(post=answer, revision=Revision.objects.get(number=2), by=helper, version=1)


def test_undo_of_a_title_takes_the_tags_along(asker):
    question = make_question(author=asker, title="Box blinks red", tags=["led"])
    edit_question(
        question=question, by=asker, version=1, title="Box blinks", body="Red.", tags=["wifi"]
    )

    revert_post(post=question, revision=Revision.objects.get(number=1), by=asker, version=2)

    question.refresh_from_db()
    assert question.title == "Box blinks red"
    assert [tag.name for tag in question.tags.all()] == ["led"]


def test_current_revision_is_written_once(helper):
    answer = make_answer(author=helper)

    first, again = current_revision(answer), current_revision(answer)

    assert first == again
    assert (first.number, first.editor, first.body) == (1, helper, answer.body)


def test_edits_of_a_page_come_with_one_query(helper, experienced, count_queries):
    answers = [make_answer(author=helper) for _ in range(3)]
    never = list(Answer.objects.order_by("pk"))
    assert count_queries(lambda: Revision.objects.attach_last_edits(never)) == 0

    for answer in answers:
        edit(answer, experienced, "Hold the button for eleven seconds.")
    shown = list(Answer.objects.order_by("pk"))
    assert count_queries(lambda: Revision.objects.attach_last_edits(shown)) == 1
    assert [answer.last_edit.editor for answer in shown] == [experienced] * 3


def test_another_employee_may_not_edit_a_colleagues_answer(employee):
    answer = make_answer(author=employee)
    colleague = make_employee(display_name="Jan H.", full_name="Jan Holt")

    with pytest.raises(CannotEdit):
        edit(answer, colleague, "Something else.")
