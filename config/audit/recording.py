"""The one door into the record."""

import secrets
from typing import Protocol

from django.db import transaction

from config.audit import origin
from config.audit.acts import ACTS
from config.audit.hashing import hash_of
from config.audit.models import AuditPerson, AuditRecord, AuditWords, Unsealed


class Actor(Protocol):
    """An account, as far as the floor knows it."""

    pk: int
    roles: str


def record_act(
    act: str,
    *,
    by: Actor | None,
    subject: str,
    revision: int | None = None,
    before: str = "",
    after: str = "",
    why: str = "",
) -> AuditRecord:
    """Add a line to the record in the caller's transaction: the act fails where this fails (F-34).

    `by` is None for a rule or a command on the server. `subject` is a kind and a number, such as
    "article-3", or `about_person(user)`. The texts are hashed, not stored; `why` is stored beside
    the record, where it can be taken away.
    Raises RuntimeError outside a transaction and ValueError for an act that `acts` does not list.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Record an act in the transaction of the change it describes.")
    if act not in ACTS:
        raise ValueError(f"config.audit.acts does not list “{act}”.")
    salt = secrets.token_hex(16)
    record = AuditRecord.objects.create(
        act=act,
        person=pseudonym_of(by) if by else "",
        roles=by.roles if by else "",
        subject=subject,
        revision=revision,
        before_hash=hash_of(before, salt=salt) if before else "",
        after_hash=hash_of(after, salt=salt) if after else "",
        words_hash=hash_of(why, salt=salt),
        origin=origin.network(),
        request_id=origin.request_id(),
    )
    AuditWords.objects.create(record=record, salt=salt, why=why)
    Unsealed.objects.create(record=record)
    return record


def about_person(user: Actor) -> str:
    """The subject of an act that concerns an account."""
    return f"person-{pseudonym_of(user)}"


def pseudonym_of(user: Actor) -> str:
    """His in all records, and known to be his until he is erased."""
    salt = secrets.token_hex(16)
    person, _is_new = AuditPerson.objects.get_or_create(
        user_id=user.pk, defaults={"salt": salt, "pseudonym": hash_of(str(user.pk), salt=salt)}
    )
    return person.pseudonym
