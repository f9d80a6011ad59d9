"""What must be true of who writes the demo's articles, and of what becomes of them."""

from collections.abc import Iterator
from datetime import timedelta

from knowledge.demo.content import Article, Content
from knowledge.demo.deeds import ArticleDeed
from knowledge.demo.tending import ARTICLE_DOES

Faults = Iterator[str]

# Readers, who need no account.
_NAMELESS = {"helped", "did-not-help"}
_BEFORE_PUBLICATION = timedelta(days=1)


def article_deeds_name_only_what_exists(content: Content) -> Faults:
    families = {article.family for article in content.articles}
    answers = {
        (thread.key, answer.key) for thread in content.threads.values() for answer in thread.answers
    }
    for article in content.articles:
        for deed in article.deeds:
            is_somebody = deed.by in content.people or (not deed.by and deed.do in _NAMELESS)
            named = (deed.thread, deed.answer)
            yield from _unless(article, deed.do, deed.do in ARTICLE_DOES)
            yield from _unless(article, deed.by, is_somebody)
            yield from _unless(article, deed.answer, named in {("", ""), *answers})
            yield from _unless(article, deed.successor, deed.successor in {"", *families})


def articles_are_written_by_curators(content: Content) -> Faults:
    for article in content.articles:
        writer = content.people.get(article.written_by)
        if writer is None or "curator" not in writer.roles:
            yield f"{_name(article)}: {article.written_by} writes no articles"


def article_deeds_come_after_the_article(content: Content) -> Faults:
    for article in content.articles:
        since = article.published or _BEFORE_PUBLICATION
        for deed in article.deeds:
            if deed.ago + _readers_take(deed) > since:
                yield f"{_name(article)}: {deed.do} comes before the article"


def questions_are_asked_about_what_stood_there(content: Content) -> Faults:
    published = {(each.family, each.language): each.published for each in content.articles}
    for thread in content.threads.values():
        since = published.get((thread.about, thread.language)) or timedelta(0)
        if thread.about and since <= thread.asked:
            yield f"{thread.key}: '{thread.about}' was no article yet"


def _readers_take(deed: ArticleDeed) -> timedelta:
    return deed.over if deed.do in _NAMELESS else timedelta(0)


def _unless(article: Article, name: str, is_there: bool) -> Faults:
    if not is_there:
        yield f"{_name(article)}: '{name}' does not exist"


def _name(article: Article) -> str:
    return f"{article.language}/{article.family}"
