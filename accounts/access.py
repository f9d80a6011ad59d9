"""Who may enter a view. Every view wears exactly one of these, outermost."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.unsent import keep_unsent
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count, visitor

View = Callable[..., Any]


class MemberRequest(HttpRequest):
    """A request behind `members_only` or stricter: somebody is signed in."""

    user: User  # type: ignore[assignment]


_TRUSTED_FETCH_SITES = {"same-origin"}


def public(view: View) -> View:
    return _marked(view, "public")


def members_only(view: View) -> View:
    return _marked(_signed_in(view), "members")


def curators_only(view: View) -> View:
    return _role_only(view, "curators", lambda user: user.is_curator)


def moderators_only(view: View) -> View:
    return _role_only(view, "moderators", lambda user: user.is_moderator)


def _role_only(view: View, access: str, holds: Callable) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not holds(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return _marked(_signed_in(guarded), access)


def _signed_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if wants_fragment(request):  # a redirect would swap the whole sign-in page into its target
            return HttpResponse(status=401)
        if request.POST.get("body"):
            keep_unsent(request)
        return redirect_to_login(_way_back(request))

    return guarded


def _way_back(request: HttpRequest) -> str:
    """Where to go on after signing in: a form is not sent again, so to the page it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    site, page = f"{request.scheme}://{request.get_host()}", request.headers.get("Referer", "")
    return page.removeprefix(site) if page.startswith(f"{site}/") else reverse("home")


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
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
