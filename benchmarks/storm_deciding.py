"""What authors do with their posts in a storm, and what staff decide about them."""

import random
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from benchmarks.storm_crowd import Act, Crowd, hot
from community.actions.closing import close_question, reopen_question
from community.actions.confirming import confirm_answer, withdraw_confirmation
from community.actions.deleting import delete_post, undelete_post
from community.actions.duplicates import decide_duplicate, propose_duplicate
from community.actions.editing import edit_answer, edit_comment, edit_question
from community.actions.hiding import hide_post, restore_post
from community.actions.masking import mask_post
from community.actions.merging import merge_questions
from community.actions.proposals import propose_edit, take_proposal
from community.actions.retagging import retag_question
from community.models import Answer, Comment, DuplicateProposal, EditProposal, Mention, Question
from community.moderation.actions.deciding import uphold_report
from community.moderation.actions.reporting import report_content
from community.moderation.models import Report
from config.personal_data import Leaver, declared

Post = Question | Answer | Comment
TAGS = ("wifi", "dns", "esim", "tv", "roaming")
NUMBER = "0171 2345678"
EXPLAINED = "See the house rules."


def _post(dice: random.Random) -> Post:
    """Questions least of all: what hangs on them is away with them."""
    model = dice.choice([Question, Answer, Answer, Comment, Comment])
    return hot(model.objects.select_related("author"), dice)


def _question(dice: random.Random) -> Question:
    return hot(Question.objects.select_related("author"), dice)


def _edit(crowd: Crowd, dice: random.Random) -> None:
    post, body = _post(dice), f"It is {dice.random()}. Call {NUMBER}."
    own = {"by": post.author, "version": post.version, "body": body}
    if isinstance(post, Question):
        edit_question(question=post, title=post.title, tags=dice.sample(TAGS, 3), **own)
    elif isinstance(post, Answer):
        edit_answer(answer=post, **own)
    else:
        edit_comment(comment=post, **own)


def _propose_edit(crowd: Crowd, dice: random.Random) -> None:
    post, body = _post(dice), f"Rather {dice.random()}."
    title = post.title if isinstance(post, Question) else ""
    by = dice.choice(crowd.people)
    propose_edit(post=post, by=by, version=post.version, title=title, body=body)


def _take_edit(crowd: Crowd, dice: random.Random) -> None:
    if proposal := hot(EditProposal.objects.all(), dice):
        take_proposal(proposal=proposal, by=proposal.post.author)


def _retag(crowd: Crowd, dice: random.Random) -> None:
    by = dice.choice(crowd.moderators)
    retag_question(question=_question(dice), by=by, tags=dice.sample(TAGS, 3))


def _close(crowd: Crowd, dice: random.Random) -> None:
    reason = dice.choice([Question.Closed.DUPLICATE, Question.Closed.OUTDATED])
    original = _question(dice) if reason == Question.Closed.DUPLICATE else None
    by = dice.choice(crowd.moderators)
    close_question(question=_question(dice), by=by, reason=reason, original=original)


def _reopen(crowd: Crowd, dice: random.Random) -> None:
    if closed := hot(Question.objects.exclude(closed_at=None), dice):
        reopen_question(question=closed, by=dice.choice(crowd.moderators))


def _merge(crowd: Crowd, dice: random.Random) -> None:
    by = dice.choice(crowd.moderators)
    merge_questions(question=_question(dice), into=_question(dice), by=by)


def _propose_duplicate(crowd: Crowd, dice: random.Random) -> None:
    by = dice.choice(crowd.moderators)
    propose_duplicate(question=_question(dice), original=_question(dice), by=by)


def _decide_duplicate(crowd: Crowd, dice: random.Random) -> None:
    if proposal := hot(DuplicateProposal.objects.open(), dice):
        is_taken, by = dice.random() < 0.5, dice.choice(crowd.moderators)
        decide_duplicate(proposal=proposal, by=by, is_taken=is_taken)


def _hide(crowd: Crowd, dice: random.Random) -> None:
    by, reason = dice.choice(crowd.moderators), dice.choice(["insult", "other"])
    hide_post(post=_post(dice), by=by, reason=reason, explanation=EXPLAINED)


def _restore(crowd: Crowd, dice: random.Random) -> None:
    model = dice.choice([Question, Answer, Comment])
    if hidden := hot(model.objects.filter(hidden_as="moderator"), dice):
        restore_post(post=hidden, by=dice.choice(crowd.moderators), explanation=EXPLAINED)


def _mask(crowd: Crowd, dice: random.Random) -> None:
    answer = hot(Answer.objects.select_related("question"), dice)
    also = Comment.objects.filter(question=answer.question_id, body__contains=NUMBER)
    mask_post(post=answer, also=also[:5], by=dice.choice(crowd.moderators), strings=[NUMBER])


def _report(crowd: Crowd, dice: random.Random) -> None:
    path, key = _post(dice).get_absolute_url(), UUID(int=dice.getrandbits(128))
    report_content(path=path, reason="insult", submission=key, by=dice.choice(crowd.people))


def _uphold(crowd: Crowd, dice: random.Random) -> None:
    if report := hot(Report.objects.open(), dice):
        by = dice.choice(crowd.moderators)
        uphold_report(report=report, by=by, reason="insult", explanation=EXPLAINED)


def _delete(crowd: Crowd, dice: random.Random) -> None:
    post = _post(dice)
    delete_post(post=post, by=post.author)


def _undelete(crowd: Crowd, dice: random.Random) -> None:
    post = _post(dice)
    undelete_post(post=post, by=post.author)


def _confirm(crowd: Crowd, dice: random.Random) -> None:
    """As if the asker had had his week."""
    by, later = dice.choice(crowd.moderators), timezone.now() + timedelta(days=8)
    confirm_answer(answer=hot(Answer.objects, dice), by=by, now=later)


def _doubt(crowd: Crowd, dice: random.Random) -> None:
    withdraw_confirmation(question=_question(dice), by=dice.choice(crowd.moderators))


def _erase(crowd: Crowd, dice: random.Random) -> None:
    """Somebody takes his texts along."""
    leaver = Leaver(dice.choice(crowd.people).pk, keeps_texts=False)
    for entry in declared():
        if entry.model in {Question, Answer, Comment, Mention}:
            entry.erase_rows_of(leaver)


# Each with how often it happens among the others.
DECIDING: dict[str, tuple[float, Act]] = {
    "edit": (4, _edit),
    "propose-edit": (1, _propose_edit),
    "take-edit": (1, _take_edit),
    "retag": (1, _retag),
    "close": (0.5, _close),
    "reopen": (1, _reopen),
    "merge": (0.2, _merge),
    "propose-duplicate": (1, _propose_duplicate),
    "decide-duplicate": (0.5, _decide_duplicate),
    "hide": (1, _hide),
    "restore": (2, _restore),
    "mask": (0.5, _mask),
    "report": (1, _report),
    "uphold": (0.5, _uphold),
    "delete": (0.5, _delete),
    "undelete": (1, _undelete),
    "confirm": (2, _confirm),
    "doubt": (0.5, _doubt),
    "erase": (0.2, _erase),
}
