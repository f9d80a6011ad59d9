"""Whoever takes data of others along leaves a line in the record."""

from django.db import transaction

from accounts.models import User
from config.audit.recording import record_act


@transaction.atomic
def note_export(*, act: str, by: User, why: str = "") -> None:
    """`why` says what was looked for."""
    record_act(act, by=by, subject="export", why=why)
