"""The people of the demo and for whom they speak, as `content/people.toml` has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Organisation:
    key: str
    name: str
    domain: str
    name_form: str
    relation: str = "company"
    works_for: str = ""


@dataclass(frozen=True)
class Moment:
    """When something happened, and the words that were given for it."""

    ago: timedelta
    because: str = ""


@dataclass(frozen=True)
class Signing:
    """The right to sign official answers; without `granted` it waits for a second person."""

    proposed: timedelta
    because: str
    granted: timedelta | None = None


@dataclass(frozen=True)
class Affiliation:
    """`seen` is what an administrator was shown; without it the mailbox is the proof.

    It was granted when its holder joined, unless he asked for it later; a request that was not
    `granted` waits. `marked` says since when posts were marked once it was known.
    """

    kind: str
    organisation: str
    full_name: str
    role_title: str
    seen: str = ""
    proved: timedelta = timedelta(days=12)
    contract_left: timedelta | None = None
    requested: Moment | None = None
    granted: timedelta | None = None
    marked: Moment | None = None
    suspended: Moment | None = None
    left: Moment | None = None
    signing: Signing | None = None


@dataclass(frozen=True)
class Digest:
    rhythm: str
    since: timedelta
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """What is drawn as somebody's picture."""

    hair: str
    skin: str
    wears: str
    behind: str
    long: bool = False
    glasses: bool = False


@dataclass(frozen=True)
class Person:
    """`explains` is what somebody with a mailbox of the company says to his “no”.

    `listed`, `unreachable`, `downloaded` and `erased` say how long ago he agreed to be listed,
    a mail to him came back, he asked for his data, and his account was erased.
    """

    key: str
    display_name: str
    email: str
    language: str
    joined: timedelta
    roles: tuple[str, ...] = ()
    affiliation: Affiliation | None = None
    explains: str = ""
    look: Look | None = None
    follows: tuple[str, ...] = ()
    mutes: tuple[str, ...] = ()
    digest: Digest | None = None
    listed: timedelta | None = None
    unreachable: timedelta | None = None
    downloaded: timedelta | None = None
    erased: timedelta | None = None

    def spoke(self, ago: timedelta) -> bool:
        """Did he speak for somebody then, or soon after it?"""
        spoken = self.affiliation
        asked_later = spoken.requested.ago if spoken and spoken.requested else None
        return spoken is not None and (asked_later is None or ago <= asked_later)


def person_from(row: dict[str, Any]) -> Person:
    """One entry of the file; the tables within it become what they stand for."""
    return _filled(Person, {"affiliation": _affiliation, "look": Look, "digest": Digest}, row)


def _affiliation(**row: Any) -> Affiliation:
    moments = dict.fromkeys(["requested", "marked", "suspended", "left"], Moment)
    return _filled(Affiliation, {**moments, "signing": Signing}, row)


def _filled(whole: Callable, parts: Mapping[str, Callable], row: dict[str, Any]) -> Any:
    made = {name: make(**row[name]) for name, make in parts.items() if name in row}
    return whole(**{**row, **made})
