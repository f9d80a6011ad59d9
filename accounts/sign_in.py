"""Signing in by a link in a mail, which only the owner of the mailbox reads."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse

from accounts.actions.mailboxes import confirm_mailbox
from accounts.models import User


def sign_in_by_mailbox(
    request: HttpRequest, member: User, *, mailbox: str, next_url: str
) -> HttpResponse:
    """Sign `member` in by allauth's own way, so that a second factor is asked for where he has
    one: then `request.user` is still nobody, and the answer leads there, and on to `next_url`."""
    confirm_mailbox(user=member, mailbox=mailbox)
    record_authentication(request, member, method="mailbox", email=mailbox)
    return perform_login(request, member, email=mailbox, redirect_url=next_url)
