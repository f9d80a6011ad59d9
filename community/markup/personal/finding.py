from community.markup.personal.bank import find_cards, find_ibans
from community.markup.personal.company import find_company_data
from community.markup.personal.contacts import is_published
from community.markup.personal.kinds import Find
from community.markup.personal.mailboxes import find_mailboxes
from community.markup.personal.masking import MASK
from community.markup.personal.phones import find_phones
from community.markup.personal.reading import Reading

# What proves itself comes first, and is not looked at by the rules behind it.
_RULES = (find_company_data, find_ibans, find_cards, find_mailboxes, find_phones)


def find_personal_data(text: str) -> list[Find]:
    """What should not stand where everybody reads it, in the order of the text.

    Costs at most a fixed time for each character; contacts that the company has published are
    not among it.
    """
    reading = Reading(text)
    reading.cover([mask.span() for mask in MASK.finditer(reading.text)])
    finds: list[Find] = []
    for rule in _RULES:
        found = list(rule(reading))
        reading.cover([(find.start, find.end) for find in found])
        finds += (reading.in_original(find) for find in found if not is_published(find))
    return sorted(finds, key=lambda find: find.start)
