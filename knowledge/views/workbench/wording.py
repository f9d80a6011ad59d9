"""What the workbench says about its queues."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Wording:
    """`lead` says why something is there, `empty` when something will be, `bulk` what can be done
    with many at once: the name of an act and what its button says."""

    title: str | Promise
    lead: str | Promise
    empty: str | Promise
    bulk: tuple[tuple[str, str | Promise], ...] = ()


_CONFIRM = (("confirm", _("They are still true")),)
_DISMISS_GAPS = (("dismiss-gap", _("Not ours")),)


WORDINGS = {
    "promote": Wording(
        _("To promote"),
        _("Solutions worth an article, by how many people they would help."),
        _("Solutions appear here as soon as somebody entitled says that they help."),
    ),
    "review": Wording(
        _("In review"),
        _("A second person looks before readers get it."),
        _("What another curator sends to review stands here."),
    ),
    "source": Wording(
        _("Source changed"),
        _("The thread says something else now. Does the article?"),
        _("When a source is edited, hidden or out-voted, its article stands here."),
        _CONFIRM,
    ),
    "due": Wording(
        _("Due for review"),
        _("Its day has come, its version ended, or a link leads nowhere."),
        _("Articles stand here when their review date is reached."),
        _CONFIRM,
    ),
    "unhelpful": Wording(
        _("Did not help"),
        _("Readers say that it did not solve it for them."),
        _("An article that does not help many of its readers stands here."),
        _CONFIRM,
    ),
    "gaps": Wording(
        _("Gaps"),
        _("What people look for and don't find here, the most frequent first."),
        _("What is looked for in vain, asked again and again or of no help stands here."),
        _DISMISS_GAPS,
    ),
    "translations": Wording(
        _("Translations behind"),
        _("The original says something else since."),
        _("When an original changes in meaning, its translations stand here."),
    ),
    "drafts": Wording(
        pgettext_lazy("articles", "Drafts"),
        _("Begun and not sent to review yet, or approved for later."),
        _("What you promote is written here first."),
    ),
}
