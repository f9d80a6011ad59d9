"""Forms whose texts everybody will read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

import structlog
from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from community.forms.previewing import PreviewingForm
from community.markup.personal import (
    ASKED_ABOUT,
    MASKED_ALWAYS,
    Find,
    Kind,
    find_personal_data,
    find_unplaced,
    masked,
)

MASK, PUBLIC = "mask", "public"
MOST_NAMED = 6

log = structlog.get_logger(__name__)


class GuardedForm(PreviewingForm):
    """What is written in the fields of `guarded` passes the personal-data guard.

    Numbers that nobody has a reason to publish are masked, and `masked_names` says what they were.
    A form with phone numbers or e-mail addresses comes back once with the question whose they are,
    beside the field (`field_notes.html` shows it). With the answer they are masked or, where they
    may be public, left as they were written. Nobody is asked about what `initial` shows already.
    What only the page shows, and no place in the text, is refused beside the field.
    """

    # A field that the form does not have is passed by; of a list, each text is looked at.
    guarded: tuple[str, ...] = ("title", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was masked, in words, by the name of its field.
        self.masked_in: dict[str, list[str]] = {}
        # The last field that shows something its writer is asked about: the button is not far.
        self.asked_in = ""
        self._shown: list[Find] = []
        # What was found in a text, which is asked about more than once.
        self._read: dict[str, list[Find]] = {}

    @property
    def masked_names(self) -> list[str]:
        return list(dict.fromkeys(name for names in self.masked_in.values() for name in names))

    @property
    def choice_name(self) -> str:
        """The name under which the writer's answer is sent."""
        return self.add_prefix("personal_data")

    @property
    def shown_name(self) -> str:
        return self.add_prefix("personal_data_shown")

    @property
    def shown_marks(self) -> str:
        """For which finds the answer holds: one that is written later is asked about again."""
        return ",".join(sorted({_mark_of(find) for find in self._shown}))

    def _post_clean(self) -> None:
        """After `clean`, which other forms may write anew."""
        super()._post_clean()  # type: ignore[misc]
        self._mask(MASKED_ALWAYS)
        self._refuse_unplaced()
        choice = self.data.get(self.choice_name)
        if choice == MASK:
            self._mask(ASKED_ABOUT)
        else:
            self._ask(self._allowed() if choice == PUBLIC else frozenset())

    def _mask(self, kinds: Collection[Kind]) -> None:
        found = self._found(kinds)
        if not found:
            return
        typed = self.data.copy()  # type: ignore[attr-defined]
        for name, finds in found.items():
            known = self._known(name)
            self.cleaned_data[name] = _masked(self.cleaned_data[name], kinds, known)
            # Should the form come back, its writer sees what will be posted.
            key = self.add_prefix(name)
            typed[key] = masked(typed.get(key, ""), kinds, known)
            names = self.masked_in.setdefault(name, [])
            names += [str(find.label) for find in finds if str(find.label) not in names]
        self.data = typed
        _log("masked", [find for finds in found.values() for find in finds])

    def _refuse_unplaced(self) -> None:
        for name in self.guarded:
            finds = list(self._unplaced(self.cleaned_data.get(name)))
            known = self._known(name) if finds else ()
            new = [find for find in finds if find.value not in known]
            if new:
                self.add_error(name, forms.ValidationError(_readable(new), "unplaced"))
                _log("refused", new)

    def _ask(self, allowed: Collection[str]) -> None:
        found = self._found(ASKED_ABOUT)
        self._shown = [find for finds in found.values() for find in finds]
        if all(_mark_of(find) in allowed for find in self._shown):
            _log("published", self._shown)
            return
        _log("asked", self._shown)
        self.asked_in = list(found)[-1]
        for name, finds in found.items():
            self.add_error(name, forms.ValidationError(_shown_to_all(finds), "personal-data"))

    def _found(self, kinds: Collection[Kind]) -> dict[str, list[Find]]:
        """The new finds of each guarded field that has any."""
        found = {}
        for name in self.guarded:
            written = self._finds(self.cleaned_data.get(name))
            finds = [find for find in written if find.kind in kinds]
            known = self._known(name) if finds else ()
            found[name] = [find for find in finds if find.value not in known]
        return {name: finds for name, finds in found.items() if finds}

    def _known(self, name: str) -> set[str]:
        """What stood there before and was decided about then; account numbers never may."""
        before = self.get_initial_for_field(self.fields[name], name)
        finds = chain(self._finds(before), self._unplaced(before))
        return {find.value for find in finds if find.kind in ASKED_ABOUT}

    def _allowed(self) -> frozenset[str]:
        return frozenset(str(self.data.get(self.shown_name, "")).split(","))

    def _finds(self, value: object) -> Iterator[Find]:
        return chain.from_iterable(map(self._finds_in, _texts(value)))

    def _unplaced(self, value: object) -> Iterator[Find]:
        for text in _texts(value):
            yield from find_unplaced(text, self._finds_in(text))

    def _finds_in(self, text: str) -> list[Find]:
        if text not in self._read:
            self._read[text] = find_personal_data(text)
        return self._read[text]


def _texts(value: object) -> Iterator[str]:
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            yield text


def _masked(value: Any, kinds: Collection[Kind], known: Collection[str]) -> Any:
    if isinstance(value, list):
        return [masked(each, kinds, known) for each in value]
    return masked(value, kinds, known)


def _mark_of(find: Find) -> str:
    return salted_hmac("community.forms.guarding", find.value).hexdigest()[:16]


def _named(find: Find) -> str:
    return _("%(kind)s “%(text)s”") % {"kind": find.label, "text": find.text}


def _listed(finds: Iterable[Find]) -> str:
    named = list(dict.fromkeys(map(_named, finds)))
    return ", ".join(named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")


def _shown_to_all(finds: Iterable[Find]) -> str:
    return _("Everybody could read this: %(finds)s.") % {"finds": _listed(finds)}


def _readable(finds: Iterable[Find]) -> str:
    return _(
        "Everybody could read this: %(finds)s. It is spread over the formatting, where it cannot be"
        " masked. Please leave it out or write it in one piece."
    ) % {"finds": _listed(finds)}


def _log(outcome: str, finds: Iterable[Find]) -> None:
    """How many of which kind, and never what was found (TRUST A-LG-02)."""
    counts = Counter(find.kind.value for find in finds)
    if counts:
        log.info("personal_data", outcome=outcome, **counts)
