import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from config.audit import files, protection, signing
from config.audit.closing import close_days
from config.audit.hashing import digest_of
from config.audit.models import AuditPerson, AuditRecord, AuditRoot, AuditSeal, AuditWords, Unsealed
from config.audit.sealing import seal_waiting
from config.audit.verifying import verify
from tests.config.audit.days import MONDAY, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db


def columns_of(*checked: type[models.Model]) -> list:
    """All but those that say nothing: the row numbers of two tables that others lead to."""
    return [
        pytest.param(model, field.attname, id=f"{model._meta.model_name}.{field.attname}")
        for model in checked
        for field in model._meta.concrete_fields
        if model not in {AuditWords, AuditPerson} or not field.primary_key
    ]


def other_than(value: object, column: str) -> object:
    """The same kind of value, as little different as can be."""
    if value is None:
        return 7
    if isinstance(value, int):
        return value + 1000 if column != "first" else value - 1
    if isinstance(value, datetime):
        return value.replace(microsecond=(value.microsecond + 1000) % 1_000_000)
    if isinstance(value, date):
        return value.replace(day=value.day + 1)
    text = str(value)
    return text[:-1] + ("0" if text.endswith("1") else "1") if text else "1"


def problems() -> list[str]:
    return verify(now=WEDNESDAY).problems


@pytest.fixture
def unlocked(chained):
    """Somebody who may change the database took everything away that keeps it in order."""
    with transaction.atomic():
        protection.unprotect()
        if connection.vendor == "postgresql":
            _without_references()
        yield
        transaction.set_rollback(True)


def _without_references() -> None:
    """Foreign keys would stop most of what is tried here; who owns the tables can drop them."""
    with connection.cursor() as cursor:
        for model in (AuditWords, Unsealed, AuditSeal, AuditPerson):
            constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)
            for name, constraint in constraints.items():
                if constraint["foreign_key"]:
                    cursor.execute(f'ALTER TABLE {model._meta.db_table} DROP CONSTRAINT "{name}"')


def test_untouched_record_is_whole(chained):
    assert problems() == []


@pytest.mark.parametrize(
    ("model", "column"), columns_of(AuditRecord, AuditSeal, AuditRoot, AuditWords, AuditPerson)
)
def test_any_changed_value_is_found(model, column, unlocked):
    """L-AU-02: “flip each byte class → found”."""
    row = model.objects.order_by("pk").values(column, "pk").first()

    change(model, row["pk"], column, other_than(row[column], column))
    protection.protect()

    assert problems() != []


@pytest.mark.parametrize("model", [AuditRecord, AuditSeal, AuditRoot])
@pytest.mark.parametrize("which", ["first", "last"])
def test_missing_row_is_found(model, which, unlocked):
    """L-AU-02; the last record only waits for its seal."""
    waiting = Unsealed.objects.values("record") if model is AuditRecord else []
    row = getattr(model.objects.exclude(pk__in=waiting).order_by("pk"), which)()

    model.objects.filter(pk=row.pk)._raw_delete("default")
    protection.protect()

    assert problems() != []


def test_cut_end_is_found_before_its_day_is_signed(unlocked):
    """L-AU-02: records and seals of today are gone together, and nothing else says so."""
    last = AuditSeal.objects.latest("number")

    AuditWords.objects.filter(record=last.record_id).delete()
    AuditSeal.objects.filter(pk=last.pk)._raw_delete("default")
    AuditRecord.objects.filter(pk=last.record_id)._raw_delete("default")
    protection.protect()

    assert problems() == ["2026-03-03.marks knows number 5, and the database has none."]


def test_exchanged_records_are_found(unlocked):
    """L-AU-02: both rows are whole, in each other's place."""
    first, second = AuditSeal.objects.order_by("number")[:2]

    change(AuditSeal, first.pk, "record_id", -1)
    change(AuditSeal, second.pk, "record_id", first.record_id)
    change(AuditSeal, first.pk, "record_id", second.record_id)
    protection.protect()

    assert [each.split(" (")[0] for each in problems()] == [
        "Number 1",
        "Number 2",
    ]


def test_record_that_was_put_in_is_found(chained):
    """L-AU-02: adding is allowed to everybody, passing it for an act is not."""
    record = AuditRecord.objects.create(act="role-granted", subject="person-1", words_hash="0")

    assert problems() == [f"Record {record.pk} stands in no chain and does not wait for it."]


def test_record_that_is_to_be_sealed_twice_is_found_and_stops_no_other(chained):
    """L-AU-02: whoever may add rows keeps nothing out of the chain."""
    sealed = AuditSeal.objects.earliest("number").record
    Unsealed.objects.create(record=sealed)

    assert seal_waiting(now=TUESDAY) == 1

    assert problems() == [
        f"Record {sealed.pk} waits for its place in the chain and has one already."
    ]


def test_chain_that_stands_still_is_found(chained):
    """L-AU-02: what has no place in it yet could be taken out unseen."""
    record = Unsealed.objects.get().record

    said = verify(now=record.at + timedelta(hours=2)).problems

    assert f"The chain stands still: record {record.pk} has waited for over an hour." in said


