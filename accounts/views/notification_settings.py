from django.conf import settings as site
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, members_only
from accounts.notifications.bounces import ask_to_confirm_again, is_paused
from accounts.notifications.choices import choices_of_one
from accounts.notifications.choosing import choose_mail
from accounts.notifications.forms import CONSENT, MailForm, initial_of
from config.limits import TooOften, count_member


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    choices = choices_of_one(request.user.pk)
    if request.method == "POST":
        form = MailForm(request.POST, user=request.user)
        if form.is_valid():
            choose_mail(user=request.user, wishes=form.wishes())
            messages.success(request, _("Your choice is saved. It holds from now on."))
            return redirect("accounts:notification-settings")
    else:
        form = MailForm(initial=initial_of(choices), user=request.user)
    first_hour, last_hour = site.STAFF_MAIL_HOURS
    context = {
        "form": form,
        "first_hour": first_hour,
        "last_hour": last_hour,
        "consent": CONSENT,
        "is_off": choices.settings.all_off_at is not None,
        "is_paused": is_paused(request.user.email or ""),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/notification_settings.html", context, status=status)


@members_only
@require_POST
def confirm_again(request: MemberRequest) -> HttpResponse:
    try:
        count_member("reconfirm", request.user)
        ask_to_confirm_again(user=request.user)
    except TooOften:
        messages.error(request, _("A mail is on its way already. Please look into your mailbox."))
    else:
        messages.success(
            request, _("We have written to you. Please open the link in the mail within a week.")
        )
    return redirect("accounts:notification-settings")
