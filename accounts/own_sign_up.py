"""Whether the browser that confirms an account is the one in which it was made."""

from django.http import HttpRequest

from accounts.models import User

_KEY = "signed_up_here"


def remember_sign_up(request: HttpRequest, user: User) -> None:
    request.session[_KEY] = user.pk


def is_claimed_elsewhere(request: HttpRequest, user: User) -> bool:
    """May a never confirmed account have been made by somebody else (A-AU-15)?"""
    return user.confirmed_at is None and request.session.get(_KEY) != user.pk


def asks_for_password(request: HttpRequest, user: User) -> bool:
    """Can whoever confirms it show that it was he?"""
    return is_claimed_elsewhere(request, user) and user.has_usable_password()
