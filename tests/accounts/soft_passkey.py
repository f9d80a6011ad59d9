"""A passkey in software: what a browser and its device do, with flags that one can choose."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
HOST = "localhost"


class SoftPasskey:
    def __init__(self, *, host: str = HOST) -> None:
        self.host = host
        self._id = secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._owner = b""

    def set_up(self, client: Client):
        """Register with the page to add a passkey; the answer to the form."""
        page = client.get(reverse("mfa_add_webauthn"), headers={"Host": HOST})
        options = page.context["js_data"]["creation_options"]["publicKey"]
        self._owner = _bytes(options["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self._key.public_key()))
        attested = bytes(16) + len(self._id).to_bytes(2, "big") + self._id + public
        data = self._authenticator_data(PRESENT | VERIFIED | ATTESTED) + attested
        response = {
            "clientDataJSON": self._client_data("webauthn.create", options["challenge"]),
            "attestationObject": _text(
                cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
            ),
        }
        form = {"name": "Test", "credential": json.dumps(self._credential(response))}
        return client.post(reverse("mfa_add_webauthn"), form, headers={"Host": HOST})

    def sign_in(self, client: Client, *, flags: int = PRESENT | VERIFIED, challenge: str = ""):
        """Sign in without a password; the answer to the form."""
        begun = client.get(
            reverse("mfa_login_webauthn"),
            headers={"Host": HOST, "Accept": "application/json"},
        )
        wanted = begun.json()["request_options"]["publicKey"]["challenge"]
        credential = json.dumps(self.proof(challenge or wanted, flags))
        form = {"credential": credential}
        return client.post(reverse("mfa_login_webauthn"), form, headers={"Host": HOST})

    def proof(self, challenge: str, flags: int = PRESENT | VERIFIED) -> dict:
        data = self._authenticator_data(flags)
        said = self._client_data("webauthn.get", challenge)
        signed = data + hashlib.sha256(_bytes(said)).digest()
        return self._credential(
            {
                "clientDataJSON": said,
                "authenticatorData": _text(data),
                "signature": _text(self._key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": _text(self._owner),
            }
        )

    def _authenticator_data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _client_data(self, kind: str, challenge: str) -> str:
        said = {"type": kind, "challenge": challenge, "origin": f"http://{self.host}"}
        return _text(json.dumps(said).encode())

    def _credential(self, response: dict) -> dict:
        return {
            "id": _text(self._id),
            "rawId": _text(self._id),
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": response,
        }


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
