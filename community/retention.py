"""How long the tables of the conversation are kept."""

from django.utils.translation import gettext_lazy as _

from community.actions import drafts, images, pending
from community.models import (
    Affected,
    Answer,
    Comment,
    Decision,
    Draft,
    DuplicateProposal,
    EditProposal,
    Expertise,
    Following,
    Image,
    ImportedRecord,
    Mention,
    OfficialMark,
    PendingQuestion,
    Question,
    Revision,
    SavedFilter,
    TagChange,
    TopicFollowing,
    Vote,
)
from config.retention import register

COMMON_GOOD = _("For good, because others build on it; without your name if you leave.")
AS_LONG_AS_THE_ACCOUNT = _("As long as you have an account: it is a part of it.")

register(Question, what=_("Questions you asked"), why=COMMON_GOOD)
register(Answer, what=_("Answers you gave"), why=COMMON_GOOD)
register(Comment, what=_("Comments you wrote"), why=COMMON_GOOD)
register(Revision, what=_("Earlier texts of posts"), why=COMMON_GOOD)
register(EditProposal, what=_("Edits you proposed"), why=COMMON_GOOD)
register(DuplicateProposal, what=_("Duplicates you pointed out"), why=COMMON_GOOD)
register(
    OfficialMark,
    what=_("Answers you signed"),
    why=_("Kept for good: what the company promised, and through whom, must stay provable."),
)
for _model, _what in (
    (Decision, _("What you decided about posts")),
    (TagChange, _("What you changed about tags")),
):
    register(
        _model,
        what=_what,
        why=_("Kept for good: who decided about the posts of others must stay provable."),
    )
register(
    Draft,
    what=_("Drafts of yours"),
    why=_("Nobody went on writing."),
    period=drafts.KEPT,
    job=lambda now: drafts.sweep(now=now),
)
register(
    Image,
    what=_("Images that stand in no post"),
    why=_("They were uploaded and never used."),
    period=images.UNUSED_KEPT,
    job=lambda now: images.sweep_images(now=now),
)
register(Mention, what=_("Posts that speak to you by name"), why=COMMON_GOOD)
register(TopicFollowing, what=_("Topics and members you follow"), why=AS_LONG_AS_THE_ACCOUNT)
register(SavedFilter, what=_("Lists you saved"), why=AS_LONG_AS_THE_ACCOUNT)
register(Vote, what=_("Votes you gave"), why=COMMON_GOOD)
register(Affected, what=_("Questions of others that you have too"), why=COMMON_GOOD)
register(
    Expertise,
    what=_("What you are listed as an expert for"),
    why=_("Made anew every hour from the last twelve months."),
)
register(Following, what=_("Questions you follow"), why=AS_LONG_AS_THE_ACCOUNT)
register(
    PendingQuestion,
    what=_("Questions that wait to be published"),
    why=_("Their link has stopped working."),
    period=pending.KEPT,
    job=lambda now: pending.sweep(now=now),
)
register(
    ImportedRecord,
    what=_("Where your account was brought along from"),
    why=_("For good: so that a later import adds nothing twice."),
)
