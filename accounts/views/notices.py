from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.notifications.actions import mark_all_read, mark_read
from accounts.notifications.models import Notice
from accounts.notifications.reading import by_day, in_words
from config.paging import keyset_page

UNREAD = "unread"


@members_only
@require_safe
def notices(request: MemberRequest) -> HttpResponse:
    only_unread = request.GET.get("show") == UNREAD
    mine = Notice.objects.of(request.user)
    page = keyset_page(mine.unread() if only_unread else mine, request.GET)
    context = {
        "page": page,
        "days": by_day(in_words(page.items, viewer=request.user)),
        "only_unread": only_unread,
    }
    return render(request, "accounts/notices.html", context)


@members_only
@require_POST
def read(request: MemberRequest, notice_id: int) -> HttpResponse:
    mark_read(notices=[notice_id], user=request.user)
    return _back_to_list(request)


@members_only
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    mark_all_read(user=request.user)
    return _back_to_list(request)


def _back_to_list(request: MemberRequest) -> HttpResponse:
    filtered = "?show=unread" if request.POST.get("show") == UNREAD else ""
    return redirect(reverse("accounts:notices") + filtered)
