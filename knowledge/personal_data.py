"""What the tables of the knowledge base know about a person."""

from django.utils.translation import gettext_lazy as _

from config.personal_data import Erase, declare, sweep
from knowledge.actions.forgetting import forget_names
from knowledge.actions.journeys import end_watches
from knowledge.models import (
    Article,
    Candidate,
    Claim,
    Doubt,
    EndedVersion,
    JourneyWatch,
    PendingRevision,
    Reuse,
    Revision,
)

KEPT_WORK = _(
    "Articles are the community's common text: they stay, without your name, and a curator looks"
    " after yours."
)

sweep(forget_names)

declare(
    Article,
    field="owner",
    what=_("Articles you keep or checked"),
    export=("id", "language", "title", "state", "created_at", "published_at"),
    erase=Erase.KEEP,
    why=KEPT_WORK,
)
declare(
    Article,
    field="checked_by",
    what=_("Articles you keep or checked"),
    export=("id", "language", "title", "checked_at"),
    erase=Erase.KEEP,
    why=KEPT_WORK,
)
declare(
    Revision,
    field="author",
    what=_("Articles you wrote on"),
    export=(*("article_id", "number", "title", "applies", "cause", "solution", "created_at"),),
    erase=Erase.KEEP,
    why=KEPT_WORK,
)
DECIDED = _("What you decided about articles")
KEPT_DECISION = _("What was decided stays; your name goes from it.")

declare(
    Article,
    field="approved_by",
    what=DECIDED,
    export=("id", "title"),
    erase=Erase.KEEP,
    why=KEPT_DECISION,
)
declare(
    Revision,
    field="reviewer",
    what=DECIDED,
    export=("article_id", "reviewed_at"),
    erase=Erase.KEEP,
    why=KEPT_DECISION,
)
declare(
    PendingRevision,
    field="author",
    what=_("Articles you wrote on"),
    export=("article_id", "title", "applies", "cause", "solution", "summary", "created_at"),
    erase=Erase.KEEP,
    why=KEPT_WORK,
)
declare(
    Doubt,
    field="raised_by",
    what=_("What you doubted about articles"),
    export=("article_id", "cause", "note", "opened_at"),
    erase=Erase.CLEAR,
    why=KEPT_DECISION,
)
declare(
    Doubt,
    field="settled_by",
    what=DECIDED,
    export=("article_id", "settled_at"),
    erase=Erase.CLEAR,
    why=KEPT_DECISION,
)
declare(
    Candidate,
    field="decided_by",
    what=DECIDED,
    export=("answer_id", "decided_at"),
    erase=Erase.CLEAR,
    why=KEPT_DECISION,
)
declare(
    Reuse,
    field="linked_by",
    what=DECIDED,
    export=("article_id", "created_at"),
    erase=Erase.KEEP,
    why=KEPT_DECISION,
)
declare(
    EndedVersion,
    field="said_by",
    what=DECIDED,
    export=("version", "created_at"),
    erase=Erase.KEEP,
    why=KEPT_DECISION,
)
declare(
    Claim,
    field="person",
    what=_("What you were working on as a curator"),
    export=("subject", "until"),
    erase=Erase.DELETE,
)
declare(
    JourneyWatch,
    field="person",
    what=_("That something solved it for you lately"),
    export=("until", "came_back"),
    erase=Erase.DELETE,
    change=end_watches,
)
