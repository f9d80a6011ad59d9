"""What is taken away from the record, so that it says nothing more about a person; the chain
covers none of it and stays whole."""

from django.db.models import QuerySet

from config.audit.models import AuditPerson, AuditWords
from config.personal_data import Leaver


def forget_words_about(subject: str) -> None:
    """Take away the reasons in words, and the salts without which a masked number could be guessed
    from the hash of a text that held it."""
    AuditWords.objects.filter(record__subject=subject).delete()


def forget_people(people: QuerySet[AuditPerson], _leaver: Leaver) -> None:
    """From here on a pseudonym leads to nobody, and what was said of him in words is gone."""
    for pseudonym in people.values_list("pseudonym", flat=True):
        forget_words_about(f"person-{pseudonym}")
    people.delete()