def test_pseudonym_that_was_given_to_somebody_else_is_found(unlocked, helper):
    """L-AU-02: who did it is as safe as what was done."""
    person = AuditPerson.objects.order_by("pk").first()

    change(AuditPerson, person.pk, "user_id", helper.pk)
    protection.protect()

    assert problems() == [f"The pseudonym {person.pseudonym} was given to another account."]


def test_chain_made_anew_contradicts_the_root_that_was_kept(unlocked, settings, tmp_path):
    """L-AU-02: who owns the database can make all of it anew, but not the file stored elsewhere."""
    kept = tmp_path / "elsewhere.json"
    kept.write_text(files.kept_roots()[0].read_text())
    settings.AUDIT_DIR = tmp_path / "new"
    change(AuditRecord, AuditRecord.objects.earliest("pk").pk, "act", "post-restored")
    seal_again()

    assert problems() == []
    assert verify([kept], now=WEDNESDAY).problems == [
        f"{kept}: the chain of 2026-03-02 in the database is another one."
    ]


@pytest.mark.parametrize(("column", "value"), [("first", 2), ("digest", "ab" * 32)])
def test_root_that_fits_no_chain_is_found_without_its_file(
    column, value, unlocked, settings, tmp_path
):
    """L-AU-02: also where it was signed anew with the site's own secret."""
    settings.AUDIT_DIR = tmp_path / "new"
    root = AuditRoot.objects.get()
    setattr(root, column, value)
    for name in (column, "signature"):
        change(AuditRoot, root.pk, name, getattr(signing.sign(root), name))
    protection.protect()

    assert f"The root of {root.day} does not fit the chain." in problems()


def test_seal_of_a_day_that_is_over_is_found(chained):
    """L-AU-02: nobody adds to yesterday, however well he reckons."""
    waiting, last = Unsealed.objects.get(), AuditSeal.objects.latest("number")
    place = {"number": last.number + 1, "day": MONDAY.date()}
    digest = digest_of(waiting.record, previous=last.digest, **place)
    AuditSeal.objects.create(record=waiting.record, digest=digest, **place)
    waiting.delete()

    assert "Number 6 stands in an earlier day than the one before it." in problems()


def seal_again() -> None:
    for model in (AuditRoot, AuditSeal):
        model.objects.all()._raw_delete("default")
    Unsealed.objects.all().delete()
    Unsealed.objects.bulk_create(Unsealed(record=each) for each in AuditRecord.objects.all())
    protection.protect()
    seal_waiting(now=MONDAY)
    close_days(now=TUESDAY)


def test_root_that_was_signed_by_others_is_not_trusted(chained, settings, tmp_path):
    """L-AU-02."""
    settings.SECRET_KEY = "another-secret-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"

    assert len([each for each in problems() if "another key" in each]) == 2


def test_root_signed_with_the_former_secret_stays_good(chained, settings):
    """A-LG-01: keys are changed without losing what was signed."""
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"

    assert problems() == []


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"day": "monday"}', '{"day": 3}', "\x00", "\ud800"]
)
def test_file_that_is_no_root_is_named(content, chained, tmp_path):
    path = tmp_path / "broken.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))

    (problem,) = verify([path], now=WEDNESDAY).problems

    assert problem == f"{path}: it is no root of the record."


def test_file_that_is_not_there_is_named(chained, tmp_path):
    (problem,) = verify([tmp_path / "none.json"], now=WEDNESDAY).problems

    assert "cannot be read" in problem


@pytest.mark.parametrize("field", ["day", "first", "last", "digest", "public_key", "signature"])
def test_changed_root_file_is_found(field, chained):
    """L-AU-02."""
    (path,) = files.kept_roots()
    content = json.loads(path.read_text())
    content[field] = {"day": "2026-03-03", "first": "2", "last": "2"}.get(field, "ab" * 32)

    path.write_text(json.dumps(content))

    assert len(problems()) == 1


def test_trigger_that_was_taken_away_is_found(chained):
    """L-AU-01."""
    protection.unprotect()

    assert any("auditrecord from DELETE" in each for each in problems())


def test_day_without_root_is_found(chained):
    late = WEDNESDAY.replace(hour=12)

    assert verify(now=late).problems == ["The root of 2026-03-03 is missing."]


def test_command_says_that_all_is_well(db):
    said = StringIO()

    call_command("verify_audit", stdout=said)

    assert said.getvalue().endswith("The record is whole.\n")


def test_command_names_what_is_wrong_and_fails(chained, tmp_path):
    protection.unprotect()
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", root=[tmp_path / "none.json"], stdout=said)

    assert ended.value.code == 1
    assert "✗ Nothing keeps audit_auditrecord from UPDATE" in said.getvalue()
    assert "none.json: it cannot be read" in said.getvalue()


def change(model, pk, column, value) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s",  # noqa: S608
            [value, pk],
        )
