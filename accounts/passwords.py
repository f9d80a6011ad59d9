"""What a password may look like beyond what Django asks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Hashing costs more the longer a password is; nobody types this many signs (A-AU-18).
LONGEST_PASSWORD = 200


class MaximumLengthValidator:
    def validate(self, password: str, user=None) -> None:
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("A password has at most %(most)s signs.") % {"most": LONGEST_PASSWORD}
