"""What our adapters say where the library has words of its own."""

from django.utils.translation import gettext_lazy as _

# Told by mail to the owner of an account after it was changed.
CHANGES = {
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was set anew by a mailed link."),
    "password_set": _("A password was set for your account."),
    "email_changed": _("Your account uses another e-mail address from now on."),
    "email_deleted": _("An e-mail address was removed from your account."),
    "totp_activated": _("An authenticator app was set up for your account."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "webauthn_added": _("A passkey was set up for your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
    "recovery_codes_generated": _("New recovery codes were made for your account."),
    "account_connected": _("A provider was connected to your account, to sign in with it."),
    "account_disconnected": _("A provider was disconnected from your account."),
}
# How one shows again that it is oneself.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
    "mailed_code": _("Use a code that we mail you"),
}
