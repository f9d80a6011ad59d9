"""What questions, answers, and what people say about them, know about a person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.actions.forgetting import forget_names
from community.actions.removal import remove_answers, remove_questions
from community.models import (
    Affected,
    Answer,
    Expertise,
    Following,
    ImportedRecord,
    PendingQuestion,
    Question,
    Vote,
)
from config.personal_data import Erase, Person, by_mailbox, declare, sweep

KEPT_POST = _(
    "You choose: your texts stay without your name, or are removed. Their place in the thread"
    " stays, so that the answers of others make sense."
)

sweep(forget_names)

declare(
    Question,
    field="author",
    what=_("Questions you asked"),
    export=(
        *("id", "kind", "title", "body", "language", "product__name_en", "created_at"),
        *("solved_at", "hidden_at", "answer_count", "affected_count", "affiliation_id"),
        "suggested",
    ),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    change=remove_questions,
    at_once=1,  # each locks its tags and the people in its thread
)
declare(
    Answer,
    field="author",
    what=_("Answers you gave"),
    export=(
        *("id", "question_id", "body", "created_at", "hidden_at", "score", "article_title"),
        *("article_url", "affiliation_id"),
    ),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    change=remove_answers,
)


def _waiting_for(person: Person) -> Q:
    return Q(author=person.pk) | by_mailbox("email")(person)


declare(
    PendingQuestion,
    field="author",
    what=_("Questions that wait to be published"),
    export=("id", "kind", "title", "body", "language", "created_at", "expires_at", "suggested"),
    erase=Erase.DELETE,
    find=_waiting_for,
)
declare(
    PendingQuestion,
    field="email",
    what=_("Questions that wait to be published"),
    erase=Erase.DELETE,
    find=by_mailbox("email"),
)
declare(
    Vote,
    field="voter",
    what=_("Votes you gave"),
    export=("answer__question_id", "answer_id", "value", "created_at"),
    erase=Erase.KEEP,
    why=_("They count in the scores of others, as votes of an empty account."),
)
declare(
    Vote,
    field="answer_author",
    what=_("Votes on your answers"),
    erase=Erase.KEEP,
    why=_("They belong to those who gave them; your answer shows their sum."),
)
declare(
    Affected,
    field="person",
    what=_("Questions of others that you have too"),
    export=("question_id", "created_at"),
    erase=Erase.KEEP,
    why=_("They count how many have the problem, as marks of an empty account."),
)
declare(
    Expertise,
    field="user",
    what=_("What you are listed as an expert for"),
    export=("tag__name", "product__name_en", "solutions", "useful", "last_solution_at"),
    erase=Erase.DELETE,
)
declare(
    Following,
    field="person",
    what=_("Questions you follow"),
    export=("question_id", "created_at"),
    erase=Erase.DELETE,
)


def _brought_along(person: Person) -> Q:
    return Q(kind="person", object_id=person.pk)


declare(
    ImportedRecord,
    field="object_id",
    what=_("Where your account was brought along from"),
    export=("source", "external_id"),
    erase=Erase.KEEP,
    why=_("So that a later import does not bring you back."),
    find=_brought_along,
)
