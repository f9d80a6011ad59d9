"""A phone with a fingerprint reader, which holds passkeys and shows codes."""

import base64
import hmac
import struct
import time

from tests.journeys.visitor import Visitor

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """The browser plays it."""

    def __init__(self, visitor: Visitor) -> None:
        self._session = visitor.context.new_cdp_session(visitor.page)
        self._session.send("WebAuthn.enable")
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
        self._id = made["authenticatorId"]

    def knows_its_owner(self, verified: bool) -> None:
        self._session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": verified}
        )

    def passkeys(self) -> list:
        found = self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        return found["credentials"]


def code_of_app(secret: str) -> str:
    """What an authenticator app shows at this moment (RFC 6238)."""
    digest = hmac.digest(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1"
    )
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06}"
