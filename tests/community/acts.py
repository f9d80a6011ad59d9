"""What people do to each other's posts, each as one function of who does it and what he met."""

from datetime import timedelta
from functools import partial
from itertools import count

from django.utils import timezone

from accounts.models import User
from accounts.privacy.actions import TIME_TO_THINK, request_erasure
from accounts.privacy.erasing import SETTLING, carry_out_due
from community.actions.answers import answer_question
from community.actions.closing import close_question, reopen_question, say_my_case_differs
from community.actions.comments import post_comment
from community.actions.confirming import confirm_answer, say_still_open, withdraw_confirmation
from community.actions.deleting import delete_post, undelete_post
from community.actions.details import ask_for_details, details_given
from community.actions.duplicates import decide_duplicate, propose_duplicate
from community.actions.editing import edit_answer, edit_comment, edit_question
from community.actions.feedback import say_solved_too
from community.actions.following import follow_question
from community.actions.hiding import hide_post, restore_post
from community.actions.kinds import change_kind
from community.actions.locking import lock_question, unlock_question
from community.actions.masking import mask_post
from community.actions.merging import merge_questions
from community.actions.proposals import propose_edit, take_proposal
from community.actions.questions import ask_question, join_affected, leave_affected
from community.actions.retagging import retag_question
from community.actions.signing_answers import (
    decline_official_mark,
    end_official_mark,
    sign_answer,
)
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.actions.tag_keeping import merge_tags
from community.actions.votes import vote_answer
from community.models import (
    Answer,
    Comment,
    DuplicateProposal,
    EditProposal,
    OfficialMark,
    Question,
    Tag,
)
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article, publish_at_once, unpublish_article
from knowledge.actions.reviewing import confirm_article
from knowledge.models import Article

PHONE = "0171 2345678"
TAGS = ("wifi", "wlan", "router")


class CannotBegin(Exception):
    """There is nothing yet that it could be done to."""


class Met:
    """What somebody comes across; `which` and `other` choose, and so does `turn` between ways."""

    words = count(1)

    def __init__(self, which: int, other: int, turn: int) -> None:
        self.which, self.other, self.turn = which, other, turn

    def one(self, model, number: int | None = None, **where):
        rows = list(model._base_manager.filter(**where).order_by("pk"))
        if not rows:
            raise CannotBegin
        return rows[(self.which if number is None else number) % len(rows)]

    def another(self, model):
        return self.one(model, self.other)

    def post(self, **where):
        kinds = (Question, Answer, Comment)
        there = [kind for kind in kinds if kind._base_manager.filter(**where).exists()]
        if not there:
            raise CannotBegin
        return self.one(there[self.turn % len(there)], **where)

    def text(self) -> str:
        """Begins with a word of its own."""
        return f"word{next(self.words)}w is what I say. Call {PHONE}, please."

    def tags(self) -> list[str]:
        return [TAGS[self.other % 3], TAGS[self.turn % 3]]

    def some_time_ago(self):
        return timezone.now() - timedelta(days=9 * (self.turn % 2))


def ask(by: User, met: Met) -> None:
    kind = Question.Kind.values[met.which % 4] if met.turn else "question"
    ask_question(
        by=by,
        title=met.text(),
        body=met.text(),
        language="en",
        kind=kind,
        tags=met.tags(),
        now=met.some_time_ago(),
    )


def answer(by: User, met: Met) -> None:
    answer_question(question=met.one(Question), by=by, body=met.text(), now=met.some_time_ago())


def comment(by: User, met: Met) -> None:
    question = met.one(Question)
    below = met.one(Answer, met.other) if met.turn else None
    post_comment(
        question=below.question if below else question, answer=below, by=by, body=met.text()
    )


def edit(by: User, met: Met) -> None:
    post = met.post()
    author = by if met.other else post.author
    said = {"by": author, "version": post.version, "body": met.text()}
    if isinstance(post, Question):
        edit_question(question=post, title=met.text(), tags=met.tags(), **said)
    elif isinstance(post, Answer):
        edit_answer(answer=post, **said)
    else:
        edit_comment(comment=post, **said)


def propose(by: User, met: Met) -> None:
    post = met.one(Answer)
    propose_edit(post=post, by=by, version=post.version, body=met.text())


def take(by: User, met: Met) -> None:
    proposal = met.one(EditProposal)
    take_proposal(proposal=proposal, by=proposal.answer.author if met.turn else by)


def vote_up(by: User, met: Met) -> None:
    vote_answer(answer=met.one(Answer), by=by, value=1)


def vote_down(by: User, met: Met) -> None:
    vote_answer(answer=met.one(Answer), by=by, value=-1 if met.turn else 0)


def accept(by: User, met: Met) -> None:
    given = met.one(Answer)
    accept_answer(answer=given, by=given.question.author if met.other else by)


def withdraw(by: User, met: Met) -> None:
    question = met.one(Question)
    withdraw_acceptance(question=question, by=question.author if met.other else by)


def confirm(by: User, met: Met) -> None:
    confirm_answer(answer=met.one(Answer), by=by)


