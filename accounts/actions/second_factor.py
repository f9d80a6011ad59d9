from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.actions.sessions import end_all_sessions
from accounts.events import SecondFactorForgotten
from accounts.models import User
from config.audit.recording import about_person, record_act
from config.events.bus import record


@transaction.atomic
def forget_second_factor(*, user: User, by: User | None) -> None:
    """Remove passkeys, app and recovery codes of somebody who lost them all, and sign him out.

    His roles have no power until he has set up new ones. `by` is None for a command on the server.
    """
    Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user=user, by=by)
    record_act("second-factor-forgotten", by=by, subject=about_person(user))
    record(SecondFactorForgotten(user.pk), actor=by)
