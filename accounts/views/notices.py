from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.notifications.actions import mark_all_read
from accounts.notifications.models import Notice
from accounts.notifications.reading import in_words
from config.paging import keyset_page


@members_only
@require_safe
def notices(request: MemberRequest) -> HttpResponse:
    page = keyset_page(Notice.objects.filter(user=request.user), request.GET)
    entries = in_words(page.items, viewer=request.user)
    return render(request, "accounts/notices.html", {"page": page, "entries": entries})


@members_only
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    mark_all_read(user=request.user)
    return redirect("accounts:notices")
