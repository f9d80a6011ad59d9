from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.actions.sessions import end_all_sessions, end_session
from accounts.open_sessions import open_sessions


@members_only
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    """Where one is signed in."""
    found = open_sessions(request, request.user)
    return render(request, "accounts/sessions.html", {"sessions": found})


@members_only
@require_POST
def end(request: MemberRequest, session_id: int) -> HttpResponse:
    end_session(user=request.user, session_id=session_id)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:sessions")


@members_only
@require_POST
def end_all(request: MemberRequest) -> HttpResponse:
    end_all_sessions(user=request.user, by=request.user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
