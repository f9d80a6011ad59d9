from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def shell(request: HttpRequest) -> dict:
    """What every page of the site shows around its own content; costs no query."""
    return {
        "community": settings.COMMUNITY,
        "languages": _languages(request),
        "canonical_base": settings.BASE_URL,
    }


def _languages(request: HttpRequest) -> list[dict]:
    path = request.get_full_path()
    here = get_language()
    return [
        {
            "code": code,
            "label": label,
            "url": path if code == here else _in_language(path, here, code),
            "current": code == here,
        }
        for code, label in (("de", "Deutsch"), ("en", "English"))
    ]


def _in_language(path: str, here: str, code: str) -> str:
    """The same page in another language; the start page's own address negotiates, so it moves."""
    if path.partition("?")[0] == "/":
        return f"/{code}/"
    prefix = f"/{here}/"
    return f"/{code}/{path.removeprefix(prefix)}" if path.startswith(prefix) else path
