"""The last act of a curator, kept in his session until the next one: it can be taken back."""

import secrets
from collections.abc import Sequence
from typing import Any

from accounts.access import MemberRequest
from knowledge.views.workbench.acts import ACTS

_NAME = "workbench"
# What an act was done with, and what it left for its undoing.
Done = Sequence[tuple[str, Any]]


def remember(request: MemberRequest, act: str, done: Done) -> str:
    """Return the key under which a page offers to undo it."""
    key = secrets.token_hex(8)
    request.session[_NAME] = {"key": key, "act": act, "done": list(done)}
    return key


def remembered(request: MemberRequest, key: str) -> dict[str, Any] | None:
    """The act called `key`, if it is the last one."""
    last = request.session.get(_NAME)
    return last if last and key and last["key"] == key else None


def forget(request: MemberRequest) -> None:
    request.session.pop(_NAME, None)


def said(last: dict[str, Any]) -> str:
    count = len(last["done"])
    return ACTS[last["act"]].said(count) % {"count": count}
