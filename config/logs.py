"""Logs as JSON on standard error: one event, one line, whatever a user wrote into it."""

import re
from typing import Any

import structlog

# These links carry their secret in the path.
_SECRET = re.compile(
    r"(/(?:confirm-email|reset/key|questions/pending|affiliation/renew|unsubscribe|confirm-address)"
    r"/)[^\s?\"]+"
)
_QUERY = re.compile(r"\?\S*")


def without_secrets(logger: Any, method: str, event: dict) -> dict:
    """Keep keys and what people searched for out of every line (A-LG-02)."""
    for name in ("request", "event"):
        if isinstance(event.get(name), str):
            event[name] = _QUERY.sub("", _SECRET.sub(r"\1…", event[name]))
    return event


_SHARED: list[Any] = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    without_secrets,
]


def as_lines(*, level: str) -> dict:
    """Django's LOGGING setting; also makes structlog write through the same handler."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    lines = {
        "()": "structlog.stdlib.ProcessorFormatter",
        "processor": structlog.processors.JSONRenderer(),
        "foreign_pre_chain": _SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": lines},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
    }
