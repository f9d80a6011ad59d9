"""SMTP that waits where waiting saves a second mail (RFC 5321, 4.5.3.2.6)."""

import smtplib

from django.core.mail.backends import smtp

# Servers that look for viruses before they answer take longer than a greeting may.
ANSWERS_A_TEXT_WITHIN = 30


class NoWord(smtplib.SMTPServerDisconnected):
    """The server may have the whole text and has not said whether it took it."""


class _Connection(smtplib.SMTP):
    def data(self, msg):
        self.sock.settimeout(ANSWERS_A_TEXT_WITHIN)  # type: ignore[union-attr]
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as lost:
            raise NoWord(str(lost)) from lost
        finally:
            if self.sock:
                self.sock.settimeout(self.timeout)


class EmailBackend(smtp.EmailBackend):
    connection_class = _Connection
