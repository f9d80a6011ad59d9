from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

HASH_LENGTH = 64


class AuditPerson(models.Model):
    """Who stands behind a pseudonym of the record; deleted when the account is erased."""

    # A hash of the account's number with the salt: another account cannot be put in its place.
    pseudonym = models.CharField(max_length=HASH_LENGTH, unique=True)
    salt = models.CharField(max_length=32)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.pseudonym


class AuditRecord(models.Model):
    """One act: added in the transaction of the act, never changed and never deleted.

    It holds nothing that names a person or quotes a text.
    """

    at = models.DateTimeField(db_default=Now())
    act = models.CharField(max_length=60)
    # The pseudonym and the roles of that moment; empty for a rule and a command on the server.
    person = models.CharField(max_length=HASH_LENGTH, blank=True)
    roles = models.CharField(max_length=100, blank=True)
    # "article-3", "answer-12", or "person-" and a pseudonym
    subject = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(null=True)
    # Of the texts before and after, and of the reason, each with the salt in AuditWords.
    before_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    after_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    words_hash = models.CharField(max_length=HASH_LENGTH)
    # The client's network, shortened.
    origin = models.CharField(max_length=50, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["act", "-id"], name="records_of_an_act"),
            models.Index(fields=["person", "-id"], name="records_of_a_person"),
            models.Index(fields=["subject", "-id"], name="records_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.act}"


class AuditWords(models.Model):
    """The reason in words, and the salt without which no hash of the record can be guessed.

    Never changed; deleted where it says too much about a person, and the record stays whole.
    """

    record = models.OneToOneField(AuditRecord, models.PROTECT, related_name="words")
    salt = models.CharField(max_length=32)
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"#{self.pk}"


class Unsealed(models.Model):
    """A record that waits for its place in the chain."""

    record = models.OneToOneField(AuditRecord, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"#{self.pk}"


class AuditSeal(models.Model):
    """The place of a record in the chain of its day: each digest covers the one before it."""

    number = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(AuditRecord, models.PROTECT, related_name="seal")
    day = models.DateField()
    digest = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="seals_count_from_one")
        ]
        indexes = [models.Index(fields=["day", "number"], name="seals_of_a_day")]

    def __str__(self) -> str:
        return f"#{self.number}"


class AuditRoot(models.Model):
    """The end of a day's chain, signed; the same stands in a file, to be kept elsewhere."""

    day = models.DateField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    digest = models.CharField(max_length=HASH_LENGTH)
    # Ed25519, in hexadecimal digits.
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="root_covers_seals")
        ]

    def __str__(self) -> str:
        return f"{self.day}"
