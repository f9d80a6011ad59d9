"""Showing that it is you by a mailed code, for those with neither password nor second factor."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import members_only
from accounts.forms.mailed_code import MailedCodeForm
from config.limits import TooOften, count_member


class ConfirmByMailView(BaseReauthenticateView):
    """Looking at the page mails nothing: the code is asked for by its own button."""

    template_name = "accounts/confirm_by_mail.html"
    form_class = MailedCodeForm
    http_method_names = ["get", "head", "post"]

    def post(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "send":
            return self._send()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        record_authentication(self.request, self.request.user, "code", reauthenticated=True)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict:
        is_sent = MailedCodeForm.is_sent(self.request)
        return super().get_context_data(**kwargs) | {"is_sent": is_sent}

    def _send(self) -> HttpResponse:
        person = self.request.user
        try:
            count_member("mailed-code", person)
        except TooOften:
            said = _("We have mailed you several codes. Please wait a little.")
            messages.error(self.request, said)
        else:
            code = MailedCodeForm.new_code(self.request)
            get_adapter().send_mail("account/email/login_code", person.email, {"code": code})
        return redirect(self.passthrough_next_url(reverse("accounts:confirm-by-mail")))


confirm_by_mail = members_only(ConfirmByMailView.as_view())
