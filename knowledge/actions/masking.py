"""Articles that quote a thread in which personal data is masked."""

from collections.abc import Sequence

from accounts.models import User
from community.markup.personal import Chosen
from config.audit.forgetting import forget_words_about
from config.audit.recording import record_act
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.forgetting_words import COLUMNS, forget_words
from knowledge.actions.rewriting import change_texts, lock_to_change
from knowledge.models import Article, Doubt


def mask_articles(question_ids: Sequence[int], chosen: Chosen, by: User) -> None:
    """Mask it in the articles made from these threads and in all that was written about them,
    whatever their state; what was published goes to the curators, and its keeper is told."""
    articles = Article.objects.filter(sources__question__in=question_ids)
    ids = list(articles.values_list("pk", flat=True).distinct())
    for article in lock_to_change(ids, questions=question_ids):
        if change_texts(article, chosen.masked):
            raise_doubt(article=article, cause=Doubt.Cause.MASKED, by=by)
            forget_words_about(f"article-{article.pk}")
            record_act("article-masked", by=by, subject=f"article-{article.pk}")
    forget_searches(chosen)


def forget_searches(chosen: Chosen) -> None:
    """Whoever searched for it, or wrote it down for the search, may have copied it from the
    thread."""
    for model in COLUMNS:
        forget_words(model._base_manager.iterator(), chosen.in_text)
