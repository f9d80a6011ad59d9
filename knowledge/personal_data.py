"""What the tables of the knowledge base know about a person."""

from django.utils.translation import gettext_lazy as _

from config.personal_data import Erase, declare, sweep
from knowledge.actions.forgetting import forget_names
from knowledge.models import Article, Revision

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
