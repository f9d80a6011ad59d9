"""Who a session belongs to; the query that every page of a member asks is written once."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from config.prepared_rows import PreparedRows


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        person = next(iter(_people(number=user_id)), None)
        return person if person and self.user_can_authenticate(person) else None


@PreparedRows
def _people(*, number: int):
    return User.objects.filter(pk=number)
