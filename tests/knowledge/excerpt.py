"""Parts of the demo that load at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction

from knowledge.demo.accounts import ACCOUNTS
from knowledge.demo.content import Content, Thread, load_content
from knowledge.demo.seeding import seed

THREADS = (
    "keep-number-when-moving",
    "nur-noch-2-4-ghz",
    "price-increase-cancel-now",
    "router-loses-5-ghz",
)
# Where people wrote under a mark that has changed since, or are gone.
THREADS_OF_THE_PAST = (
    "fax-bricht-ab",
    "repeater-halbiert-geschwindigkeit",
    "sending-mail-times-out",
    "thank-you-saturday-technician",
)
# It takes two who decide.
STAFF = ("birte",)
READERS = 2


def excerpt_of_demo() -> Content:
    """A few threads and articles with a few of their readers."""
    content = _little(THREADS, readers=READERS)
    present = {*STAFF, *(account.key for account in ACCOUNTS)}
    for thread in content.threads.values():
        present |= {thread.author, *thread.affected}
        for answer in thread.answers:
            present |= {answer.author, *answer.up, *answer.down}
        present |= {remark.author for remark in thread.remarks}
        present |= {deed.by for deed in thread.deeds}
    people = {key: person for key, person in content.people.items() if key in present}
    return replace(content, people=people, kept=())


def people_of_demo() -> Content:
    """Everybody with what he has been through, but little conversation."""
    return replace(_little(THREADS_OF_THE_PAST, readers=1), articles=())


@contextmanager
def loaded(content: Content) -> Iterator[Content]:
    """`content` in the database, for all tests of a module; what they write is rolled back."""
    with transaction.atomic():
        seed(content)
        yield content
        transaction.set_rollback(True)


def _little(keys: Iterable[str], *, readers: int) -> Content:
    whole = load_content()
    threads = {key: _little_read(whole.threads[key], readers) for key in keys}
    articles = (a for a in whole.articles if a.source and a.source.question in threads)
    return replace(whole, threads=threads, articles=tuple(articles))


def _little_read(thread: Thread, readers: int) -> Thread:
    answers = tuple(
        replace(answer, up=answer.up[:readers], down=answer.down[:readers])
        for answer in thread.answers
    )
    return replace(thread, affected=thread.affected[:readers], answers=answers)
