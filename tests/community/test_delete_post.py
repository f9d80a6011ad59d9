"""An author takes his post off the page and brings it back."""

import pytest

from community.actions.deleting import CannotDelete, delete_post, undelete_post
from community.actions.hiding import hide_post
from community.actions.solutions import accept_answer
from community.models import Answer, Comment, Question
from community.models.reasons import HiddenFor
from tests.factories import make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db


def test_author_deletes_and_brings_back_his_answer(helper):
    answer = make_answer(author=helper)

    delete_post(post=answer, by=helper)
    question = Question.objects.get()
    assert (Answer.objects.get().hidden_as, question.answer_count) == ("author", 0)

    undelete_post(post=answer, by=helper)
    question.refresh_from_db()
    assert (Answer.objects.get().hidden_at, question.answer_count) == (None, 1)


def test_author_deletes_his_comment_and_his_unanswered_question(asker):
    question = make_question(author=asker)
    comment = make_comment(author=asker, question=question)

    for post in (comment, question):
        delete_post(post=post, by=asker)
        post.refresh_from_db()
        assert post.hidden_as == "author"


@pytest.mark.parametrize("act", [delete_post, undelete_post])
def test_nobody_else_deletes_or_brings_back(helper, stranger, moderator, act):
    """A-AZ-10: both directions need the same right."""
    answer = make_answer(author=helper)
    if act is undelete_post:
        delete_post(post=answer, by=helper)
    before = Answer.objects.values().get()

    for person in (stranger, moderator, answer.question.author):
        with pytest.raises(CannotDelete):
            act(post=answer, by=person)

    assert Answer.objects.values().get() == before


def test_question_that_others_answered_stays(asker):
    question = make_question(author=asker)
    make_answer(question=question)

    with pytest.raises(CannotDelete, match="Others have answered"):
        delete_post(post=question, by=asker)


def test_question_with_own_answers_alone_can_go(asker):
    question = make_question(author=asker)
    make_answer(question=question, author=asker)

    delete_post(post=question, by=asker)

    question.refresh_from_db()
    assert question.is_hidden


def test_question_whose_answers_were_deleted_can_go(asker, helper):
    answer = make_answer(question=make_question(author=asker), author=helper)
    delete_post(post=answer, by=helper)

    delete_post(post=answer.question, by=asker)

    assert Question.objects.get().is_hidden


def test_solution_stays(asker, helper):
    answer = make_answer(question=make_question(author=asker), author=helper)
    accept_answer(answer=answer, by=asker)

    with pytest.raises(CannotDelete, match="solved the question"):
        delete_post(post=answer, by=helper)


def test_author_brings_back_nothing_that_a_moderator_hid(helper, moderator):
    answer = make_answer(author=helper)
    hide_post(post=answer, by=moderator, reason=HiddenFor.INSULT, explanation="An insult.")

    with pytest.raises(CannotDelete, match="moderator"):
        undelete_post(post=answer, by=helper)
    with pytest.raises(CannotDelete, match="hidden already"):
        delete_post(post=answer, by=helper)


def test_comment_comes_back_with_its_answer_and_not_before_it(helper, stranger):
    """Nobody is told “It is back for everybody to read” of what nobody can read."""
    answer = make_answer(author=helper)
    comment = make_comment(answer=answer, author=stranger)
    delete_post(post=comment, by=stranger)
    delete_post(post=answer, by=helper)

    with pytest.raises(CannotDelete, match="The answer it stands under is hidden"):
        undelete_post(post=comment, by=stranger)
    undelete_post(post=answer, by=helper)
    undelete_post(post=comment, by=stranger)

    assert Comment.objects.get().hidden_at is None
    assert Answer.objects.get().comment_count == 1


def test_what_a_moderator_hid_after_its_author_deleted_it_stays_hidden(helper, moderator):
    answer = make_answer(author=helper)
    delete_post(post=answer, by=helper)
    hide_post(post=answer, by=moderator, reason=HiddenFor.INSULT, explanation="An insult.")

    with pytest.raises(CannotDelete, match="moderator"):
        undelete_post(post=answer, by=helper)


def test_both_can_be_done_twice(helper):
    answer = make_answer(author=helper)

    for act in (delete_post, delete_post, undelete_post, undelete_post):
        act(post=answer, by=helper)

    assert Question.objects.get().answer_count == 1
