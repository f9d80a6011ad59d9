from django import template
from django.conf import settings
from django.http import HttpRequest

from accounts import passkeys
from accounts.models import User
from accounts.own_sign_up import asks_for_password as _asks_for_password

register = template.Library()


@register.simple_tag
def passkeys_possible(request: HttpRequest) -> bool:
    return passkeys.are_possible_at(request.get_host())


@register.simple_tag
def asks_for_password(request: HttpRequest, user: User) -> bool:
    return _asks_for_password(request, user)


@register.simple_tag
def has_identity_providers() -> bool:
    return any(entry.get("APPS") for entry in settings.SOCIALACCOUNT_PROVIDERS.values())
