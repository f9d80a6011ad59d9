"""No pattern of ours can be kept busy by a text that was written for it."""

import inspect
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import islice, pairwise
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest
import regex

from tests.architecture.sources import ROOT, modules
from tests.patience import EXACT

LONGEST = 30_000
MOST_SECONDS = 0.05
# What can be kept busy needs seconds. Alone on a machine a pattern keeps to the limit itself.
MARGIN = 1 if EXACT else 8
MOST_PIECES = 40
PATTERNS = (re.Pattern, regex.Pattern)
ALWAYS = (" ", "a", "0", "a ", "aA1 ", "\n", "-", "@", ".", "a.", "<a ", "[", "(", '"', "\\", "é")
CATEGORIES = {"SPACE": " ", "DIGIT": "7", "WORD": "a", "NOT_SPACE": "x", "NOT_DIGIT": "y"}
# What these look at is short, or nobody from outside has written it.
BOUNDED = {
    "community.markup.personal.contacts._MAILBOX": "the operator's settings",
    "community.markup.personal.phone_words._PHONE": "forty characters before a number",
    "community.markup.personal.phone_words._SOMETHING_ELSE": "forty characters before a number",
    "community.markup.unlinking._LINK": "sanitised text, a hundred links that are all closed",
    "knowledge.demo.wording._SENTENCE_END": "the texts of the demo",
}
LOOKING = ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
# Programs that begin their work when they are imported.
NOT_IMPORTED = {"config.wsgi"}


def module_of(path) -> str:
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def patterns_in(value: Any, depth: int = 2) -> Iterator[Any]:
    if isinstance(value, PATTERNS):
        yield value
    elif depth and isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from patterns_in(each, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from patterns_in(each, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.partition(".")[0] in APPS:
        for each in vars(value).values():
            yield from patterns_in(each, depth - 1)


APPS = {"config", "accounts", "community", "knowledge"}


def own_patterns() -> dict[str, Any]:
    """Every compiled pattern that stands at the top of a module, by where it stands."""
    found: dict[str, Any] = {}
    seen: set[int] = set()
    for path in modules():
        name = module_of(path)
        if name in NOT_IMPORTED:
            continue
        module: ModuleType = import_module(name)
        for variable, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    found[f"{name}.{variable}.{number}"] = pattern
    return found


def pieces(pattern: Any) -> list[str]:
    """What the pattern looks for, sign by sign and in its order: the parts of hostile texts."""
    try:
        parsed = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        signs = list(islice(_signs(parsed), MOST_PIECES))
    except (re.error, TypeError):  # written for the other library
        signs = re.findall(r"[\w@.<>\"'()\[\]:/#&%=+-]", pattern.pattern)[:MOST_PIECES]
    pairs = [one + other for one, other in pairwise(signs)]
    return list(dict.fromkeys([*signs, *pairs, "".join(signs)]))


def _signs(parsed: Any) -> Iterator[str]:
    for operation, argument in parsed:
        name = str(operation)
        if name in {"LITERAL", "NOT_LITERAL"}:
            yield chr(argument) if name == "LITERAL" else "x"
        elif name == "IN":
            yield from _members(argument)
        elif name == "CATEGORY":
            yield CATEGORIES.get(str(argument).removeprefix("CATEGORY_"), "a")
        else:
            for part in _parts(argument):
                yield from _signs(part)


def _members(members: Any) -> Iterator[str]:
    for name, argument in list(members)[:4]:
        if str(name) == "LITERAL":
            yield chr(argument)
        elif str(name) == "RANGE":
            yield chr(argument[0])
        elif str(name) == "CATEGORY":
            yield CATEGORIES.get(str(argument).removeprefix("CATEGORY_"), "a")


def _parts(argument: Any) -> Iterator[Any]:
    """The patterns within a repetition, a group, a branch or a look-around."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for each in argument:
            yield from _parts(each)


def hostile_texts(pattern: Any) -> Iterator[str]:
    """Long runs of what it wants, behind which it does not get what it needs."""
    for piece in (*ALWAYS, *pieces(pattern)):
        run = (piece * (LONGEST // len(piece) + 1))[:LONGEST]
        yield run
        yield run[:-1] + "\x01"
    signs = pieces(pattern)
    for length in sorted({1, 2, len(signs) // 2}):
        beginning = "".join(signs[:length])[:200]
        for piece in ALWAYS[:6]:
            yield beginning + (piece * LONGEST)[: LONGEST - len(beginning)]


def ways_of_looking(place: str, pattern: Any) -> list[Callable[[Any], Any]]:
    """How the module in which it stands uses the pattern; each way, where that can't be seen."""
    module, variable, _number = place.rsplit(".", 2)
    source = inspect.getsource(import_module(module))
    used = re.findall(rf"\b{variable}\.({'|'.join(LOOKING)})\b", source)
    names = set(used) or {"search", "fullmatch"}
    return [{"sub": partial(pattern.sub, "")}.get(name) or getattr(pattern, name) for name in names]


def seconds_for(look: Callable[[Any], Any], subject: Any) -> float:
    """The better of two, where the first was slow: others use this machine too."""
    first = _seconds_for(look, subject)
    return first if first < MOST_SECONDS or first > 1 else min(first, _seconds_for(look, subject))


def _seconds_for(look: Callable[[Any], Any], subject: Any) -> float:
    began = time.thread_time()
    found = look(subject)
    if isinstance(found, Iterator):
        deque(found, maxlen=0)
    return time.thread_time() - began


def slowest(place: str, pattern: Any) -> tuple[float, str]:
    """Seconds of processor time, and the beginning of the text that took them."""
    is_bytes = isinstance(pattern.pattern, bytes)
    worst = (0.0, "")
    for text in hostile_texts(pattern):
        subject: Any = text.encode() if is_bytes else text
        for look in ways_of_looking(place, pattern):
            worst = max(worst, (seconds_for(look, subject), text[:20]))
        if worst[0] > 1:
            break
    return worst


OWN = {
    place: pattern
    for place, pattern in own_patterns().items()
    if place.rpartition(".")[0] not in BOUNDED
}


def test_there_are_patterns_to_look_at():
    assert len(OWN) > 40


def test_every_exception_is_still_there():
    assert {place.rpartition(".")[0] for place in own_patterns()} >= BOUNDED.keys()


@pytest.mark.parametrize("pattern", [r"\s+\Z", r"<(a+)[^<>]*>", r"[\w.]*@\w", r"(?:-|b)+:\Z"])
def test_pattern_that_can_be_kept_busy_is_noticed(pattern):
    """A-DO-04: half of the length will do."""
    compiled = re.compile(pattern)
    texts = (text[:14_000] + text[-1_000:] for text in hostile_texts(compiled))

    assert any(seconds_for(compiled.search, text) > MOST_SECONDS for text in texts)


@pytest.mark.parametrize("place", OWN)
def test_no_text_keeps_a_pattern_busy(place):
    """A-DO-04"""
    seconds, text = slowest(place, OWN[place])

    assert seconds < MOST_SECONDS * MARGIN, f"{seconds:.2f} s for {text!r}…"
