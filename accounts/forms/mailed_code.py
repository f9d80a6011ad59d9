import time

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from config.limits import TooOften, count_member

_KEY = "mailed_code"
_VALID_FOR = 600


class MailedCodeForm(forms.Form):
    """The code that was mailed to the person of `request`; it is good once and for ten minutes."""

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @staticmethod
    def new_code(request: HttpRequest) -> str:
        """A code for a mail; the session keeps what it can be compared with."""
        code = get_adapter().generate_login_code()
        request.session[_KEY] = {"digest": _digest(code), "at": int(time.time())}
        return code

    @staticmethod
    def is_sent(request: HttpRequest) -> bool:
        return _KEY in request.session

    def clean_code(self) -> str:
        kept = self.request.session.get(_KEY)
        if not kept or time.time() - kept["at"] > _VALID_FOR:
            raise forms.ValidationError(_("This code is too old. Let us mail you a new one."))
        try:
            count_member("mailed-code-tries", self.request.user)
        except TooOften:
            raise forms.ValidationError(_("Too many tries. Please wait a little.")) from None
        if not constant_time_compare(_digest(self.cleaned_data["code"]), kept["digest"]):
            raise forms.ValidationError(_("That is not the code from the mail."))
        del self.request.session[_KEY]
        return self.cleaned_data["code"]


def _digest(code: str) -> str:
    letters = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("accounts.mailed-code", letters, algorithm="sha256").hexdigest()
