from accounts.notifications.models.bounce import Bounce, PausedAddress
from accounts.notifications.models.choice import Consent, MailChoice, MailSettings
from accounts.notifications.models.mail import MAX_ATTEMPTS, OutgoingMail
from accounts.notifications.models.notice import Notice

__all__ = [
    "MAX_ATTEMPTS",
    "Bounce",
    "Consent",
    "MailChoice",
    "MailSettings",
    "Notice",
    "OutgoingMail",
    "PausedAddress",
]
