"""Signs and checks roots with Ed25519, so that who holds the public key needs no secret of ours."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.crypto import salted_hmac

from config.audit.hashing import canonical
from config.audit.models import AuditRoot


def sign(root: AuditRoot) -> AuditRoot:
    """Fill key and signature of `root`."""
    key = _private_key(settings.SECRET_KEY)
    root.public_key = _public_key(key)
    root.signature = key.sign(signed_content(root)).hex()
    return root


def problem_with(root: AuditRoot) -> str:
    """What is wrong with its signature, as one sentence; empty for nothing."""
    if root.public_key not in _own_keys():
        return (
            "it was signed with another key than this site's (if SECRET_KEY was changed, name the"
            " former one in SECRET_KEY_FALLBACKS)"
        )
    try:
        public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(root.public_key))
        public_key.verify(bytes.fromhex(root.signature), signed_content(root))
    except (InvalidSignature, ValueError):
        return "its signature does not fit"
    return ""


def signed_content(root: AuditRoot) -> bytes:
    return canonical([root.day, root.first, root.last, root.digest, root.public_key])


def _own_keys() -> set[str]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return {_public_key(_private_key(secret)) for secret in secrets}


def _private_key(secret: str) -> Ed25519PrivateKey:
    seed = salted_hmac("config.audit.signing", "root", secret=secret, algorithm="sha256").digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _public_key(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()
