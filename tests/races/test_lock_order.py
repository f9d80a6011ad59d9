"""Whoever locks several rows locks them in the one order, so nobody waits in a circle (C-17)."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community.actions.closing import close_question
from community.actions.confirming import confirm_answer
from community.actions.deciding import CannotDecide
from community.actions.duplicates import decide_duplicate, propose_duplicate
from community.actions.editing import edit_answer, edit_question
from community.actions.hiding import hide_post
from community.actions.marking import mark_posts
from community.actions.masking import mask_post
from community.actions.merging import merge_questions
from community.actions.questions import ask_question
from community.actions.signing_answers import sign_answer
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.events import AnswerConfirmed, AnswerSigned, CommentPosted, PostRestored
from community.handlers.commenting import tell_of_comment, tell_of_what_was_held
from community.handlers.confirming import tell_about_confirmation
from community.handlers.signing_answers import tell_author_and_asker
from community.models import Answer, Comment, Image, Mention, Question
from community.moderation.actions.deciding import uphold_report
from community.moderation.actions.reporting import report_content
from community.moderation.models import Report
from config.personal_data import Leaver, declared
from knowledge.actions.article_text import fields_of
from knowledge.actions.candidates import propose_candidate
from knowledge.actions.forgetting import forget_names
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import unpublish_article
from knowledge.actions.retiring import retire_article
from knowledge.actions.sources import add_source
from knowledge.actions.writing_up import write_up_candidate
from knowledge.models import Candidate
from tests.community.images.uploading import make_image, showing
from tests.factories import (
    make_affiliation,
    make_answer,
    make_article,
    make_comment,
    make_question,
    make_signer,
    make_user,
)
from tests.races.lines import one_behind_the_other
from tests.races.parallel import ROUNDS, at_once, failures

HIDDEN = {"reason": "insult", "explanation": "See the house rules."}


@pytest.mark.parametrize("other", ["merged", "closed"])
def test_duplicate_is_decided_while_its_question_is_decided_otherwise(moderator, other):
    for _ in range(ROUNDS):
        leading, question, original, into = (make_question() for _ in range(4))
        close_question(question=leading, by=moderator, reason="duplicate", original=question)
        proposal = propose_duplicate(question=question, original=original, by=moderator)
        decide = partial(decide_duplicate, proposal=proposal, by=moderator, is_taken=True)
        merge = partial(merge_questions, question=question, into=into, by=moderator)
        close = partial(
            close_question, question=question, by=moderator, reason="duplicate", original=into
        )
        results = at_once([decide, merge if other == "merged" else close] * 3)

        assert all(isinstance(problem, CannotDecide) for problem in failures(results))
        leading.refresh_from_db()
        assert leading.duplicate_of in {original, into}


def test_answer_that_solved_a_merged_question_is_hidden_while_its_thread_moves_on(moderator):
    merged, into, elsewhere = make_question(), make_question(), make_question()
    answer = solution_that_moved(merged, into, moderator)

    results = one_behind_the_other(
        Answer.objects.filter(pk=answer.pk),
        [
            partial(hide_post, post=answer, by=moderator, **HIDDEN),
            partial(merge_questions, question=into, into=elsewhere, by=moderator),
        ],
    )

    assert failures(results) == []
    merged.refresh_from_db()
    assert merged.accepted_answer is None


def test_answer_whose_thread_was_merged_meanwhile_is_hidden_where_it_stands_now(moderator):
    question, into = make_question(), make_question()
    answer = make_answer(question=question)
    accept_answer(answer=answer, by=question.author)

    results = one_behind_the_other(
        Question.objects.filter(pk=question.pk),
        [
            partial(merge_questions, question=question, into=into, by=moderator),
            partial(hide_post, post=answer, by=moderator, **HIDDEN),
        ],
    )

    assert failures(results) == []
    question.refresh_from_db()
    into.refresh_from_db()
    assert question.accepted_answer is None
    assert into.answer_count == 0


def test_answer_is_held_while_its_thread_moves_on(moderator, settings):
    settings.HOLD, settings.HOLD_WORDS = "words", ["cheap"]
    merged, into, elsewhere = make_question(), make_question(), make_question()
    answer = solution_that_moved(merged, into, moderator)

    results = one_behind_the_other(
        Answer.objects.filter(pk=answer.pk),
        [
            partial(edit_answer, answer=answer, by=answer.author, version=1, body="A cheap one."),
            partial(merge_questions, question=into, into=elsewhere, by=moderator),
        ],
    )

    assert failures(results) == []
    answer.refresh_from_db()
    assert answer.hidden_as == "held"


def test_solution_of_two_askers_is_hidden_while_they_meet_elsewhere(moderator):
    merged, into = make_question(), make_question()
    answer = solution_that_moved(merged, into, moderator)
    accept_answer(answer=answer, by=into.author)
    other = make_answer(question=make_question(author=merged.author), author=into.author)

    results = one_behind_the_other(
        Question.objects.filter(pk=merged.pk),
        [
            partial(hide_post, post=answer, by=moderator, **HIDDEN),
            partial(accept_answer, answer=other, by=merged.author),
        ],
    )

    assert failures(results) == []


def test_report_is_upheld_while_asker_and_answerer_meet_elsewhere(moderator):
    asker, answerer, later = make_user(), make_user(), make_user()
    question = make_question(author=asker)
    for author in answerer, later:
        vote_answer(answer=make_answer(question=question, author=author), by=asker, value=1)
    other = make_answer(question=make_question(author=asker), author=answerer)

    results = one_behind_the_other(
        User.objects.filter(pk=later.pk),
        [
            partial(uphold_report, report=reported(question), by=moderator, **HIDDEN),
            partial(accept_answer, answer=other, by=asker),
        ],
    )

    assert failures(results) == []


def test_report_of_a_comment_is_upheld_while_its_author_is_marked(moderator, administrator):
    writer, later = make_user(), make_user()
    comment = make_comment(author=writer)
    vote_answer(answer=make_answer(author=later), by=writer, value=1)

    results = one_behind_the_other(
        User.objects.filter(pk=later.pk),
        [
            marking(writer, administrator),
            partial(uphold_report, report=reported(comment), by=moderator, **HIDDEN),
        ],
    )

    assert failures(results) == []


def test_report_is_upheld_while_its_thread_is_masked(moderator):
    answer = make_answer(body="Call 0171 2345678.")
    other = make_user(roles="moderator")

    results = one_behind_the_other(
        Question.objects.filter(pk=answer.question_id),
        [
            partial(uphold_report, report=reported(answer), by=moderator, **HIDDEN),
            partial(mask_post, post=answer, by=other, strings=["0171 2345678"]),
        ],
    )

    assert failures(results) == []


def test_people_are_told_of_a_comment_while_two_of_them_meet_elsewhere():
    talker, asker = make_user(), make_user()
    question = make_question(author=asker)
    make_comment(question=question, author=talker)
    comment = make_comment(question=question)

    assert_both_told_and_accepted(
        *(asker, talker),
        [partial(tell_of_comment, CommentPosted(question.pk, None, comment.pk))],
    )


def test_people_are_told_of_a_shown_comment_while_two_of_them_meet_elsewhere():
    """Whom it speaks to by name is told by a delivery of its own, which holds nobody else."""
    talker, mentioned = make_user(), make_user()
    question = make_question(author=talker)
    comment = make_comment(question=question)
    Mention.objects.create(comment=comment, person=mentioned)
    shown = PostRestored("comment", comment.pk, question.pk)

    assert_both_told_and_accepted(
        *(mentioned, talker),
        [partial(tell_of_what_was_held, shown)],
    )


def test_two_are_told_of_a_confirmation_while_they_meet_elsewhere(moderator):
    answerer, asker = make_user(), make_user()
    long_ago = timezone.now() - timedelta(days=8)
    answer = make_answer(question=make_question(author=asker), author=answerer, now=long_ago)
    confirm_answer(answer=answer, by=moderator)

    assert_both_told_and_accepted(
        *(asker, answerer),
        [partial(tell_about_confirmation, AnswerConfirmed(answer.question_id, answer.pk))],
    )


def test_two_are_told_of_a_signature_while_they_meet_elsewhere():
    asker, answerer = make_user(), make_user()
    long_ago = timezone.now() - timedelta(days=8)
    answer = make_answer(question=make_question(author=asker), author=answerer, now=long_ago)
    mark = sign_answer(answer=answer, by=make_signer())

    assert_both_told_and_accepted(
        *(answerer, asker),
        [partial(tell_author_and_asker, AnswerSigned(answer.question_id, answer.pk, mark.pk))],
    )


def test_draft_is_filled_while_it_is_retired(curator):
    answer = make_answer()
    propose_candidate(answer_id=answer.pk)
    draft = promote_answer(answer=answer, by=curator)
    candidate = Candidate.objects.get(answer=answer)

    results = one_behind_the_other(
        Question.objects.filter(pk=answer.question_id),
        [
            partial(
                write_up_candidate,
                candidate=candidate,
                by=curator,
                and_submit=False,
                fields=fields_of(draft),
            ),
            partial(retire_article, article=draft, by=curator, retired_as="wrong"),
        ],
    )

    assert failures(results) == []


def test_two_reports_of_one_image_are_upheld_by_two_moderators(moderator):
    image = make_image(by=make_user())
    make_question(body=showing(image))
    first, second = reported(image), reported(image)

    results = one_behind_the_other(
        Image.objects.filter(pk=image.pk),
        [
            partial(uphold_report, report=first, by=moderator, **HIDDEN),
            partial(uphold_report, report=second, by=make_user(roles="moderator"), **HIDDEN),
        ],
    )

    assert failures(results) == []
    assert not Report.objects.open().exists()


@pytest.mark.parametrize("change", ["masked", "name forgotten"])
def test_articles_of_a_thread_change_while_a_translation_is_unpublished(moderator, curator, change):
    answer = make_answer(body="Ask Bo Lindqvist: 0171 2345678.")
    elsewhere = make_answer()
    original = make_article(answer=answer)
    add_source(article=original, answer=elsewhere, by=curator)
    other = make_answer(question=elsewhere.question)
    german = make_article(answer=other, language="de", original=original, original_version=1)
    calls = {
        "masked": partial(mask_post, post=answer, by=moderator, strings=["0171 2345678"]),
        "name forgotten": partial(forget_names, Leaver(0, names=("Bo Lindqvist",))),
    }

    results = one_behind_the_other(
        Question.objects.filter(pk=elsewhere.question_id),
        [calls[change], partial(unpublish_article, article=german, by=curator)],
    )

    assert failures(results) == []
    german.refresh_from_db()
    original.refresh_from_db()
    assert german.original_version == original.version == 2


@pytest.mark.parametrize("other", ["asked", "voted"])
def test_questions_of_a_leaver_go_one_by_one(other):
    used = make_question(tags=["alpha", "beta"])
    leaver = make_user()
    first = make_question(author=leaver, tags=["beta"])
    second = make_question(author=leaver, tags=["alpha"])
    vote_answer(answer=make_answer(question=first, author=leaver), by=make_user(), value=1)
    held, voted = (make_answer(question=second, author=leaver) for _ in range(2))
    ask = partial(ask_question, by=used.author, title="Another box?", body="Red.", language="en")
    calls = {
        "asked": partial(ask, tags=["alpha", "beta"]),
        "voted": partial(vote_answer, answer=voted, by=make_user(), value=1),
    }

    results = one_behind_the_other(
        Answer.objects.filter(pk=held.pk), [erasing(Question, "author", leaver), calls[other]]
    )

    assert failures(results) == []
    second.refresh_from_db()
    assert second.title == "Removed question"


@pytest.mark.parametrize("other", ["marked", "removed"])
def test_answers_move_while_those_of_one_person_change(moderator, administrator, other):
    """An edited row stands last in the table."""
    question, person = make_question(), make_user()
    author = person if other == "removed" else None
    first, second = (make_answer(question=question, author=author) for _ in range(2))
    if other == "marked":
        for answer in first, second:
            vote_answer(answer=answer, by=person, value=1)
    Answer.objects.filter(pk=first.pk).update(body="Hold it for ten seconds.")
    calls = {
        "marked": marking(person, administrator),
        "removed": erasing(Answer, "author", person),
    }

    results = one_behind_the_other(
        Answer.objects.filter(pk=second.pk),
        [
            partial(merge_questions, question=question, into=make_question(), by=moderator),
            calls[other],
        ],
    )

    assert failures(results) == []


def test_comments_move_while_those_of_a_leaver_go(moderator):
    leaver, question = make_user(), make_question()
    first, second = (make_comment(question=question, author=leaver) for _ in range(2))
    Comment.objects.filter(pk=first.pk).update(submission=uuid4())

    results = one_behind_the_other(
        Comment.objects.filter(pk=second.pk),
        [
            partial(merge_questions, question=question, into=make_question(), by=moderator),
            erasing(Comment, "author", leaver),
        ],
    )

    assert failures(results) == []


def test_mentions_of_a_leaver_go_one_by_one():
    lena = make_user(display_name="Lena Brandt")
    answer = make_answer(body="Ask @Lena Brandt.")
    between = make_question(body="Where is @Lena Brandt?")
    question = answer.question
    edit_question(
        question=question, by=question.author, version=1, title="Solved?", body="@Lena Brandt did."
    )

    results = one_behind_the_other(
        Question.objects.filter(pk=between.pk),
        [
            erasing(Mention, "person", lena),
            partial(edit_answer, answer=answer, by=answer.author, version=1, body="Ask nobody."),
        ],
    )

    assert failures(results) == []
    assert not Mention.objects.filter(person=lena).exists()


def solution_that_moved(merged: Question, into: Question, moderator: User) -> Answer:
    answer = make_answer(question=merged)
    accept_answer(answer=answer, by=merged.author)
    merge_questions(question=merged, into=into, by=moderator)
    answer.refresh_from_db()
    return answer


def assert_both_told_and_accepted(asker: User, answerer: User, deliveries: list) -> None:
    """Who is told first is held, so that a delivery stands still after him or before."""
    other = make_answer(question=make_question(author=asker), author=answerer)
    told = [transaction.atomic(delivery) for delivery in deliveries]

    results = one_behind_the_other(
        User.objects.filter(pk=asker.pk), [*told, partial(accept_answer, answer=other, by=asker)]
    )

    assert failures(results) == []


def reported(post) -> Report:
    path = post.get_absolute_url()
    return report_content(path=path, reason="insult", submission=uuid4(), by=make_user()).report


def marking(person: User, administrator: User):
    since = timezone.now() - timedelta(days=5)
    affiliation = make_affiliation(user=person)
    mark = partial(mark_posts, affiliation=affiliation, by=administrator)
    return partial(mark, since=since, because="He works there.")


def erasing(model, field: str, person: User):
    (entry,) = [each for each in declared() if (each.model, each.field) == (model, field)]
    return partial(entry.erase_rows_of, Leaver(person.pk, keeps_texts=False))
