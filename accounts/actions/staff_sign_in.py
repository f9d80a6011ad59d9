"""Who has a role leaves a line in the record when he signs in, or fails with his second factor.

A wrong password leaves none: what is written for accounts with a role alone would tell by its time
which those are (A-AU-02).
"""

from django.db import transaction

from accounts.models import User
from config.audit.recording import about_person, record_act


@transaction.atomic
def record_sign_in(*, user: User) -> None:
    if user.roles:
        record_act("staff-signed-in", by=user, subject=about_person(user))


@transaction.atomic
def record_failed_sign_in(*, user: User) -> None:
    """Somebody who knew the password did not have the second factor."""
    if user.roles:
        record_act("staff-sign-in-failed", by=None, subject=about_person(user))
