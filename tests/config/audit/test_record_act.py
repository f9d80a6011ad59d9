import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from config.audit import origin
from config.audit.acts import ACTS
from config.audit.hashing import hash_of
from config.audit.models import AuditPerson, AuditRecord, AuditRoot, AuditSeal, AuditWords, Unsealed
from config.audit.proving import record_of_text
from config.audit.recording import about_person, pseudonym_of, record_act

pytestmark = pytest.mark.django_db


def test_record_says_who_in_which_role_did_what_to_which_revision_and_why(moderator):
    """L-AU-01."""
    record = record_act(
        "post-hidden",
        by=moderator,
        subject="answer-3",
        revision=2,
        before="Turn it off.",
        why="Names a customer.",
    )

    assert (record.act, record.subject, record.revision) == ("post-hidden", "answer-3", 2)
    assert (record.person, record.roles) == (pseudonym_of(moderator), "moderator")
    assert record.words.why == "Names a customer."


def test_time_is_that_of_the_database(moderator):
    """L-AU-01: whoever moves the clock of a process moves no line of the record."""
    record = AuditRecord.objects.get(pk=record_act("post-hidden", by=None, subject="answer-3").pk)

    assert abs((timezone.now() - record.at).total_seconds()) < 600


def test_texts_are_hashed_and_not_stored(moderator):
    """L-AU-01: what was masked later does not live on in the record."""
    record = record_act("post-masked", by=moderator, subject="answer-3", before="Call 0170 1234567")

    assert record.before_hash == hash_of("Call 0170 1234567", salt=record.words.salt)
    assert "0170" not in str(AuditRecord.objects.values().get(pk=record.pk))


def test_record_of_a_text_is_one_of_what_said_it(moderator):
    """L-AU-04: another article that says the same proves nothing about this one."""
    record = record_act("article-approved", by=moderator, subject="article-1", after="Hold it.")

    assert record_of_text("Hold it.", subject="article-1") == record
    assert record_of_text("Hold it.", subject="article-2") is None
    assert record_of_text("Hold it!", subject="article-1") is None


def test_same_text_has_another_hash_in_another_record(moderator):
    first, second = (
        record_act("post-masked", by=moderator, subject="answer-3", before="Call 0170 1234567")
        for _ in range(2)
    )

    assert first.before_hash != second.before_hash


def test_record_says_from_which_neighbourhood_the_request_came(moderator):
    """L-AU-01: “from where (short)”, never a whole address (A-LG-03)."""
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.77")

    record = origin.know_where_from(
        lambda _request: record_act("post-hidden", by=moderator, subject="answer-3")
    )(request)

    assert record.origin == "203.0.113.0/24"
    assert record_act("post-hidden", by=moderator, subject="answer-4").origin == ""


def test_network_of_a_newer_address_is_shortened_too():
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:3::4")

    assert origin.know_where_from(lambda _request: origin.network())(request) == "2001:db8:1::/48"


def test_rule_has_no_name():
    record = record_act("affiliation-expired", by=None, subject="affiliation-3")

    assert (record.person, record.roles) == ("", "")


def test_person_is_a_pseudonym_also_where_the_act_concerns_him(stranger, administrator):
    """L-AU-05."""
    record = record_act("role-granted", by=administrator, subject=about_person(stranger))

    assert record.subject == f"person-{pseudonym_of(stranger)}"
    assert str(stranger.pk) != pseudonym_of(stranger)


def test_act_that_nobody_listed_is_refused():
    with pytest.raises(ValueError, match="does not list"):
        record_act("post-eaten", by=None, subject="answer-3")


def test_every_act_has_a_sentence():
    assert all(str(sentence) for sentence in ACTS.values())


@pytest.mark.django_db(transaction=True)
def test_act_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        record_act("post-hidden", by=None, subject="answer-3")


@pytest.mark.django_db(transaction=True)
def test_act_that_fails_leaves_no_record():
    with transaction.atomic():
        record_act("post-hidden", by=None, subject="answer-3")
        transaction.set_rollback(True)

    assert not AuditRecord.objects.exists()
    assert not Unsealed.objects.exists()


@pytest.mark.parametrize("model", [AuditRecord, AuditSeal, AuditRoot])
def test_nothing_of_the_record_is_deleted(model, chained):
    """L-AU-01: not even by the product itself."""
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("model", [AuditRecord, AuditSeal, AuditRoot, AuditPerson, AuditWords])
def test_nothing_of_the_record_is_changed(model, chained):
    """L-AU-01."""
    column = model._meta.pk.column
    table = model._meta.db_table

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        connection.cursor().execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("model", [AuditRecord, AuditSeal, AuditRoot])
def test_nothing_of_the_record_is_truncated(model, chained):
    """L-AU-01."""
    table = model._meta.db_table

    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table} CASCADE")
