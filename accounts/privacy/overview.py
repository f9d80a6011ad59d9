"""What is kept about members, for how long, and what is left of it: one row for each thing."""

from dataclasses import dataclass, field

from config import retention
from config.personal_data import Declared, Erase, Person, declared

# Of two declarations under one name, what is kept is what members must know.
_ORDER = [Erase.KEEP, Erase.REWRITE, Erase.CLEAR, Erase.DELETE]


@dataclass
class Kept:
    """`days` is None for what stays as long as the account, or as `period_why` says."""

    what: str
    erase: Erase
    why: str
    days: int | None = None
    period_why: str = ""
    entries: list[Declared] = field(default_factory=list)

    @property
    def years(self) -> int | None:
        """Where it is whole years, which are easier to read."""
        return self.days // 365 if self.days and self.days % 365 == 0 else None


def overview() -> list[Kept]:
    """In the order of declaration, in the language that is active."""
    rows: dict[str, Kept] = {}
    for entry in declared():
        row = rows.setdefault(str(entry.what), Kept(str(entry.what), entry.erase, str(entry.why)))
        row.entries.append(entry)
        if _ORDER.index(entry.erase) < _ORDER.index(row.erase):
            row.erase, row.why = entry.erase, str(entry.why)
    for row in rows.values():
        _say_how_long(row)
    return list(rows.values())


def kept_after_erasure(person: Person) -> list[Kept]:
    """What stays of what there is of him."""
    stays = [row for row in overview() if row.erase in {Erase.KEEP, Erase.REWRITE}]
    return [row for row in stays if any(entry.rows_of(person).exists() for entry in row.entries)]


def _say_how_long(row: Kept) -> None:
    """By the rule of the same name, else by that of its table."""
    tables = {entry.table for entry in row.entries}
    rules = [rule for rule in retention.rules() if rule.table in tables]
    same = [rule for rule in rules if str(rule.what) == row.what]
    for rule in (same or rules)[:1]:
        row.days, row.period_why = rule.days, str(rule.why)
