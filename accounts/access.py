"""Who may enter a view. Every view wears exactly one of these, outermost."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.detours import ask_again, led_to, way_back
from accounts.models import User
from accounts.session_times import proved_lately
from accounts.unsent import keep_unsent
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count, unnamed, visitor

View = Callable[..., Any]


class MemberRequest(HttpRequest):
    """A request behind `members_only` or stricter: somebody is signed in."""

    user: User  # type: ignore[assignment]


_TRUSTED_FETCH_SITES = {"same-origin"}
# Fields of a form that nobody has to write twice because his session has ended.
_TEXTS = ("body", "solution")


def public(view: View) -> View:
    return _marked(view, "public")


def members_only(view: View) -> View:
    return _marked(_signed_in(view), "members")


def curators_only(view: View) -> View:
    return _role_only(view, "curators", lambda user: user.is_curator)


def analysts_only(view: View) -> View:
    return _role_only(view, "analysts", lambda user: user.is_analyst)


def moderators_only(view: View) -> View:
    return _role_only(view, "moderators", lambda user: user.is_moderator)


def administrators_only(view: View) -> View:
    return _role_only(view, "administrators", lambda user: user.is_administrator)


def _role_only(view: View, access: str, holds: Callable) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not holds(request.user):
            return _turned_away(request, holds)
        return view(request, *args, **kwargs)

    return _marked(_signed_in(guarded), access)


def _turned_away(request: HttpRequest, holds: Callable) -> HttpResponse:
    """Whom only the second factor is missing is led to it; everybody else is refused."""
    person = copy(request.user)
    person.lacks_second_factor = False  # type: ignore[union-attr]
    if not request.user.lacks_second_factor or not holds(person):  # type: ignore[union-attr]
        raise PermissionDenied
    return led_to(request, reverse("accounts:second-factor"), way_back(request))


def recently_authenticated(view: View) -> View:
    """For dangerous acts: the person has shown within 15 minutes who he is (A-AU-11).

    Stands beneath an access decorator. Where it is longer ago he is asked again, and what he sent
    is done afterwards; a form that cannot be kept leads back to its page, and says so.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if proved_lately(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return guarded


def _signed_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if wants_fragment(request):  # a redirect would swap the whole sign-in page into its target
            return HttpResponse(status=401)
        if any(request.POST.get(name) for name in _TEXTS):
            keep_unsent(request)
        return redirect_to_login(way_back(request))

    return guarded


def anonymous_post(scope: str) -> Callable[[View], View]:
    """An act without account and cookie: same origin by the browser's word, limited by network.

    There is no CSRF cookie to check, so the request must carry a same-origin `Sec-Fetch-Site` or,
    from older browsers, an `Origin` of this site.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not _is_same_origin(request):
                raise PermissionDenied
            try:
                count(scope, visitor(request))
            except TooOften as limit:
                return too_often(request, limit.seconds)
            return view(request, *args, **kwargs)

        return _marked(csrf_exempt(require_POST(guarded)), "anonymous-post")

    return decorate


def signed_post(read: Callable[[str], Any]) -> Callable[[View], View]:
    """A link from a mail: the signature is the right, so there is no sign-in and no CSRF check.

    Mail providers post here on their own (RFC 8058): from elsewhere, without cookie and without
    `Sec-Fetch-Site`. A forger would need the signed token, and whoever has it need not forge.
    `read` gives what the token stands for, and the view gets that; BadSignature from it means a
    404 that tells nothing. Wrong tokens are counted by network, right ones by themselves: one
    provider posts for thousands of readers.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str) -> HttpResponse:
            try:
                signed = read(token)
            except BadSignature:
                signed = None
            try:
                who = visitor(request) if signed is None else unnamed(token)
                count("wrong-link" if signed is None else "signed-link", who)
            except TooOften as limit:
                return too_often(request, limit.seconds)
            if signed is None:
                return render(request, "accounts/link_unknown.html", status=404)
            return view(request, signed)

        methods = require_http_methods(["GET", "HEAD", "POST"])
        return _marked(csrf_exempt(methods(guarded)), "signed-post")

    return decorate


def _marked(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _is_same_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _TRUSTED_FETCH_SITES
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def admin_login(request: HttpRequest, extra_context=None) -> HttpResponse:
    """The admin has no door of its own: one sign-in, one limiter (A-AU-04)."""
    if request.user.is_authenticated:
        return _turned_away(request, lambda user: user.is_staff)
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
