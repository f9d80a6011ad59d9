"""What makes somebody look at an article again: each function makes one cause true of it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from accounts.actions.deactivation import deactivate_member
from community.actions.deleting import delete_post
from community.actions.editing import edit_answer, edit_question
from community.actions.hiding import hide_post
from community.actions.masking import mask_post
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import Answer
from config.events import relay
from knowledge.actions.article_feedback import say_article_helped
from knowledge.actions.doubting import flag_article
from knowledge.actions.ending_versions import end_version
from knowledge.actions.judged import OUTVOTED_BY, UNHELPFUL_TO
from knowledge.actions.linking import settle_links
from knowledge.actions.retiring import retire_article
from knowledge.actions.upkeep import look_after_articles
from knowledge.models import Article, Doubt
from tests.factories import make_answer, make_article, make_product, make_user

Cause = Doubt.Cause
PHONE = "0171 2345678"


def come_about() -> None:
    """All that the worker does about articles."""
    relay.deliver_pending(limit=1000)
    look_after_articles()
    relay.deliver_pending(limit=1000)


def edit_source(article: Article) -> None:
    answer = _source(article)
    edit_answer(answer=answer, by=answer.author, version=answer.version, body="Throw it away.")


def edit_sources_question(article: Article) -> None:
    question = _source(article).question
    edit_question(
        question=question, by=question.author, version=1, title="Something else", body="Entirely."
    )


def hide_source(article: Article) -> None:
    moderator = make_user(roles="moderator")
    hide_post(post=_source(article), by=moderator, reason="insult", explanation="Be friendly.")


def delete_source(article: Article) -> None:
    answer = _source(article)
    delete_post(post=answer, by=answer.author)


def outvote_source(article: Article) -> None:
    other = make_answer(question=_source(article).question, body="Pull the plug.")
    Answer.objects.filter(pk=other.pk).update(score=OUTVOTED_BY)


def withdraw_source(article: Article) -> None:
    answer = _source(article)
    accept_answer(answer=answer, by=answer.question.author)
    withdraw_acceptance(question=answer.question, by=answer.question.author)


def reach_review_date(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(review_on=timezone.localdate())


def outlive_validity(article: Article) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(valid_until=yesterday)


def end_its_version(article: Article) -> None:
    product = make_product()
    Article.objects.filter(pk=article.pk).update(product=product, valid_for="FjordBox, v7.2")
    curator = make_user(roles="curator")
    end_version(product=product, version="7.2", ended_on=timezone.localdate(), by=curator)


def break_link(article: Article) -> None:
    target = make_article()
    link = f'<p><a href="{target.get_absolute_url()}">there</a></p>'
    Article.objects.filter(pk=article.pk).update(solution_html=link)
    settle_links(article_id=article.pk)
    retire_article(article=target, by=make_user(roles="curator"), retired_as="outdated")


def say_it_did_not_help(article: Article) -> None:
    for _reader in range(UNHELPFUL_TO):
        say_article_helped(article=article, helped=False, reason="did-not-work")


def lose_owner(article: Article) -> None:
    deactivate_member(user=article.owner, by=None)


def mask_source(article: Article) -> None:
    answer = _source(article)
    mask_post(post=answer, by=make_user(roles="moderator"), strings=[PHONE])


def flag(article: Article) -> None:
    flag_article(article=article, by=make_user(roles="employee"), note="The button is green now.")


# Cause and queue of each.
CAUSES: dict[Callable[[Article], None], tuple[str, str]] = {
    edit_source: (Cause.SOURCE_EDITED, "source"),
    edit_sources_question: (Cause.SOURCE_EDITED, "source"),
    hide_source: (Cause.SOURCE_HIDDEN, "source"),
    delete_source: (Cause.SOURCE_REMOVED, "source"),
    outvote_source: (Cause.SOURCE_OUTVOTED, "source"),
    withdraw_source: (Cause.SOURCE_WITHDRAWN, "source"),
    mask_source: (Cause.MASKED, "source"),
    reach_review_date: (Cause.REVIEW_DUE, "due"),
    outlive_validity: (Cause.VERSION_ENDED, "due"),
    end_its_version: (Cause.VERSION_ENDED, "due"),
    break_link: (Cause.LINK_BROKEN, "due"),
    lose_owner: (Cause.OWNER_LEFT, "due"),
    flag: (Cause.FLAGGED, "due"),
    say_it_did_not_help: (Cause.DID_NOT_HELP, "unhelpful"),
}


def _source(article: Article) -> Answer:
    return article.sources.select_related("answer__author", "answer__question__author").get().answer
