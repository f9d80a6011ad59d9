"""The words on the pages, from the same catalogues that the pages use."""

import gettext
import re
from functools import cache

from django.utils import translation

from config.place import BASE_DIR

LANGUAGES = ("de", "en")


def say(language: str, text: str) -> str:
    """What a page in `language` says for the English source text."""
    with translation.override(language):
        return translation.gettext(text)


@cache
def english_only(language: str) -> set[str]:
    """Source texts that must not stand on a page in `language`: they have a translation, and are
    none of another text."""
    ours = gettext.translation("django", BASE_DIR / "locale", [language], fallback=True)
    catalogue = getattr(ours, "_catalog", {})
    sources = {source for source in catalogue if isinstance(source, str) and source}
    return {one_line(source) for source in sources.difference(catalogue.values())}


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
