"""Every column that leads to a person says what his download and his erasure make of it."""

import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.test.utils import isolate_apps

from accounts.privacy.archive import Section
from accounts.privacy.wording import column_label
from config import retention
from config.personal_data import Declared, Erase, Person, declare, declared
from tests.architecture.sources import ROOT

# Columns that hold an address, a name or a key of a person without being a foreign key.
TELLING = re.compile(
    r"(^|_)(e?mail|mailbox|to|phone|ip|address|addresses|mailboxes|user_agent|full_name"
    r"|display_name|name_key|names|proof_key|payload|user_id|person_id|object_id)$"
)
# What such a word means elsewhere.
NOBODY = {
    "contenttypes.contenttype.name",
    "taggit.taggeditem.object_id",
}
# Rows that are deleted or rewritten as a whole take all their columns along.
WHOLE = {Erase.DELETE, Erase.REWRITE}
SECRETS = re.compile(r"password|secret|token|session_key|session_data|seed|recovery|^data$|^key$")


def leading_to_people(tables: Iterable[type[models.Model]]) -> Iterator[tuple[str, str]]:
    person = get_user_model()
    for model in tables:
        for field in model._meta.get_fields():
            if not field.concrete:
                continue
            label = model._meta.label_lower
            points = field.is_relation and field.related_model is person
            tells = not field.is_relation and TELLING.search(field.name)
            if points or (tells and f"{label}.{field.name}" not in NOBODY):
                yield label, field.name


def undeclared(tables: Iterable[type[models.Model]]) -> list[str]:
    direct = {(entry.table, entry.field) for entry in declared()}
    whole = {entry.table for entry in declared() if entry.erase in WHOLE}
    return [
        f"{table}.{column}"
        for table, column in leading_to_people(tables)
        if (table, column) not in direct
        and (table not in whole or apps.get_model(table)._meta.get_field(column).is_relation)
    ]


def test_every_column_that_leads_to_a_person_is_declared():
    """L-GD-01: write it into the `personal_data.py` of its app."""
    assert undeclared(apps.get_models(include_auto_created=True)) == []


@isolate_apps("community")
def test_new_key_to_a_person_is_noticed():
    """L-GD-01"""

    class Thanks(models.Model):
        by = models.ForeignKey(get_user_model(), models.CASCADE, related_name="+")

        class Meta:
            app_label = "community"

        def __str__(self) -> str:
            return "thanks"

    assert undeclared([Thanks]) == ["community.thanks.by"]


@isolate_apps("community")
def test_new_column_with_an_address_is_noticed():
    class Invitation(models.Model):
        email = models.CharField(max_length=254)

        class Meta:
            app_label = "community"

        def __str__(self) -> str:
            return "invitation"

    assert undeclared([Invitation]) == ["community.invitation.email"]


def test_nothing_is_declared_twice():
    places = [(entry.table, entry.field) for entry in declared()]
    assert len(places) == len(set(places))


def test_what_stays_says_why():
    """L-GD-04: members read it before they leave."""
    silent = [
        f"{entry.table}.{entry.field}"
        for entry in declared()
        if entry.erase is not Erase.DELETE and not entry.why
    ]
    assert silent == []


def test_rewriting_needs_to_know_how():
    with pytest.raises(ValueError, match="say how"):
        declare(
            get_user_model(), field="email", what="An address", erase=Erase.REWRITE, why="Because."
        )


def test_every_exported_column_exists_and_has_words(db):
    for entry in declared():
        Section(entry, Person(1, ("lena@example.org",)))._found().values(*entry.export).first()
        assert all(column_label(column) for column in entry.export)


def test_no_secret_is_exported():
    """A-AZ-20"""
    exported = [
        f"{entry.table}.{column}"
        for entry in declared()
        for column in entry.export
        if SECRETS.search(column.rpartition("__")[2])
    ]
    assert exported == []


def test_every_table_with_people_has_a_period():
    """L-GD-05: or says why it is kept."""
    ruled = {rule.table for rule in retention.rules()}
    assert sorted(_with_own_rows() - ruled) == []


def _with_own_rows() -> set[str]:
    """Tables whose rows belong to one person; not those that only name who decided."""
    return {entry.table for entry in declared() if entry.export and not _is_decision(entry)}


def _is_decision(entry: Declared) -> bool:
    return entry.erase is Erase.KEEP and len(entry.export) == 2


def test_every_rule_without_a_period_says_why():
    assert [rule.table for rule in retention.rules() if not rule.why] == []


def test_documentation_lists_the_same_rules():
    """L-GD-05: docs/privacy.md, one line for each."""
    text = (ROOT / "docs" / "privacy.md").read_text()
    missing = [line for rule in retention.rules() if (line := row_of(rule)) not in text]
    assert missing == []


def row_of(rule: retention.Rule) -> str:
    period = f"{rule.days} days" if rule.days else "–"
    return f"| {rule.what} | `{rule.table}` | {period} | {rule.why} |"
