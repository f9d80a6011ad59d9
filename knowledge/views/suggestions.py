from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import public


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


suggestion = solved = suggest
