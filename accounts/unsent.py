"""A text that met a session that had ended: kept until its writer has signed in again."""

from django.http import HttpRequest

from config.limits import TooOften, count, visitor

_KEY = "unsent"
_NOT_TYPED = {"csrfmiddlewaretoken", "submission"}


def keep_unsent(request: HttpRequest) -> None:
    """Keep what was typed into the form that `request` sends, in the visitor's own session."""
    typed = {name: value for name, value in request.POST.items() if name not in _NOT_TYPED}
    try:
        count("unsent", visitor(request))
    except TooOften:
        return
    request.session[_KEY] = {"path": request.path, "typed": typed}


def unsent(request: HttpRequest, path: str) -> dict[str, str]:
    """What a member typed into the form of `path` before his session ended."""
    kept = request.session.get(_KEY) if request.user.is_authenticated else None
    return kept["typed"] if kept and kept["path"] == path else {}


def forget_unsent(request: HttpRequest) -> None:
    """It was sent after all."""
    request.session.pop(_KEY, None)
