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
    """Source texts that must not stand on a page in `language`: they have a translation."""
    ours = gettext.translation("django", BASE_DIR / "locale", [language], fallback=True)
    catalogue = getattr(ours, "_catalog", {})
    sources = {source for source, text in catalogue.items() if source and text != source}
    return {one_line(source) for source in sources if isinstance(source, str)}


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
