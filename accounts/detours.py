"""Leading somebody to another page first, and from there on to what he wanted."""

import json
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import wants_fragment

# With what a kept form is sent again: neither address nor cookies stay in the session (A-PR-02).
_KEPT = {"REQUEST_METHOD", "CONTENT_TYPE", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "CSRF_COOKIE"}


def led_to(request: HttpRequest, page: str, way_back: str) -> HttpResponse:
    """To `page`, from where one goes on to `way_back`."""
    address = f"{page}?{urlencode({'next': way_back})}"
    if wants_fragment(request):  # a redirect would swap the whole page into its target
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def way_back(request: HttpRequest) -> str:
    """Where to go on afterwards: a form is not sent again, so to the page it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    site, page = f"{request.scheme}://{request.get_host()}", request.headers.get("Referer", "")
    return page.removeprefix(site) if page.startswith(f"{site}/") else reverse("home")


def ask_again(request: HttpRequest) -> HttpResponse:
    """Have a member show that it is he; a form that he sent is done afterwards if it can be kept.

    What was kept before and given up is forgotten: it must not be done by a later visit.
    """
    request.session.pop(STATE_SESSION_KEY, None)
    if not request.user.is_authenticated:
        return redirect_to_login(way_back(request))
    page = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    if _can_be_kept(request):
        request.session[STATE_SESSION_KEY] = {"request": _kept(request)}
        return led_to(request, page, request.path)
    if request.method == "POST":
        messages.info(request, _("Please show that it is you, then do it again."))
    return led_to(request, page, way_back(request))


def _can_be_kept(request: HttpRequest) -> bool:
    if request.method != "POST" or wants_fragment(request) or request.GET or request.FILES:
        return False
    return not any("password" in name for name in request.POST)


def _kept(request: HttpRequest) -> str:
    """What allauth resumes, without what it would keep of the browser."""
    kept = json.loads(serialize_request(request))
    kept["META"] = {name: value for name, value in kept["META"].items() if name in _KEPT}
    return json.dumps(kept)
