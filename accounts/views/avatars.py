from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.avatars import files
from accounts.models import User
from config.pictures.serving import picture_response

# A picture that was taken away is gone within a minute (A-AZ-13).
CACHE = "public, max-age=60"


@public
@require_safe
def avatar(request: HttpRequest, key: str) -> HttpResponse:
    """A picture, as long as somebody shows it whom everybody may see; nobody is asked who reads."""
    get_object_or_404(User.objects.visible_to(AnonymousUser()).pictured(key))
    try:
        picture = files.read(key)
    except FileNotFoundError:
        raise Http404("no such picture") from None
    return picture_response(request, picture, key=key, cache=CACHE)
