"""What Django and allauth say to members, listed so that `locale/` can say it in our words.

A catalogue of ours wins over theirs, but only for texts that `make messages` finds in our code.
"""

from django.utils.translation import gettext_noop as _

FORMS = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Email"),
    _("Email address"),
    _("Password"),
    _("Remember Me"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Password (again)"),
    _("You must type the same password each time."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("This password is too common."),
    _("The password is too similar to the %(verbose_name)s."),
)
REFUSALS = (
    _("This account is currently inactive."),
    _("This email address is already associated with this account."),
    _("The email address and/or password you specified are not correct."),
    _("A user is already registered with this email address."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Invalid or expired key."),
    _("Invalid login."),
    _("The password reset token was invalid."),
    _("You cannot remove your primary email address."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("You cannot add more than %d email addresses."),
    _("Too many failed login attempts. Try again later."),
    _("Your primary email address must be verified."),
    _("Please select only one."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("Unable to confirm %(email)s because it is already confirmed by a different account."),
)
MESSAGES = (
    _("Confirmation email sent to %(email)s."),
    _("You have confirmed %(email)s."),
    _("Removed email address %(email)s."),
    _("Primary email address set."),
    _("Successfully signed in as %(name)s."),
    _("You have signed out."),
    _("Password successfully changed."),
    _("Password successfully set."),
)
SECOND_FACTOR = (
    _("Code"),
    _("Authenticator code"),
    _("Incorrect code."),
    _("You cannot deactivate two-factor authentication."),
)
PROVIDERS = (
    _("Your account has no password set up."),
    _("Your account has no verified email address."),
    _("The third-party account is already connected to a different account."),
    _("You cannot disconnect your last remaining third-party account."),
    _("The third-party account has been connected."),
    _("The third-party account has been disconnected."),
    _("A sign-in code has been sent to %(recipient)s."),
)
