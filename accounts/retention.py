"""How long the tables of people are kept."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Affiliation,
    AffiliationChange,
    AffiliationRequest,
    Declaration,
    FormerName,
    MedalAward,
    ReputationEntry,
    ReservedName,
    RoleGrant,
    SigningRight,
    User,
)
from accounts.notifications.models import (
    Bounce,
    Consent,
    MailChoice,
    MailSettings,
    Notice,
    OutgoingMail,
    PausedAddress,
)
from config.retention import delete, register

AS_LONG_AS_THE_ACCOUNT = _("As long as you have an account: it is a part of it.")
MAILS_KEPT = timedelta(days=90)
NOTICES_KEPT = timedelta(days=180)
NAMES_KEPT = timedelta(days=365)
REQUESTS_KEPT = timedelta(days=30)


def _delete_mails(now: datetime) -> int:
    over = OutgoingMail.objects.exclude(state=OutgoingMail.State.QUEUED)
    return delete(over.filter(created_at__lt=now - MAILS_KEPT))


def _delete_notices(now: datetime) -> int:
    """Only what was read: the count of the unread does not move."""
    return delete(Notice.objects.filter(read_at__lt=now - NOTICES_KEPT))


def _delete_names(now: datetime) -> int:
    return delete(ReservedName.objects.filter(until__lt=now)) + delete(
        FormerName.objects.filter(given_up_at__lt=now - NAMES_KEPT)
    )


def _delete_requests(now: datetime) -> int:
    states = AffiliationRequest.State
    closed = AffiliationRequest.objects.filter(state__in=(states.REFUSED, states.WITHDRAWN))
    return delete(closed.filter(decided_at__lt=now - REQUESTS_KEPT))


for _model, _what in (
    (User, _("Your account")),
    (MedalAward, _("Your medals")),
    (ReputationEntry, _("Your points")),
    (Consent, _("What you agreed to")),
    (MailSettings, _("What you chose about mail")),
    (MailChoice, _("What you chose about mail")),
    (Declaration, _("What you declared before your first post")),
    (PausedAddress, _("Addresses that mail came back from")),
):
    register(_model, what=_what, why=AS_LONG_AS_THE_ACCOUNT)
register(
    Affiliation,
    what=_("For whom you speak or spoke"),
    why=_(
        "Kept for good, because readers were told; the name shrinks to initials within 30 days"
        " after you leave."
    ),
)
register(
    AffiliationRequest,
    what=_("Requests to be marked"),
    why=_("Those that were refused or taken back; a granted one stays with its mark."),
    period=REQUESTS_KEPT,
    job=_delete_requests,
)
for _kept in (AffiliationChange, SigningRight):
    register(
        _kept,
        what=_("History of the marks"),
        why=_("Kept for good, without addresses: who let whom speak for the company."),
    )
register(
    RoleGrant,
    what=_("Roles you hold or held"),
    why=_("Kept for good: who held rights over others, and when, must stay provable."),
)
register(
    OutgoingMail,
    what=_("Mails we sent you"),
    why=_("Long enough to find out why one did not arrive; account mails lose their text at once."),
    period=MAILS_KEPT,
    job=_delete_mails,
)
register(
    Bounce,
    what=_("Mails that came back"),
    why=_("They go with the mail they were about."),
    period=MAILS_KEPT,
)
register(
    Notice,
    what=_("Notices you have read"),
    why=_("What is unread waits for you; what is read is soon forgotten."),
    period=NOTICES_KEPT,
    job=_delete_notices,
)
register(
    FormerName,
    what=_("Names you had before"),
    why=_("So that nobody takes one and is taken for you."),
    period=NAMES_KEPT,
    job=_delete_names,
)
register(
    ReservedName,
    what=_("Names kept free for you"),
    why=_("They are free again with the names you had before, or after some days at sign-up."),
)
