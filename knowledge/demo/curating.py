"""How an article of the demo is drafted, published and looked at again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.models import User
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import edit_article
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article
from knowledge.actions.reviewing import confirm_article, hand_over_article, submit_article
from knowledge.actions.writing import begin_article, link_translation
from knowledge.demo.content import Article
from knowledge.demo.filling import filled_in
from knowledge.demo.world import Act, World
from knowledge.models import Article as Written

_WRITING_TAKES = timedelta(hours=2)
_REVIEW_TAKES = timedelta(hours=1)
# Since when what is not published yet lies on the desk.
_ON_THE_DESK = timedelta(days=1)


def life_of_article(article: Article, *, start: datetime) -> Iterator[Act]:
    name = (article.family, article.language)
    if article.published is None:
        yield Act(start - _ON_THE_DESK, partial(_write, article, start))
        if article.state == Written.State.IN_REVIEW:
            yield Act(start - _ON_THE_DESK + _WRITING_TAKES, partial(_submit, article))
        return
    published_at = start - article.published
    yield Act(published_at - _WRITING_TAKES, partial(_write, article, start))
    yield Act(published_at - _REVIEW_TAKES, partial(_submit, article))
    yield Act(published_at, partial(_approve, article))
    if article.checked is not None:
        yield Act(start - article.checked, partial(_confirm, name, article.checked_by))


def _write(article: Article, start: datetime, world: World, at: datetime) -> None:
    curator = world.person(article.written_by)
    written = _draft(article, world, curator, at)
    for (family, _language), original in world.articles.items():
        if family == article.family:
            written = link_translation(article=written, original=original, by=curator)
    written = edit_article(
        article=written,
        by=curator,
        version=written.version,
        fields=_fields(article, start, world),
        now=at,
    )
    owner = world.people[article.owner]
    written = hand_over_article(article=written, to=owner, by=curator)
    world.articles[article.family, article.language] = written


def _fields(article: Article, start: datetime, world: World) -> ArticleFields:
    def part(text: str) -> str:
        return filled_in(text, article.language, world, article.written_by)

    return ArticleFields(
        title=article.title,
        applies=part(article.applies),
        cause=part(article.cause),
        solution=part(article.solution),
        search_phrases="\n".join(article.phrases),
        product=world.products[article.product],
        valid_for=article.valid_for,
        valid_until=_last_day(article, start),
        audience=article.audience,
    )


def _last_day(article: Article, start: datetime) -> date | None:
    if article.valid_ended:
        return timezone.localdate(start - article.valid_ended)
    return timezone.localdate(start + article.valid_until) if article.valid_until else None


def _draft(article: Article, world: World, curator: User, at: datetime) -> Written:
    if article.source:
        source = world.answers[article.source.question, article.source.answer]
        return promote_answer(answer=source, by=curator, now=at)
    return begin_article(by=curator, title=article.title, language=article.language, now=at)


def _submit(article: Article, world: World, at: datetime) -> None:
    written = world.articles[article.family, article.language]
    submit_article(article=written, by=world.person(article.written_by), now=at)


def _approve(article: Article, world: World, at: datetime) -> None:
    written = world.articles[article.family, article.language]
    approve_article(article=written, by=_second_curator(world, article.written_by), now=at)


def _confirm(name: tuple[str, str], by: str, world: World, at: datetime) -> None:
    confirm_article(article=world.articles[name], by=world.people[by], now=at)


def _second_curator(world: World, first: str) -> User:
    """Who looks at what the first one wrote."""
    others = (user for key, user in world.people.items() if key != first)
    return next(user for user in others if user.has_role(User.Role.CURATOR))
