"""A text that could not be sent yet: its writer has to sign in again, or to declare first."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from config.limits import TooOften, count, visitor

_KEY = "unsent"
_NOT_TYPED = {"csrfmiddlewaretoken", "submission"}


def keep_unsent(request: HttpRequest, path: str = "") -> None:
    """Keep what was typed into the form that `request` sends, in the visitor's own session, for
    the form of `path` where that is another one."""
    try:
        count("unsent", visitor(request))
    except TooOften:
        return
    _keep(request, path or request.path)


def declare_first(request: HttpRequest, *, back: str) -> HttpResponse:
    """Keep what a member typed, and lead to what he has to say before he posts.

    `back` is the page with the form, which then stands there filled in.
    """
    _keep(request, request.path)
    return redirect(f"{reverse('accounts:declare')}?{urlencode({'next': back})}")


def _keep(request: HttpRequest, path: str) -> None:
    sent = [(name, values) for name, values in request.POST.lists() if name not in _NOT_TYPED]
    # A field that was sent several times has several values: all of them come along.
    typed = {name: values[0] if len(values) == 1 else values for name, values in sent}
    request.session[_KEY] = {"path": path, "typed": typed}


def unsent(request: HttpRequest, path: str) -> dict[str, str | list[str]]:
    """What a member typed into the form of `path` before his session ended."""
    kept = request.session.get(_KEY) if request.user.is_authenticated else None
    return kept["typed"] if kept and kept["path"] == path else {}


def unsent_text(request: HttpRequest) -> str:
    """The text among it, wherever it was typed; empty if there is none."""
    kept = request.session.get(_KEY) or {"typed": {}}
    return str(kept["typed"].get("body", ""))


def forget_unsent(request: HttpRequest) -> None:
    """It was sent after all."""
    request.session.pop(_KEY, None)
