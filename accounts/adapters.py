"""Where allauth meets our own rules about mailboxes, names and mail."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from accounts.mailbox import UnacceptableMailbox, canonical_mailbox
from accounts.names import name_key
from accounts.notifications.actions import queue_account_mail


class AccountAdapter(DefaultAccountAdapter):
    def clean_email(self, email: str) -> str:
        """Canonicalise at the door, so that one mailbox is one account; refuse what is doubtful."""
        try:
            return canonical_mailbox(email)
        except UnacceptableMailbox as problem:
            raise ValidationError(str(problem)) from None

    def save_user(self, request, user, form, commit: bool = True):
        user.display_name = form.cleaned_data["display_name"]
        user.name_key = name_key(user.display_name)
        user.language = get_language() or user.language
        return super().save_user(request, user, form, commit=commit)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Owe the mail instead of sending it: a request never waits for the mail server."""
        message = self.render_mail(template_prefix, email, context)
        alternatives = getattr(message, "alternatives", [])
        queue_account_mail(
            to=email,
            subject=message.subject,
            text=message.body,
            html=alternatives[0][0] if alternatives else "",
        )
