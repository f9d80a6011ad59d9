"""Lines of the record, with the people behind the pseudonyms as far as they are still known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import User
from config.audit.acts import ACTS
from config.audit.models import AuditPerson, AuditRecord
from config.audit.reasons import in_words

_PERSON = "person-"


@dataclass(frozen=True, slots=True)
class Line:
    record: AuditRecord
    people: dict[str, User]

    @property
    def sentence(self) -> Promise | str:
        """An act that this version of the code no longer lists is shown by its name."""
        return ACTS.get(self.record.act, self.record.act)

    @property
    def by(self) -> User | None:
        return self.people.get(self.record.person)

    @property
    def roles(self) -> str:
        """Those he had then, in words."""
        names = dict(User.Role.choices)
        return ", ".join(str(names.get(role, role)) for role in self.record.roles.split())

    @property
    def about_person(self) -> bool:
        return self.record.subject.startswith(_PERSON)

    @property
    def about(self) -> User | None:
        return self.people.get(_pseudonym_in(self.record))

    @property
    def pseudonym(self) -> str:
        """Of whom it is about, short enough to be read."""
        return _pseudonym_in(self.record)[:8]

    @property
    def why(self) -> str:
        why = self.record.words.why if hasattr(self.record, "words") else ""
        return in_words(self.record.act, why)

    @property
    def number(self) -> int | None:
        return self.record.seal.number if hasattr(self.record, "seal") else None


def lines_of(records: Iterable[AuditRecord]) -> list[Line]:
    """One query for all people together."""
    rows = list(records)
    pseudonyms = {row.person for row in rows} | {_pseudonym_in(row) for row in rows}
    known = AuditPerson.objects.filter(pseudonym__in=pseudonyms).select_related("user")
    people = {person.pseudonym: person.user for person in known}
    return [Line(row, people) for row in rows]


def _pseudonym_in(record: AuditRecord) -> str:
    return record.subject.removeprefix(_PERSON) if record.subject.startswith(_PERSON) else ""
