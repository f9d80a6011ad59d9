from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, members_only

_NEXT = "second_factor_next"
_STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@members_only
@require_safe
def second_factor(request: MemberRequest) -> HttpResponse:
    """Why roles need a second factor, how to set one up or use it; then on to where one was."""
    if "next" in request.GET:
        request.session[_NEXT] = _own_page(request)
    if not request.user.lacks_second_factor:
        return redirect(request.session.pop(_NEXT, "") or reverse("mfa_index"))
    return render(
        request,
        "accounts/second_factor.html",
        {
            "is_set_up": Authenticator.objects.filter(user=request.user, type__in=_STRONG).exists(),
            "ways": get_adapter().get_reauthentication_methods(request.user),
            "here": reverse("accounts:second-factor"),
        },
    )


def _own_page(request: HttpRequest) -> str:
    page = request.GET["next"]
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return page if is_ours else ""
