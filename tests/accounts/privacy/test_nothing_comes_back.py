"""What an erasure took out of texts is in no copy, and no form that was open brings it back."""

import pytest

from community.actions.drafts import keep_draft
from community.actions.editing import EditConflict, edit_answer, edit_comment, edit_question
from community.actions.hiding import hide_post
from community.actions.proposals import propose_edit, take_proposal
from community.actions.signing_answers import sign_answer
from community.models import (
    Answer,
    Comment,
    Decision,
    Draft,
    EditProposal,
    OfficialMark,
    Question,
    Revision,
)
from tests.factories import (
    make_answer,
    make_comment,
    make_member,
    make_question,
    make_signer,
    make_user,
)

SECRET = "My street is Holunderweg 12."
REMOVED = "This text was removed at its author's wish."
QUOTED = "As Lena B. said, hold it for ten seconds."


@pytest.fixture
def editor(db):
    return make_user(points=100_000)


def test_form_opened_before_does_not_bring_a_removed_answer_back(lena, editor, erase):
    """L-GD-02, C-07"""
    answer = make_answer(author=lena, body=SECRET)

    erase(lena, keeps_texts=False)

    with pytest.raises(EditConflict):
        edit_answer(answer=answer, by=editor, version=1, body=f"{SECRET} It is blue.")
    assert "Holunderweg" not in Answer.objects.get().body


def test_form_opened_before_does_not_bring_a_removed_question_back(lena, editor, erase):
    question = make_answer(question=make_question(author=lena, body=SECRET)).question

    erase(lena, keeps_texts=False)

    with pytest.raises(EditConflict):
        edit_question(question=question, by=editor, version=1, title="Where?", body=f"{SECRET}!")
    assert "Holunderweg" not in Question.objects.get().body


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_form_opened_before_does_not_bring_the_name_back(lena, erase, make):
    post = make(body=QUOTED)

    erase(lena)

    with pytest.raises(EditConflict):
        _edit(post, f"{QUOTED} Or longer.")
    post.refresh_from_db()
    assert post.body == "As Former member said, hold it for ten seconds."


def _edit(post, body: str) -> None:
    words = {"by": post.author, "version": 1, "body": body}
    if isinstance(post, Question):
        edit_question(question=post, title=post.title, **words)
    elif isinstance(post, Answer):
        edit_answer(answer=post, **words)
    else:
        edit_comment(comment=post, **words)


def test_edits_go_on_after_an_erasure(lena, erase):
    answer = make_answer(body="Hold it.")
    edit_answer(answer=answer, by=answer.author, version=1, body=QUOTED)
    erase(lena)
    answer.refresh_from_db()

    edited = edit_answer(
        answer=answer, by=answer.author, version=answer.version, body="Hold it longer."
    )

    numbers = Revision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 3, 4]
    assert edited.version == 4


def test_open_proposal_can_be_taken_after_an_erasure(lena, editor, erase):
    answer = make_answer(body=QUOTED)
    proposal = propose_edit(post=answer, by=editor, version=1, body=f"{QUOTED} Or longer.")
    erase(lena)
    proposal.refresh_from_db()

    take_proposal(proposal=proposal, by=answer.author)

    assert Answer.objects.get().body == "As Former member said, hold it for ten seconds. Or longer."


def test_drafts_of_others_lose_a_removed_text(lena, editor, erase):
    """L-GD-02: they would keep it for half a year."""
    posts = {
        "question": make_question(author=lena, body=SECRET),
        "answer": make_answer(author=lena, body=SECRET),
        "comment": make_comment(author=lena, body=SECRET),
    }
    for kind, post in posts.items():
        keep_draft(person=editor, place=f"edit-{kind}:{post.pk}", fields={"body": f"{SECRET} So?"})
    keep_draft(person=editor, place="ask", fields={"body": "My own words."})

    erase(lena, keeps_texts=False)

    assert [draft.place for draft in Draft.objects.all()] == ["ask"]


@pytest.mark.parametrize("place", ["ask", "answer:7", "edit-answer:7"])
def test_drafts_of_others_lose_the_name(lena, editor, erase, place):
    words = {"title": "Lena B. does not answer", "body": QUOTED, "reason": "Lena B. said so"}
    keep_draft(person=editor, place=place, fields=words)

    erase(lena)

    draft = Draft.objects.get()
    assert "Lena" not in str(draft.fields)
    assert draft.fields["body"] == "As Former member said, hold it for ten seconds."


def test_signed_text_loses_the_name(lena, erase):
    answer = make_answer(body=f"**First:** {QUOTED}")
    mark = sign_answer(answer=answer, by=make_signer())

    erase(lena)

    mark = OfficialMark.objects.select_related("revision").get(pk=mark.pk)
    answer.refresh_from_db()
    assert mark.body_html == answer.body_html
    assert "<strong>First:</strong> As Former member said" in mark.body_html
    assert mark.revision.number == answer.version
    assert mark.is_in_force


def test_earlier_signed_text_loses_the_name_however_it_is_written_in_html(erase):
    """The revision that was signed may say no more what was signed."""
    leaver = make_member(email="lena@example.org", display_name="Lena O'Brien")
    answer = make_answer(body="As Lena O'Brien said & did, hold it.")
    mark = sign_answer(answer=answer, by=make_signer())
    edit_answer(answer=answer, by=answer.author, version=1, body="Hold it.")
    Revision.objects.filter(number=1).update(body=REMOVED)

    erase(leaver)

    mark.refresh_from_db()
    assert "As Former member said &amp; did, hold it." in mark.body_html


def test_reasons_of_others_lose_the_name(lena, editor, moderator, erase):
    answer = make_answer(body="Hold it.")
    propose_edit(post=answer, by=editor, version=1, body="Hold it long.", reason="Lena B. said so")
    edit_answer(answer=answer, by=editor, version=1, body="Hold it!", reason="As Lena B. wants")
    hide_post(post=answer, by=moderator, reason="insult", explanation="It insults Lena B. badly.")

    erase(lena)

    reasons = [*Revision.objects.values_list("reason"), *EditProposal.objects.values_list("reason")]
    assert "Lena" not in str(reasons)
    assert Decision.objects.get().explanation == "It insults Former member badly."


def test_comment_that_was_removed_is_edited_no_further(lena, erase):
    comment = make_comment(author=lena, body=SECRET)

    erase(lena, keeps_texts=False)

    assert Comment.objects.get(pk=comment.pk).version == 2
