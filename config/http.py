"""The few things every view needs to serve whole pages and htmx fragments alike."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

FRAGMENT_HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment(request: HttpRequest) -> bool:
    """A boosted link or a history restore wants the whole page, not a fragment."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def redirect_to_current(request: HttpRequest, target) -> HttpResponse:
    """To the address that `target` has now, with the query kept.

    Not for good: titles change back, and a browser that remembered both would go round (C-11).
    """
    query = request.META.get("QUERY_STRING", "")
    return redirect(target.get_absolute_url() + (f"?{query}" if query else ""))


def all_or_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Do what a form asks of a library's view in one transaction, with all that follows from it."""

    @wraps(view)
    def changing(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return changing


def render_page(
    request: HttpRequest, template: str, context: dict, *, fragment: str, status: int = 200
) -> HttpResponse:
    """Render `fragment` for htmx and `template`, which includes it, for everyone else."""
    chosen = fragment if wants_fragment(request) else template
    response = render(request, chosen, context, status=status)
    patch_vary_headers(response, FRAGMENT_HEADERS)
    return response
