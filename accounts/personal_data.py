"""What the tables of people know about a person; those of libraries are in `privacy`."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actions import forgetting
from accounts.models import (
    Affiliation,
    AffiliationChange,
    AffiliationRequest,
    Declaration,
    FormerName,
    MedalAward,
    OrganisationDomain,
    ReputationEntry,
    ReservedName,
    RoleGrant,
    SigningRight,
    User,
)
from accounts.names import name_key
from accounts.notifications.models import (
    Bounce,
    Consent,
    MailChoice,
    MailSettings,
    Notice,
    OutgoingMail,
    PausedAddress,
)
from config.personal_data import Erase, Leaver, Person, by_mailbox, declare

DECISIONS = _("Decisions you made for the community")
KEPT_DECISION = _("Others must be able to see who decided about them; your name is gone from it.")
KEPT_MARK = _(
    "Readers were told for whom you spoke, and that must stay provable; of your name only initials"
    " are left."
)

declare(
    User,
    field="id",
    what=_("Your account"),
    export=(
        *("id", "display_name", "email", "language", "roles", "points", "unread_count"),
        *("created_at", "confirmed_at", "last_login", "on_leaderboards_since", "erases_at"),
    ),
    erase=Erase.REWRITE,
    why=_("An empty row without name or address stays, so that threads keep their shape."),
    change=forgetting.anonymise,
)
declare(
    FormerName,
    field="user",
    what=_("Names you had before"),
    export=("display_name", "given_up_at"),
    erase=Erase.DELETE,
)


def _reserved_for(person: Person) -> Q:
    names = person.names if isinstance(person, Leaver) else ()
    return Q(name_key__in=[name_key(name) for name in names])


declare(
    ReservedName,
    field="name_key",
    what=_("Names kept free for you"),
    erase=Erase.DELETE,
    find=_reserved_for,
)

# ── For whom somebody speaks
declare(
    Affiliation,
    field="user",
    what=_("For whom you speak or spoke"),
    export=(
        *("id", "kind", "organisation__name", "role_title", "full_name", "proof", "evidence"),
        *("proof_key", "proved_at", "granted_at", "valid_until", "contract_until"),
        *("suspended_at", "suspended_because", "ended_at", "ended_because"),
    ),
    erase=Erase.REWRITE,
    why=KEPT_MARK,
    change=forgetting.shrink_affiliations,
)
declare(
    AffiliationChange,
    field="affiliation__user",
    what=_("For whom you speak or spoke"),
    export=("affiliation_id", "what", "at", "why", "proof"),
    erase=Erase.REWRITE,
    why=KEPT_MARK,
    change=forgetting.forget_proofs,
)
declare(
    SigningRight,
    field="affiliation__user",
    what=_("For whom you speak or spoke"),
    export=("affiliation_id", "reason", "proposed_at", "granted_at", "revoked_at"),
    erase=Erase.REWRITE,
    why=KEPT_MARK,
    change=forgetting.forget_signing_reasons,
)
declare(
    AffiliationRequest,
    field="user",
    what=_("Requests to be marked"),
    export=(
        *("kind", "organisation__name", "role_title", "full_name", "proof", "proof_key"),
        *("explanation", "state", "created_at", "decided_at", "decided_because"),
    ),
    erase=Erase.DELETE,
)
declare(
    Declaration,
    field="user",
    what=_("What you declared before your first post"),
    export=("question", "stance", "declared_at", "explanation", "decided_at", "decided_because"),
    erase=Erase.REWRITE,
    why=_("That you were asked, and what you chose, stays; what you wrote to explain it goes."),
    change=forgetting.forget_explanations,
)
declare(
    RoleGrant,
    field="user",
    what=_("Roles you hold or held"),
    export=("role", "reason", "granted_at", "revoked_at"),
    erase=Erase.REWRITE,
    why=_("Who held rights over others, and when, must stay provable; your name is gone from it."),
    change=forgetting.forget_reasons,
)

# ── Standing
declare(
    ReputationEntry,
    field="user",
    what=_("Your points"),
    export=("reason", "points", "subject", "subject_id", "created_at"),
    erase=Erase.DELETE,
    change=forgetting.forget_ledger,
)
declare(
    ReputationEntry,
    field="caused_by",
    what=_("Points others have because of you"),
    erase=Erase.CLEAR,
    why=_("They keep their points; that you caused them is forgotten."),
)
declare(
    MedalAward,
    field="user",
    what=_("Your medals"),
    export=("medal", "subject", "awarded_at"),
    erase=Erase.DELETE,
)

# ── Notices and mail
declare(
    Notice,
    field="user",
    what=_("Notices"),
    export=("kind", "subject_id", "created_at", "read_at"),
    erase=Erase.DELETE,
    change=forgetting.forget_notices,
)


def _mails_of(person: Person) -> Q:
    return Q(notice__user=person.pk) | Q(digest_of=person.pk)


def _account_mails_of(person: Person) -> Q:
    """All but the one that is still to be sent: the farewell itself."""
    return by_mailbox("to")(person) & ~Q(state=OutgoingMail.State.QUEUED)


def _paused_for(person: Person) -> Q:
    """Also from before he had an account."""
    return Q(user=person.pk) | by_mailbox("address")(person)


declare(
    OutgoingMail,
    field="digest_of",
    what=_("Mails we sent you"),
    export=("sent_to", "state", "created_at", "sent_at"),
    erase=Erase.DELETE,
    find=_mails_of,
)
declare(
    OutgoingMail,
    field="to",
    what=_("Mails we sent you"),
    export=("to", "subject", "state", "created_at", "sent_at"),
    erase=Erase.DELETE,
    find=_account_mails_of,
)
declare(
    Bounce,
    field="address",
    what=_("Mails that came back"),
    export=("address", "is_hard", "code", "at"),
    erase=Erase.DELETE,
    find=by_mailbox("address"),
)
declare(
    PausedAddress,
    field="user",
    what=_("Mails that came back"),
    export=("address", "paused_at", "why"),
    erase=Erase.DELETE,
    find=_paused_for,
)
declare(
    MailSettings,
    field="user",
    what=_("What you chose about mail"),
    export=("all_off_at", "digest", "digest_hour", "time_zone", "is_any_hour_fine"),
    erase=Erase.DELETE,
)
declare(
    MailChoice,
    field="user",
    what=_("What you chose about mail"),
    export=("about", "channel", "chosen_at"),
    erase=Erase.DELETE,
)
declare(
    Consent,
    field="user",
    what=_("What you agreed to"),
    export=("purpose", "words", "address", "given_at", "withdrawn_at"),
    erase=Erase.DELETE,
)

# ── What somebody decided about others
for _model, _field, _when in (
    (Affiliation, "granted_by", "granted_at"),
    (AffiliationChange, "by", "at"),
    (AffiliationRequest, "decided_by", "decided_at"),
    (Declaration, "decided_by", "decided_at"),
    (OrganisationDomain, "added_by", "added_at"),
    (OrganisationDomain, "removed_by", "removed_at"),
    (RoleGrant, "granted_by", "granted_at"),
    (RoleGrant, "revoked_by", "revoked_at"),
    (SigningRight, "proposed_by", "proposed_at"),
    (SigningRight, "granted_by", "granted_at"),
    (SigningRight, "revoked_by", "revoked_at"),
):
    declare(
        _model,
        field=_field,
        what=DECISIONS,
        export=("id", _when),
        erase=Erase.KEEP,
        why=KEPT_DECISION,
    )
