"""A few threads and articles of the demo with a few of their readers: loads at once."""

from dataclasses import replace

from knowledge.demo.content import Content, Thread, load_content

THREADS = (
    "keep-number-when-moving",
    "nur-noch-2-4-ghz",
    "price-increase-cancel-now",
    "router-loses-5-ghz",
)
READERS = 2


def excerpt_of_demo() -> Content:
    whole = load_content()
    threads = {key: _little_read(whole.threads[key]) for key in THREADS}
    articles = (a for a in whole.articles if a.source and a.source.question in threads)
    return replace(whole, threads=threads, articles=tuple(articles))


def _little_read(thread: Thread) -> Thread:
    answers = tuple(
        replace(answer, up=answer.up[:READERS], down=answer.down[:READERS])
        for answer in thread.answers
    )
    return replace(thread, affected=thread.affected[:READERS], answers=answers)
