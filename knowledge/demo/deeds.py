"""What is done to a thread of the demo after it was asked and answered, as its file has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class Remark:
    """A comment; `under` is the key of an answer, or empty for the question."""

    key: str
    author: str
    after: timedelta
    body: str
    under: str = ""


@dataclass(frozen=True)
class Deed:
    """`do` names the act, `on` the answer or comment it is about, or is empty for the question.

    `because` is what somebody explains, `reason` one of the reasons that the act takes, or the
    words of an edit. `swap` leads from what an edit takes out to what it puts there. `other` is
    the key of a thread, `until` says how long a signed text holds from the start of the demo.
    `body` is a text that somebody writes, or what is masked.
    """

    do: str
    by: str
    after: timedelta
    on: str = ""
    because: str = ""
    reason: str = ""
    title: str = ""
    swap: Mapping[str, str] = field(default_factory=dict)
    other: str = ""
    body: str = ""
    product: str = ""
    version: str = ""
    until: timedelta | None = None
    times: int = 1


@dataclass(frozen=True)
class ArticleDeed:
    """What is done about an article; `ago` counts back from the start of the demo, `until` counts
    on from the deed.

    `because` is what somebody explains, or what an edit says that it changes; `reason` is one of
    the reasons that the act takes, `part` the part that `swap` changes. `thread` and `answer` name
    a post, `successor` the family of another article. Readers say `times` over so long, `over`.
    """

    do: str
    by: str
    ago: timedelta
    because: str = ""
    reason: str = ""
    part: str = "solution"
    swap: Mapping[str, str] = field(default_factory=dict)
    significance: str = "content"
    thread: str = ""
    answer: str = ""
    successor: str = ""
    until: timedelta = timedelta(0)
    times: int = 1
    over: timedelta = timedelta(0)


def swapped(text: str, swap: Mapping[str, str]) -> str:
    """`text` as an edit leaves it. Raises ValueError for what does not stand there once."""
    for old, new in swap.items():
        if text.count(old) != 1:
            raise ValueError(f"not there once: {old!r}")
        text = text.replace(old, new)
    return text
