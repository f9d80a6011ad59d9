"""Where allauth's addresses meet what they prove: whoever loses a mailbox loses its mark at once.

The rows' own signals and not allauth's, so that any way of changing or deleting one is heard.
"""

from allauth.account.models import EmailAddress
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.actions.affiliation_life import mailbox_was_lost


@receiver(post_save, sender=EmailAddress)
def suspend_after_change(instance: EmailAddress, created: bool, **_: object) -> None:
    if not created:
        mailbox_was_lost(user=instance.user)


@receiver(post_delete, sender=EmailAddress)
def suspend_after_removal(instance: EmailAddress, **_: object) -> None:
    mailbox_was_lost(user=instance.user)
