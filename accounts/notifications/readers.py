"""What has to be known of the people whom some mails go to, asked once for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.notifications.choices import Choices, choices_of
from accounts.notifications.hours import staff_among
from accounts.notifications.models import OutgoingMail, PausedAddress


@dataclass(frozen=True)
class Reader:
    person: User
    choices: Choices
    is_paused: bool
    is_staff: bool


def readers_of(mails: Iterable[OutgoingMail]) -> dict[int, Reader]:
    """By number of the mail; mails about an account have none. Five queries."""
    people = {mail.pk: person for mail in mails if (person := _person(mail))}
    choices = choices_of({person.pk for person in people.values()})
    addresses = {person.email for person in people.values() if person.email}
    paused = PausedAddress.objects.filter(address__in=addresses)
    unused = set(paused.values_list("address", flat=True))
    staff = staff_among(people.values())
    return {
        number: Reader(person, choices[person.pk], person.email in unused, person.pk in staff)
        for number, person in people.items()
    }


def _person(mail: OutgoingMail) -> User | None:
    return mail.notice.user if mail.notice else mail.digest_of
