"""Read settings from the environment, failing loudly where no default is safe."""

import json
import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_MISSING = object()
_TRUE = {"1", "true", "yes", "on"}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: object = _MISSING) -> str:
    """The variable `name`, or `default`; raises ImproperlyConfigured where neither is given."""
    value = os.environ.get(name, default)
    if value is _MISSING:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return str(value)


def flag(name: str, default: bool) -> bool:
    value = text(name, default).strip().lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"Set {name} to 1 or 0, not to “{value}”.")
    return value in _TRUE


def number(name: str, default: int) -> int:
    value = text(name, default)
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"Set {name} to a whole number, not to “{value}”.") from None


def hours(name: str, default: str) -> tuple[int, int]:
    """First and last hour of a day, such as “8-18”."""
    first, _dash, last = text(name, default).partition("-")
    try:
        span = int(first), int(last)
    except ValueError:
        span = (0, 0)
    if not 0 <= span[0] < span[1] <= 24:
        raise ImproperlyConfigured(f"Set {name} to hours such as 8-18.")
    return span


def weekdays(name: str, default: str) -> frozenset[int]:
    """Days of the week, such as “mon,tue,wed”; Monday is 0."""
    days = [word.lower() for word in words(name, default)]
    if not days or not set(days) <= set(_WEEK):
        raise ImproperlyConfigured(f"Set {name} to days such as {','.join(_WEEK)}.")
    return frozenset(_WEEK.index(day) for day in days)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def records(name: str, *, required: set[str], optional: set[str] | None = None) -> list[dict]:
    """A JSON list of objects of texts with the `required` keys and no others than `optional`."""
    try:
        rows = json.loads(secret(name, "") or "[]")
        well_formed = all(
            required <= row.keys() <= required | (optional or set())
            and all(isinstance(value, str) for value in row.values())
            for row in rows
        )
    except (ValueError, TypeError, AttributeError):
        well_formed = False
    if not well_formed or not isinstance(rows, list):
        keys = ", ".join(sorted(required))
        raise ImproperlyConfigured(f"Set {name} to a JSON list of objects with texts for {keys}.")
    return rows


def secret(name: str, default: object = _MISSING, *, kept_in: Path | None = None) -> str:
    """The variable `name`, or the content of the file that `name`_FILE points to.

    Where neither is set, the file `kept_in` is read if it is there: `make run` made it.
    """
    path = os.environ.get(f"{name}_FILE")
    if not path and name not in os.environ and kept_in is not None and kept_in.exists():
        path = str(kept_in)
    if path:
        try:
            return Path(path).read_text().strip()
        except OSError as problem:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {problem}.") from None
    return text(name, default)


def database(name: str, default: str) -> dict:
    """Django's settings for sqlite:///relative, sqlite:////absolute or postgres://user:pw@host/name."""
    url = urlsplit(text(name, default))
    if url.scheme == "sqlite":
        return _sqlite(unquote(url.path)[1:])
    if url.scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    raise ImproperlyConfigured(
        f"{name} starts with sqlite:/// or postgres://, not with {url.scheme}://."
    )


def _sqlite(path: str) -> dict:
    # IMMEDIATE takes the write lock at once; Django's default fails under contention.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
    }


def _postgresql(url) -> dict:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "HOST": url.hostname or parse_qs(url.query).get("host", [""])[0],
        "PORT": str(url.port or ""),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # Planning a join takes longer than running it: the server keeps the plans.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "options": "-c statement_timeout=5000 -c lock_timeout=2000"
            " -c idle_in_transaction_session_timeout=10000",
        },
    }
