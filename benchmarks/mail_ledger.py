"""What was owed against what arrived: each person has each mail once, or one can see why not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.mail_server import Accepted

# A choice holds for what is sent a minute later (C-24).
GRACE = 60.0


@dataclass(frozen=True)
class Owed:
    """One mail of one notice, as the product's own table has it."""

    address: str
    message_id: str
    state: str
    why: str


@dataclass
class Ledger:
    """`problems` are sentences; without one the promise is kept."""

    once: int = 0
    repeats: int = 0
    repeats_after_kills: int = 0
    visible: Counter = field(default_factory=Counter)
    latest_after_stop: float = 0.0
    problems: list[str] = field(default_factory=list)


def compare(
    owed: Sequence[Owed], accepted: Iterable[Accepted], *, stopped: Mapping[str, float]
) -> Ledger:
    """`stopped` says when (in seconds since 1970) whose mails were stopped."""
    ledger = Ledger()
    arrived: dict[str, list[Accepted]] = {}
    for mail in accepted:
        arrived.setdefault(mail.message_id, []).append(mail)
        _look_at_time(ledger, mail, stopped)
    for row in owed:
        _look_at(ledger, row, arrived.pop(row.message_id, []))
    ledger.problems += [f"nobody owed {message_id}" for message_id in arrived]
    return ledger


def _look_at_time(ledger: Ledger, mail: Accepted, stopped: Mapping[str, float]) -> None:
    late = mail.at - stopped.get(mail.address, mail.at)
    ledger.latest_after_stop = max(ledger.latest_after_stop, late)
    if late > GRACE:
        ledger.problems.append(f"{mail.address} got a mail {late:.0f} s after unsubscribing")


def _look_at(ledger: Ledger, row: Owed, arrived: Sequence[Accepted]) -> None:
    if any(mail.address != row.address for mail in arrived):
        ledger.problems.append(f"{row.message_id} went to somebody else")
    if arrived:
        ledger.once += 1
        unknown = sum(not mail.is_known for mail in arrived[:-1])
        ledger.repeats += len(arrived) - 1
        ledger.repeats_after_kills += len(arrived) - 1 - unknown
    if row.state != "sent":
        ledger.visible[f"{row.state}: {row.why}"] += 1
    if row.state == "queued":
        ledger.problems.append(f"{row.message_id} was never finished")
    if row.state == "sent" and not arrived:
        ledger.problems.append(f"{row.message_id} is ticked off and never arrived")
