"""An answer becomes a draft: filled from question and answer, with the askers' words kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup import render
from community.markup.personal import Kind, masked
from community.models import Answer
from config.events.bus import record
from config.slugs import slugify
from knowledge import policies
from knowledge.actions.editing import write_revision
from knowledge.events import ArticleChanged
from knowledge.models import Article, ArticleSource, Candidate
from knowledge.models.article import TITLE_LENGTH


class CannotPromote(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def promote_answer(*, answer: Answer, by: User, now: datetime | None = None) -> Article:
    """Make a draft out of `answer`; where one exists already, give that one back.

    Raises CannotPromote for someone who may not curate, for a hidden source, and while links in it
    wait for a moderator: in an article they would be links again.
    """
    if not policies.can_curate(by):
        raise CannotPromote(_("Only curators can make articles."))
    answers = Answer.objects.select_for_update(of=("self",), no_key=True)
    answer = answers.select_related("question").get(pk=answer.pk)
    if answer.hidden_at or answer.question.hidden_at:
        raise CannotPromote(_("This post was hidden by a moderator."))
    if answer.links_held_at or answer.question.links_held_at:
        raise CannotPromote(_("A moderator has to look at the links in it first."))
    source = ArticleSource.objects.filter(answer=answer).select_related("article").first()
    if source is not None:
        return source.article
    article = _draft(answer, by, now or timezone.now())
    ArticleSource.objects.create(article=article, question=answer.question, answer=answer)
    Candidate.objects.filter(answer=answer).update(state=Candidate.State.PROMOTED)
    record(ArticleChanged(article.pk), actor=by)
    return article


def _draft(answer: Answer, by: User, at: datetime) -> Article:
    question = answer.question
    title = question.title[:TITLE_LENGTH]
    applies, solution = render(question.body), render(answer.body)
    article = Article.objects.create(
        language=question.language,
        title=title,
        slug=slugify(title),
        applies=question.body,
        applies_html=applies.html,
        solution=answer.body,
        solution_html=solution.html,
        renderer_version=solution.version,
        search_phrases=masked(question.title, frozenset(Kind)),
        product=question.product,
        owner=by,
        created_at=at,
    )
    write_revision(article, by=by, at=at)
    return article
