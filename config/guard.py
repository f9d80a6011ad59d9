"""Refuses unsafe settings at start, with a sentence that says what to set."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def is_loopback(url: str) -> bool:
    """Is the host of `url` this machine and nobody else's?"""
    return urlsplit(url).hostname in _LOOPBACK


def refuse_unsafe(
    *,
    debug: bool,
    on_loopback: bool,
    base_url: str,
    secret_key: str,
    allowed_hosts: list[str],
    trusted_proxy_count: int,
    demo: bool,
    limits_factor: int,
    require_second_factor: bool = True,
) -> None:
    """Raise ImproperlyConfigured for the first value that production must not have."""
    if not on_loopback:
        _refuse_conveniences({"DEBUG": debug, "DEMO": demo, "LIMITS_FACTOR": limits_factor != 1})
        if not require_second_factor:
            _refuse("Set REQUIRE_SECOND_FACTOR to 1: roles open what others wrote in private.")
        _refuse_open_doors(base_url, trusted_proxy_count)
    if debug:
        return
    if len(secret_key) < MIN_SECRET_LENGTH or len(set(secret_key)) < 5:
        _refuse(f"Set SECRET_KEY to at least {MIN_SECRET_LENGTH} random characters.")
    if not allowed_hosts or any("*" in host or host.startswith(".") for host in allowed_hosts):
        _refuse("Set ALLOWED_HOSTS to the exact host names of the site, without wildcards.")


def _refuse_conveniences(settings: dict[str, bool]) -> None:
    for name, is_set in settings.items():
        if is_set:
            _refuse(f"Unset {name}: it is only for BASE_URL on this machine's loopback address.")


def _refuse_open_doors(base_url: str, trusted_proxy_count: int) -> None:
    if urlsplit(base_url).scheme != "https":
        _refuse("Set BASE_URL to the https:// address of the site.")
    if trusted_proxy_count < 0:
        _refuse("Set TRUSTED_PROXY_COUNT to the number of your own proxies in front (0 for none).")


def _refuse(sentence: str) -> None:
    raise ImproperlyConfigured(sentence)