def withdraw_what_was_confirmed(by: User, met: Met) -> None:
    withdraw_confirmation(question=met.one(Question, confirmed_answer__isnull=False), by=by)


def find_it_still_open(by: User, met: Met) -> None:
    question = met.one(Question, confirmed_answer__isnull=False)
    say_still_open(question=question, by=question.author if met.other else by)


def work_for_a_reader(by: User, met: Met) -> None:
    say_solved_too(answer=met.one(Answer))


def be_affected(by: User, met: Met) -> None:
    (leave_affected if met.turn else join_affected)(question=met.one(Question), by=by)


def follow(by: User, met: Met) -> None:
    follow_question(question=met.one(Question), by=by)


def sign(by: User, met: Met) -> None:
    sign_answer(answer=met.one(Answer), by=by, valid_version=str(met.turn))


def end(by: User, met: Met) -> None:
    end_official_mark(mark=met.one(OfficialMark), by=by, because="Outdated")


def decline(by: User, met: Met) -> None:
    mark = met.one(OfficialMark)
    decline_official_mark(mark=mark, by=mark.answer.author if met.turn else by)


def hide(by: User, met: Met) -> None:
    hide_post(post=met.post(), by=by, reason="other", explanation="See the rules.")


def hide_where_it_went(by: User, met: Met) -> None:
    merged = met.one(Question, merged_into__isnull=False)
    hide_post(post=merged, by=by, reason="insult", explanation="See the rules.")


def restore(by: User, met: Met) -> None:
    restore_post(post=met.post(hidden_as="moderator"), by=by, explanation="It is fine.")


def delete(by: User, met: Met) -> None:
    post = met.post()
    delete_post(post=post, by=post.author if met.other else by)


def undelete(by: User, met: Met) -> None:
    post = met.post(hidden_as="author")
    undelete_post(post=post, by=post.author if met.other else by)


def close(by: User, met: Met) -> None:
    reason = Question.Closed.values[met.turn % 4]
    original = met.another(Question) if reason == "duplicate" else None
    close_question(question=met.one(Question), by=by, reason=reason, original=original)


def reopen(by: User, met: Met) -> None:
    reopen_question(question=met.one(Question, closed_at__isnull=False), by=by)


def differ(by: User, met: Met) -> None:
    question = met.one(Question, closed_at__isnull=False)
    who = question.author if met.other else by
    say_my_case_differs(question=question, by=who, explanation="It still happens.")


def lock(by: User, met: Met) -> None:
    act = unlock_question if met.turn else lock_question
    act(question=met.one(Question), by=by, explanation="Too hot.")


def lack_details(by: User, met: Met) -> None:
    ask_for_details(question=met.one(Question), by=by, explanation="Which box?")


def give_details(by: User, met: Met) -> None:
    question = met.one(Question)
    details_given(question=question, by=question.author if met.other else by)


def call_it_another_kind(by: User, met: Met) -> None:
    change_kind(question=met.one(Question), by=by, kind=Question.Kind.values[met.turn % 4])


def find_a_duplicate(by: User, met: Met) -> None:
    propose_duplicate(question=met.one(Question), original=met.another(Question), by=by)


def decide_about_a_duplicate(by: User, met: Met) -> None:
    decide_duplicate(proposal=met.one(DuplicateProposal), by=by, is_taken=met.turn > 0)


def merge(by: User, met: Met) -> None:
    merge_questions(question=met.one(Question), into=met.another(Question), by=by)


def retag(by: User, met: Met) -> None:
    question = met.one(Question)
    retag_question(question=question, by=by if met.which else question.author, tags=met.tags())


def merge_two_tags(by: User, met: Met) -> None:
    merge_tags(tag=met.one(Tag), into=met.another(Tag), by=by)


def promote(by: User, met: Met) -> None:
    promote_answer(answer=met.one(Answer), by=by)


def publish(by: User, met: Met) -> None:
    article = met.one(Article)
    at_once = partial(publish_at_once, why="wrong")
    act = (approve_article, at_once, confirm_article, unpublish_article)[met.turn]
    act(article=article, by=by)


def mask(by: User, met: Met) -> None:
    mask_post(post=met.post(), by=by, strings=[PHONE])


def leave(by: User, met: Met) -> None:
    request_erasure(user=by, keeps_texts=met.turn > 0)
    for later in (SETTLING, 3 * SETTLING):
        carry_out_due(now=timezone.now() + TIME_TO_THINK + later)


ACTS = [
    *(ask, answer, answer, comment, edit, edit, propose, take, vote_up, vote_up, vote_down),
    *(accept, accept, withdraw, confirm, confirm, withdraw_what_was_confirmed),
    *(find_it_still_open, work_for_a_reader, be_affected, follow),
    *(sign, sign, end, decline, hide, hide, restore, restore, delete, undelete),
    hide_where_it_went,
    *(close, reopen, differ, lock, lack_details, give_details, call_it_another_kind),
    *(find_a_duplicate, decide_about_a_duplicate, merge, merge, retag, merge_two_tags),
    *(promote, promote, publish, publish, mask, leave),
]
# They take rows away that others wrote down; it is said in `personal_data.py` which.
FORGETTING = {leave}
