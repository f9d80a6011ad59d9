"""What holds for every address: nothing garbled comes in, nothing personal is kept outside."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import patch_cache_control

MAX_QUERY = 16_384


def refuse_garbled_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to NUL, invalid UTF-8 and endless query strings (A-UN-01, A-UN-02, A-DO-09)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        path_and_cookies = "".join([request.path, *request.COOKIES.values()])
        if "\x00" in path_and_cookies or len(query) > MAX_QUERY or _is_garbled(query):
            return HttpResponseBadRequest("Bad request\n", content_type="text/plain")
        return get_response(request)

    return middleware


def keep_personal_pages_private(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell shared caches to leave alone what was made for one person or bears a token (A-CA-02)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_personal = response.cookies or settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_personal and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response

    return middleware


def _is_garbled(query: str) -> bool:
    try:
        return "\x00" in unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return True
