"""What must be true of comments and deeds in the demo's content."""

from collections.abc import Iterator
from datetime import timedelta

from knowledge.demo.aftermath import DOES
from knowledge.demo.content import Content, Thread
from knowledge.demo.deeds import swapped

Faults = Iterator[str]

REMARK_WORDS = (4, 60)
# Anybody may do these without an account.
_NAMELESS = {"report", "solved-too", "did-not-help"}


def deeds_name_only_what_exists(content: Content) -> Faults:
    for thread in content.threads.values():
        answers = {answer.key for answer in thread.answers}
        remarks = {remark.key for remark in thread.remarks}
        if answers & remarks or len(remarks) < len(thread.remarks):
            yield f"{thread.key}: two posts of one key"
        for remark in thread.remarks:
            yield from _unless(thread, remark.author, remark.author in content.people)
            yield from _unless(thread, remark.under, remark.under in {"", *answers})
        for deed in thread.deeds:
            is_somebody = deed.by in content.people or (not deed.by and deed.do in _NAMELESS)
            yield from _unless(thread, deed.do, deed.do in DOES)
            yield from _unless(thread, deed.by, is_somebody)
            yield from _unless(thread, deed.on, deed.on in {"", *answers, *remarks})
            yield from _unless(thread, deed.other, deed.other in {"", *content.threads})


def remarks_are_short(content: Content) -> Faults:
    for thread in content.threads.values():
        for remark in thread.remarks:
            words = len(remark.body.split())
            if not REMARK_WORDS[0] <= words <= REMARK_WORDS[1]:
                yield f"{thread.key}/{remark.key}: {words} words"


def nothing_is_done_before_its_cause(content: Content) -> Faults:
    for thread in content.threads.values():
        moments = {"": timedelta(0), **{answer.key: answer.after for answer in thread.answers}}
        for remark in thread.remarks:
            yield from _too_early(thread, remark.key, remark.after, moments.get(remark.under))
            moments[remark.key] = remark.after
        for deed in thread.deeds:
            yield from _too_early(thread, deed.do, deed.after, moments.get(deed.on))
            if deed.other in content.threads and content.threads[deed.other].asked < thread.asked:
                yield f"{thread.key}: leads to {deed.other}, which was asked later"


def edits_change_what_stands_there(content: Content) -> Faults:
    for thread in content.threads.values():
        texts = {"": thread.body}
        texts |= {answer.key: answer.body for answer in thread.answers}
        texts |= {remark.key: remark.body for remark in thread.remarks}
        for deed in sorted(thread.deeds, key=lambda deed: deed.after):
            try:
                changed = swapped(texts.get(deed.on, ""), deed.swap)
            except ValueError as problem:
                yield f"{thread.key}/{deed.on}: {problem}"
            else:
                texts[deed.on] = changed if deed.do == "edit" else texts.get(deed.on, "")


def _unless(thread: Thread, name: str, is_there: bool) -> Faults:
    if not is_there:
        yield f"{thread.key}: '{name}' does not exist"


def _too_early(thread: Thread, what: str, after: timedelta, cause: timedelta | None) -> Faults:
    if cause is not None and after <= cause:
        yield f"{thread.key}: {what} comes before what it is about"
    if after >= thread.asked:
        yield f"{thread.key}: {what} happens after the start of the demo"
