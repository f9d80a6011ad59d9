"""How an article of the demo is drafted, published and looked at again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from accounts.models import User
from knowledge.actions.editing import edit_article
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import publish_article
from knowledge.actions.reviewing import confirm_article, hand_over_article, submit_article
from knowledge.actions.writing import begin_article, link_translation
from knowledge.demo.content import Article
from knowledge.demo.world import Act, World
from knowledge.models import Article as Written

_WRITING_TAKES = timedelta(hours=2)
# Since when what is not published yet lies on the desk.
_ON_THE_DESK = timedelta(days=1)


def life_of_article(article: Article, *, start: datetime) -> Iterator[Act]:
    name = (article.family, article.language)
    if article.published is None:
        yield Act(start - _ON_THE_DESK, partial(_write, article))
        if article.state == Written.State.IN_REVIEW:
            yield Act(start - _ON_THE_DESK + _WRITING_TAKES, partial(_submit, name))
        return
    published_at = start - article.published
    yield Act(published_at - _WRITING_TAKES, partial(_write, article))
    yield Act(published_at, partial(_publish, name))
    if article.checked is not None:
        yield Act(start - article.checked, partial(_confirm, name, article.checked_by))


def _write(article: Article, world: World, at: datetime) -> None:
    curator = _curator(world)
    written = _draft(article, world, curator, at)
    for (family, _language), original in world.articles.items():
        if family == article.family:
            written = link_translation(article=written, original=original, by=curator)
    written = edit_article(
        article=written,
        by=curator,
        version=written.version,
        title=article.title,
        applies=article.applies,
        cause=article.cause,
        solution=article.solution,
        product=world.products[article.product],
        valid_for=article.valid_for,
        search_phrases="\n".join(article.phrases),
        now=at,
    )
    owner = world.people[article.owner]
    written = hand_over_article(article=written, to=owner, by=curator)
    world.articles[article.family, article.language] = written


def _draft(article: Article, world: World, curator: User, at: datetime) -> Written:
    if article.source:
        source = world.answers[article.source.question, article.source.answer]
        return promote_answer(answer=source, by=curator, now=at)
    return begin_article(by=curator, title=article.title, language=article.language, now=at)


def _submit(name: tuple[str, str], world: World, _at: datetime) -> None:
    submit_article(article=world.articles[name], by=_curator(world))


def _publish(name: tuple[str, str], world: World, at: datetime) -> None:
    publish_article(article=world.articles[name], by=_curator(world), now=at)


def _confirm(name: tuple[str, str], by: str, world: World, at: datetime) -> None:
    confirm_article(article=world.articles[name], by=world.people[by], now=at)


def _curator(world: World) -> User:
    return next(user for user in world.people.values() if user.has_role(User.Role.CURATOR))
