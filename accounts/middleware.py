"""What a session is still good for, asked once per request that asks who is there."""

from collections.abc import Callable

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.detours import ask_again
from accounts.models import User
from accounts.session_times import has_second_factor, is_over, note_visit


def judge_sessions(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """End sessions that grew old, and give roles their power only with a second factor.

    Both are told from the session itself: no query is added, and who is not signed in gets
    neither a session nor a cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment]
        return get_response(request)

    return middleware


def ask_who_is_there(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Where a view of the library wants to be shown again who one is, ask in our own way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return ask_again(request) if isinstance(exception, ReauthenticationRequired) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _person(request: HttpRequest) -> User | AnonymousUser:
    user = get_user(request)
    if not isinstance(user, User):
        return AnonymousUser()
    if is_over(request.session, user):
        request.session.flush()
        return AnonymousUser()
    note_visit(request.session)
    is_asked = settings.REQUIRE_SECOND_FACTOR and bool(user.roles)
    user.lacks_second_factor = is_asked and not has_second_factor(request, user)
    return user
