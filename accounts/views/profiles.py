from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.models import Affiliation, ReputationEntry, User
from config.paging import keyset_page


@public
@require_safe
def profile(request: HttpRequest, user_id: int) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    speaks_for = Affiliation.objects.active().filter(user=person).select_related("organisation")
    return render(
        request, "accounts/profile.html", {"person": person, "affiliation": speaks_for.first()}
    )


@members_only
@require_safe
def points(request: MemberRequest) -> HttpResponse:
    """A member's own ledger, every row; nobody else's."""
    page = keyset_page(ReputationEntry.objects.filter(user=request.user), request.GET)
    return render(request, "accounts/points.html", {"page": page})
