"""What becomes of an article of the demo once it is written: the deeds of its file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone, translation

from knowledge.actions.article_feedback import say_article_helped
from knowledge.actions.article_text import ArticleFields, fields_of
from knowledge.actions.covering import cover_candidate
from knowledge.actions.doubting import flag_article
from knowledge.actions.editing import edit_article
from knowledge.actions.pending import text_to_edit
from knowledge.actions.publishing import approve_article, publish_at_once
from knowledge.actions.retiring import retire_article
from knowledge.actions.reviewing import plan_review, return_article, submit_article
from knowledge.actions.scheduling import schedule_article
from knowledge.actions.sources import add_source
from knowledge.actions.translating import save_translation
from knowledge.demo.content import Article
from knowledge.demo.deeds import ArticleDeed, swapped
from knowledge.demo.filling import filled_in
from knowledge.demo.world import Act, World
from knowledge.models import Article as Written
from knowledge.models import Candidate

Do = Callable[[ArticleDeed, Written, World, datetime], object]


def tending(article: Article, *, start: datetime) -> Iterator[Act]:
    for deed in article.deeds:
        yield Act(start - deed.ago, partial(_do, deed, article))


def _do(deed: ArticleDeed, article: Article, world: World, at: datetime) -> None:
    with translation.override(article.language):
        ARTICLE_DOES[deed.do](deed, world.article(article.family, article.language), world, at)


def _edit(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    edit_article(
        article=article,
        by=world.person(deed.by),
        version=text_to_edit(article).version,
        fields=_changed(deed, article, world),
        significance=deed.significance,
        summary=deed.because,
        now=at,
    )


def _translate(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    """Bring a translation up to what its original says."""
    original = Written.objects.get(translations=article.pk)
    save_translation(
        original=original,
        language=article.language,
        by=world.person(deed.by),
        version=text_to_edit(article).version,
        original_version=original.version,
        fields=_changed(deed, article, world),
        significance=deed.significance,
        summary=deed.because,
        now=at,
    )


def _changed(deed: ArticleDeed, article: Written, world: World) -> ArticleFields:
    fields = fields_of(text_to_edit(article))
    swap = {old: filled_in(new, article.language, world, deed.by) for old, new in deed.swap.items()}
    changed: dict[str, Any] = {deed.part: swapped(getattr(fields, deed.part), swap)}
    return replace(fields, **changed)


def _submit(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    submit_article(article=article, by=world.person(deed.by), now=at)


def _return(deed: ArticleDeed, article: Written, world: World, _at: datetime) -> None:
    return_article(article=article, by=world.person(deed.by), note=deed.because)


def _approve(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    approve_article(article=article, by=world.person(deed.by), now=at)


def _publish_at_once(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    publish_at_once(article=article, by=world.person(deed.by), why=deed.reason, now=at)


def _schedule(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    schedule_article(article=article, by=world.person(deed.by), at=at + deed.until, now=at)


def _plan_review(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    day = timezone.localdate(at + deed.until)
    plan_review(article=article, on=day, by=world.person(deed.by))


def _flag(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    flag_article(article=article, by=world.person(deed.by), note=deed.because, now=at)


def _retire(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    successor = world.article(deed.successor, article.language) if deed.successor else None
    retire_article(
        article=article,
        by=world.person(deed.by),
        retired_as=deed.reason,
        why=deed.because,
        successor=successor,
        now=at,
    )


def _name_source(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    answer = world.answers[deed.thread, deed.answer]
    add_source(article=article, answer=answer, by=world.person(deed.by), now=at)


def _cover(deed: ArticleDeed, article: Written, world: World, at: datetime) -> None:
    candidate = Candidate.objects.get(answer=world.answers[deed.thread, deed.answer])
    cover_candidate(candidate=candidate, article=article, by=world.person(deed.by), now=at)


def _helped(deed: ArticleDeed, article: Written, _world: World, at: datetime) -> None:
    for said_at in _spread(deed, at):
        say_article_helped(article=article, helped=True, now=said_at)


def _did_not_help(deed: ArticleDeed, article: Written, _world: World, at: datetime) -> None:
    for said_at in _spread(deed, at):
        say_article_helped(article=article, helped=False, reason=deed.reason, now=said_at)


def _spread(deed: ArticleDeed, at: datetime) -> Iterator[datetime]:
    """Readers come one by one, the last of them just then."""
    for number in reversed(range(deed.times)):
        yield at - deed.over * number / deed.times


ARTICLE_DOES: Mapping[str, Do] = {
    "edit": _edit,
    "translate": _translate,
    "submit": _submit,
    "return": _return,
    "approve": _approve,
    "publish-at-once": _publish_at_once,
    "schedule": _schedule,
    "plan-review": _plan_review,
    "flag": _flag,
    "retire": _retire,
    "name-source": _name_source,
    "cover": _cover,
    "helped": _helped,
    "did-not-help": _did_not_help,
}
