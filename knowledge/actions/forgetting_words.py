"""Words of searches in which personal data stands: those that were typed by readers, and those
that curators wrote down."""

from collections.abc import Callable, Iterable

from django.db.models import Model

from config.audit.forgetting import forget_words_about
from knowledge.models import Gap, Pin, SearchedWords, Synonym
from knowledge.search import curated

# Where each holds words; those of readers are kept in small letters.
OF_READERS: dict[type[Model], tuple[str, ...]] = {Gap: ("words",), SearchedWords: ("words",)}
OF_CURATORS: dict[type[Model], tuple[str, ...]] = {Synonym: ("word", "others"), Pin: ("words",)}
COLUMNS = OF_READERS | OF_CURATORS


def forget_words(rows: Iterable[Model], stands_in: Callable[[str], object]) -> None:
    """Delete those of `rows`, which are of one table, in whose words it stands."""
    named = [row for row in rows if any(map(stands_in, _words_of(row)))]
    for row in named:
        if type(row) in OF_CURATORS:
            forget_words_about(f"{row._meta.model_name}-{row.pk}")
            curated.forget()
        row.delete()


def _words_of(row: Model) -> list[str]:
    return [getattr(row, column) for column in COLUMNS[type(row)]]
