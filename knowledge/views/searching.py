from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import public


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
