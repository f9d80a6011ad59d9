"""What the tables around writing and deciding know about a person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.actions.earlier_texts import (
    forget_names_in_earlier_texts,
    remove_proposals,
    remove_revisions,
    remove_signed_texts,
)
from community.actions.images import remove_images
from community.actions.mentions import forget_mentions
from community.actions.removal import remove_comments
from community.models import (
    Comment,
    Decision,
    Draft,
    DuplicateProposal,
    EditProposal,
    Image,
    Mention,
    OfficialMark,
    Question,
    Revision,
    SavedFilter,
    TagChange,
    TopicFollowing,
)
from community.personal_data.posts import KEPT_POST
from config.personal_data import Erase, Person, declare, sweep

DECIDED = _("Kept for good: who decided about the posts of others must stay provable.")

sweep(forget_names_in_earlier_texts)


def _written_by(person: Person) -> Q:
    """His wordings, and what others made of his posts, which is his text too."""
    of_him = Q()
    for kind in ("question", "answer", "comment"):
        of_him |= Q(**{f"{kind}__author": person.pk})
    return of_him


declare(
    Revision,
    field="editor",
    what=_("Earlier texts of posts"),
    export=("question_id", "answer_id", "comment_id", "number", "title", "body", "created_at"),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    find=lambda person: Q(editor=person.pk) | _written_by(person),
    change=remove_revisions,
)
declare(
    EditProposal,
    field="proposed_by",
    what=_("Edits you proposed"),
    export=("question_id", "answer_id", "comment_id", "title", "body", "reason", "state"),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    find=lambda person: Q(proposed_by=person.pk) | _written_by(person),
    change=remove_proposals,
)
declare(
    EditProposal,
    field="decided_by",
    what=_("Proposals you decided on"),
    export=("id", "state", "decided_at"),
    erase=Erase.KEEP,
    why=DECIDED,
)
declare(
    OfficialMark,
    field="answer__author",
    what=_("Texts of yours that the company signed"),
    export=("answer_id", "signed_at", "ended_at", "declined_at"),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    change=remove_signed_texts,
)
declare(
    OfficialMark,
    field="signed_by",
    what=_("Answers you signed"),
    export=("answer_id", "signed_at", "ended_at"),
    erase=Erase.KEEP,
    why=_("Kept for good: what the company promised, and through whom, must stay provable."),
)
declare(
    OfficialMark,
    field="ended_by",
    what=_("Signed answers you ended"),
    export=("answer_id", "ended_at", "ended_because"),
    erase=Erase.KEEP,
    why=DECIDED,
)
declare(
    Question,
    field="confirmed_by",
    what=_("Answers you confirmed"),
    export=("id", "confirmed_at"),
    erase=Erase.KEEP,
    why=DECIDED,
)
declare(
    Decision,
    field="by",
    what=_("What you decided about posts"),
    export=("question_id", "answer_id", "comment_id", "act", "reason", "explanation", "at"),
    erase=Erase.KEEP,
    why=DECIDED,
)
declare(
    DuplicateProposal,
    field="proposed_by",
    what=_("Duplicates you pointed out"),
    export=("question_id", "original_id", "created_at", "state"),
    erase=Erase.KEEP,
    why=_("They lead from one question to another, as hints of an empty account."),
)
declare(
    DuplicateProposal,
    field="decided_by",
    what=_("Proposals you decided on"),
    export=("question_id", "original_id", "state", "decided_at"),
    erase=Erase.KEEP,
    why=DECIDED,
)
declare(
    TagChange,
    field="by",
    what=_("What you changed about tags"),
    export=("tag__name", "act", "before", "after", "reason", "at"),
    erase=Erase.KEEP,
    why=DECIDED,
)
declare(
    Comment,
    field="author",
    what=_("Comments you wrote"),
    export=("id", "question_id", "answer_id", "body", "created_at", "hidden_at"),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    change=remove_comments,
)
declare(
    Draft,
    field="person",
    what=_("Drafts of yours"),
    export=("place", "fields", "updated_at"),
    erase=Erase.DELETE,
)
declare(
    Image,
    field="owner",
    what=_("Images you uploaded"),
    export=("id", "width", "height", "created_at", "removed_at"),
    erase=Erase.REWRITE,
    why=KEPT_POST,
    change=remove_images,
)
declare(
    Mention,
    field="person",
    what=_("Posts that speak to you by name"),
    export=("question_id", "answer_id", "comment_id"),
    erase=Erase.DELETE,
    change=forget_mentions,
    at_once=1,  # each locks another post
)
declare(
    TopicFollowing,
    field="person",
    what=_("Topics and members you follow"),
    export=("tag__name", "product__name_en", "member_id", "created_at"),
    erase=Erase.DELETE,
)
declare(
    TopicFollowing,
    field="member",
    what=_("That somebody follows you"),
    erase=Erase.DELETE,
)
declare(
    SavedFilter,
    field="person",
    what=_("Lists you saved"),
    export=("name", "query", "created_at"),
    erase=Erase.DELETE,
)
