"""Best answers: what a curator puts first for a search."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import Question
from config.audit.recording import record_act
from knowledge import policies
from knowledge.models import Article, Pin
from knowledge.models.pin import WORDS_LENGTH
from knowledge.search import curated
from knowledge.search.stems import folded_words


class CannotPin(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def pin_answer(*, words: str, language: str, answer: Article | Question, by: User) -> Pin:
    """Let `answer` stand first whenever `words` are searched for, instead of what did so far.

    Raises CannotPin for who may not curate, for words that say nothing, and for what readers
    don't get.
    """
    _require_curator(by)
    key = folded_words(words, language)[:WORDS_LENGTH]
    if not key:
        raise CannotPin(_("Say for which words it is the best answer."))
    if not _is_readable(answer):
        raise CannotPin(_("Readers don't get this: publish it first, or choose another one."))
    pinned = {
        "words": words,
        "article": answer if isinstance(answer, Article) else None,
        "question": answer if isinstance(answer, Question) else None,
        "changed_at": timezone.now(),
    }
    locked = Pin.objects.select_for_update()
    pin, is_new = locked.get_or_create(language=language, key=key, defaults=pinned)
    before = "" if is_new else pin.document
    if not is_new:
        for column, value in pinned.items():
            setattr(pin, column, value)
        pin.save()
    if pin.document != before:
        curated.forget()
        record_act(
            "answer-pinned",
            by=by,
            subject=f"pin-{pin.pk}",
            before=before,
            after=pin.document,
            why=words,
        )
    return pin


@transaction.atomic
def remove_pin(*, pin: Pin, by: User) -> None:
    """The search orders these words by itself again; once more does no harm."""
    _require_curator(by)
    removed, _rows = Pin.objects.filter(pk=pin.pk).delete()
    if removed:
        curated.forget()
        record_act(
            "pin-removed", by=by, subject=f"pin-{pin.pk}", before=pin.document, why=pin.words
        )


def _is_readable(answer: Article | Question) -> bool:
    """By its readers, whoever they are."""
    if isinstance(answer, Article):
        return Article.objects.published().filter(pk=answer.pk).exists()
    return Question.objects.filter(pk=answer.pk, hidden_at=None).exists()


def _require_curator(by: User) -> None:
    if not policies.can_curate(by):
        raise CannotPin(_("Only curators can do this."))
