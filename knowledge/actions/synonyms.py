"""Words that mean the same to the search; what is changed counts with the next search."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from knowledge import policies
from knowledge.actions.gaps import gap_has_synonym, restore_gap
from knowledge.models import Gap, Synonym
from knowledge.models.synonym import WORD_LENGTH
from knowledge.search import curated
from knowledge.search.analysis import fold_for


class CannotSetSynonym(Exception):
    """The message is meant for the curator who tried."""


class SynonymChanged(CannotSetSynonym):
    """Somebody else was faster; what he wrote is not overwritten unseen."""


@transaction.atomic
def set_synonym(
    *,
    synonym: Synonym,
    by: User,
    language: str,
    word: str,
    others: str,
    way: str,
    seen: str | None = None,
) -> Synonym:
    """Let `synonym`, which may be new, say that `word` means the same as `others`, which stand
    between commas; `way` is one of Synonym.Way, `seen` what the curator saw it `said` before.

    Raises CannotSetSynonym for who may not curate, and where another row is about the word;
    SynonymChanged where it says something else by now, or is gone.
    """
    _require_curator(by)
    before = ""
    if synonym.pk:
        synonym = _locked(synonym)
        before = said(synonym)
        if seen not in (None, before):
            raise SynonymChanged(
                _("Somebody has changed it meanwhile to “%(now)s”. Save again to replace that.")
                % {"now": before}
            )
    synonym.language, synonym.word, synonym.others, synonym.way = language, word, others, way
    synonym.key, synonym.changed_at = fold_for(word, language)[:WORD_LENGTH], timezone.now()
    if said(synonym) == before:
        return synonym
    try:
        with transaction.atomic():
            synonym.save()
    except IntegrityError:
        raise CannotSetSynonym(
            _("There are synonyms of this word already: change those.")
        ) from None
    curated.forget()
    act = "synonym-changed" if before else "synonym-added"
    record_act(act, by=by, subject=f"synonym-{synonym.pk}", before=before, after=said(synonym))
    return synonym


@transaction.atomic
def remove_synonym(*, synonym: Synonym, by: User) -> None:
    """From now on they are different words; once more does no harm."""
    _require_curator(by)
    removed, _rows = Synonym.objects.filter(pk=synonym.pk).delete()
    if removed:
        curated.forget()
        record_act("synonym-removed", by=by, subject=f"synonym-{synonym.pk}", before=said(synonym))


@transaction.atomic
def answer_gap_by_synonym(*, gap: Gap, by: User, **fields: str) -> Synonym:
    """What was searched for is there under another word; raises as `set_synonym`, and
    CannotDecideGap."""
    gap_has_synonym(gap=gap, by=by)
    return set_synonym(synonym=Synonym(), by=by, **fields)


@transaction.atomic
def undo_synonym_of_gap(*, gap: Gap, by: User, synonym_id: int) -> None:
    """The synonym is gone, and the gap waits again."""
    restore_gap(gap=gap, by=by)
    synonym = Synonym.objects.filter(pk=synonym_id).first()
    if synonym is not None:
        remove_synonym(synonym=synonym, by=by)


def said(synonym: Synonym) -> str:
    """In one line, for the record."""
    sign = "=" if synonym.way == Synonym.Way.BOTH else "→"
    return f"{synonym.language}: {synonym.word} {sign} {synonym.others}"


def _locked(synonym: Synonym) -> Synonym:
    found = Synonym.objects.select_for_update().filter(pk=synonym.pk).first()
    if found is None:
        raise SynonymChanged(_("Somebody has removed it meanwhile. Add it as a new one."))
    return found


def _require_curator(by: User) -> None:
    if not policies.can_curate(by):
        raise CannotSetSynonym(_("Only curators can do this."))
