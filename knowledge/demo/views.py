from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import anonymous_post
from accounts.models import User
from knowledge.demo.accounts import ACCOUNTS, READER
from knowledge.demo.restarting import start_over

# Who may enter a view, by the mark that its access decorator leaves; others are open to all.
_MAY_ENTER = {
    "members": lambda user: user.is_authenticated,
    "curators": lambda user: user.is_authenticated and user.is_curator,
    "moderators": lambda user: user.is_authenticated and user.is_moderator,
    "administrators": lambda user: user.is_authenticated and user.is_administrator,
}


@anonymous_post("demo")
def switch(request: HttpRequest) -> HttpResponse:
    """Look around as somebody else, on the same page if that one may see it."""
    accounts = {account.key: account for account in ACCOUNTS}
    account = accounts.get(request.POST.get("account", ""))
    if account is None:
        raise Http404
    if account == READER:
        logout(request)
    else:
        login(request, get_object_or_404(User, email=account.email))
    return redirect(_landing(request))


@anonymous_post("demo-restart")
def restart(request: HttpRequest) -> HttpResponse:
    """Everything as at the first start; everybody is a reader again."""
    logout(request)
    start_over()
    return redirect("root")


def _landing(request: HttpRequest) -> str:
    path = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None) or path[:1] != "/":
        return reverse("root")
    with translation.override(translation.get_language_from_path(path)):
        return path if _may_enter(path, request.user) else reverse("home")


def _may_enter(path: str, user) -> bool:
    try:
        view = resolve(path.partition("?")[0]).func
    except Resolver404:
        return False
    rule = _MAY_ENTER.get(getattr(view, "access", ""))
    return rule is None or rule(user)
