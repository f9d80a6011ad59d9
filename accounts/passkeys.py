import ipaddress
from urllib.parse import urlsplit


def are_possible_at(host: str) -> bool:
    """Can `host`, as the browser names it, be what a passkey is for? A number cannot."""
    try:
        name = host if host.count(":") > 1 and host[:1] != "[" else urlsplit(f"//{host}").hostname
        ipaddress.ip_address(name or "")
    except ValueError:
        return True
    return False
