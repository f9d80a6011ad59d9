from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

# Whatever the file should turn out to hold, it is a picture of its own and does nothing.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def picture_response(
    request: HttpRequest, picture: bytes, *, key: str, cache: str, file_name: str = ""
) -> HttpResponse:
    """The picture, which never changes under its `key`; `cache` says who may keep it how long."""
    etag = f'"{key}"'
    shown = f'inline; filename="{file_name}"' if file_name else "inline"
    headers = {"Content-Disposition": shown, "Cache-Control": cache, "ETag": etag}
    response = HttpResponse(picture, content_type="image/webp", headers=_HEADERS | headers)
    return get_conditional_response(request, etag=etag, response=response) or response
