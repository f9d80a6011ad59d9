"""What curators, their readers and the clock do with articles in a storm."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from benchmarks.storm_crowd import Act, Crowd, hot
from community.actions.editing import edit_answer
from community.models import Answer
from config.audit.sealing import seal_waiting
from config.audit.verifying import verify
from knowledge.actions.article_feedback import count_set_aside, say_article_helped
from knowledge.actions.article_text import fields_of
from knowledge.actions.candidate_upkeep import look_after_candidates
from knowledge.actions.candidates import dismiss_candidate, propose_candidate, restore_candidate
from knowledge.actions.claiming import claim, release
from knowledge.actions.covering import cover_candidate, uncover_candidate
from knowledge.actions.doubting import flag_article
from knowledge.actions.editing import edit_article
from knowledge.actions.pending import discard_pending, text_to_edit
from knowledge.actions.promotion import discard_draft, promote_answer
from knowledge.actions.publishing import approve_article, publish_at_once, unpublish_article
from knowledge.actions.retiring import bring_back_article, retire_article
from knowledge.actions.reviewing import (
    confirm_article,
    hand_over_article,
    return_article,
    submit_article,
)
from knowledge.actions.scheduling import publish_due, schedule_article, unschedule_article
from knowledge.actions.sources import add_source, remove_source
from knowledge.actions.translating import begin_translation
from knowledge.actions.upkeep import look_after_articles
from knowledge.models import Article, ArticleSource, Candidate, PendingRevision, Publication

# Fewer than there are posts, so that curators meet.
ARTICLES = 12


def _curator(crowd: Crowd, dice: random.Random) -> User:
    return dice.choice([crowd.curator, crowd.second_curator])


def _on_article(act) -> Act:
    """Let one of the curators do `act` with one of the articles."""

    def do(crowd: Crowd, dice: random.Random) -> None:
        if article := hot(Article.objects.all(), dice, ARTICLES):
            act(article, _curator(crowd, dice), dice)

    return do


def _on_candidate(act) -> Act:
    def do(crowd: Crowd, dice: random.Random) -> None:
        rows = Candidate.objects.select_related("answer", "question")
        if candidate := hot(rows, dice, ARTICLES):
            act(candidate, _curator(crowd, dice), dice)

    return do


def _promote(crowd: Crowd, dice: random.Random) -> None:
    if answer := hot(Answer.objects.select_related("question"), dice):
        promote_answer(answer=answer, by=_curator(crowd, dice))


def _edit(article: Article, by: User, dice: random.Random) -> None:
    """Sometimes with links to other articles, that may be gone tomorrow."""
    text = text_to_edit(article)
    words = dice.choice(["Hold it.", "Hold it", f"Wait [here](/en/articles/{article.pk - 1}/x/)."])
    fields = replace(fields_of(text), solution=words, title=f"Storm {dice.randrange(3)}")
    weight = dice.choice(["typo", "content", "meaning"])
    edit_article(article=article, by=by, version=text.version, fields=fields, significance=weight)


def _schedule(article: Article, by: User, dice: random.Random) -> None:
    at = timezone.now() + timedelta(seconds=1)
    schedule_article(article=article, by=by, at=at, now=at - timedelta(seconds=2))


def _publish_due(crowd: Crowd, dice: random.Random) -> None:
    publish_due(now=timezone.now() + timedelta(minutes=1))


def _retire(article: Article, by: User, dice: random.Random) -> None:
    why = dice.choice(["wrong", "outdated", "replaced"])
    successor = hot(Article.objects.published(), dice, ARTICLES) if why == "replaced" else None
    retire_article(article=article, by=by, retired_as=why, successor=successor)


def _add_source(article: Article, by: User, dice: random.Random) -> None:
    if answer := hot(Answer.objects.select_related("question"), dice):
        add_source(article=article, answer=answer, by=by)


def _remove_source(article: Article, by: User, dice: random.Random) -> None:
    if source := hot(ArticleSource.objects.filter(article=article), dice, ARTICLES):
        remove_source(article=article, source=source, by=by)


def _edit_source(crowd: Crowd, dice: random.Random) -> None:
    source = hot(ArticleSource.objects.select_related("answer__author"), dice, ARTICLES)
    if source:
        answer = source.answer
        body = f"Rather {dice.random()}."
        edit_answer(answer=answer, by=answer.author, version=answer.version, body=body)


def _cover(candidate: Candidate, by: User, dice: random.Random) -> None:
    if article := hot(Article.objects.published(), dice, ARTICLES):
        cover_candidate(candidate=candidate, article=article, by=by)


def _claim(candidate: Candidate, by: User, dice: random.Random) -> None:
    subject = f"candidate-{candidate.pk}"
    claim(subject=subject, by=by)
    release(subject=subject, by=by)


def _propose(crowd: Crowd, dice: random.Random) -> None:
    if answer := hot(Answer.objects.all(), dice):
        propose_candidate(answer_id=answer.pk)


def _look_after(crowd: Crowd, dice: random.Random) -> None:
    look_after_articles()
    look_after_candidates(now=timezone.now() + timedelta(hours=2))


def _seal(crowd: Crowd, dice: random.Random) -> None:
    seal_waiting()


def _translate(article: Article, by: User, dice: random.Random) -> None:
    begin_translation(article=article, language=dice.choice(["de", "en"]), by=by)


# Each with how often it happens among the others.
CURATING: dict[str, tuple[float, Act]] = {
    "promote": (2, _promote),
    "edit-article": (4, _on_article(_edit)),
    "submit": (2, _on_article(lambda article, by, _: submit_article(article=article, by=by))),
    "return": (0.5, _on_article(lambda each, by, _: return_article(article=each, by=by, note="?"))),
    "approve": (4, _on_article(lambda article, by, _: approve_article(article=article, by=by))),
    "publish-at-once": (
        1,
        _on_article(lambda each, by, _: publish_at_once(article=each, by=by, why="wrong")),
    ),
    "schedule": (1, _on_article(_schedule)),
    "unschedule": (0.5, _on_article(lambda each, by, _: unschedule_article(article=each, by=by))),
    "publish-due": (1, _publish_due),
    "unpublish": (1, _on_article(lambda each, by, _: unpublish_article(article=each, by=by))),
    "retire": (0.7, _on_article(_retire)),
    "bring-back": (1, _on_article(lambda each, by, _: bring_back_article(article=each, by=by))),
    "discard": (0.5, _on_article(lambda each, by, _: discard_draft(article=each, by=by))),
    "give-up": (0.5, _on_article(lambda each, by, _: discard_pending(article=each, by=by))),
    "hand-over": (
        0.3,
        _on_article(lambda each, by, _: hand_over_article(article=each, to=by, by=by)),
    ),
    "translate": (0.5, _on_article(_translate)),
    "add-source": (2, _on_article(_add_source)),
    "remove-source": (1, _on_article(_remove_source)),
    "edit-source": (2, _edit_source),
    "flag": (1, _on_article(lambda each, by, _: flag_article(article=each, by=by, note="Hm."))),
    "confirm-article": (2, _on_article(lambda each, by, _: confirm_article(article=each, by=by))),
    "helped": (
        2,
        _on_article(
            lambda each, _, dice: say_article_helped(article=each, helped=dice.random() < 0.4)
        ),
    ),
    "count-burst": (0.3, _on_article(lambda each, by, _: count_set_aside(article=each, by=by))),
    "propose": (2, _propose),
    "cover": (1, _on_candidate(_cover)),
    "uncover": (1, _on_candidate(lambda each, by, _: uncover_candidate(candidate=each, by=by))),
    "dismiss": (
        1,
        _on_candidate(
            lambda each, by, _: dismiss_candidate(candidate=each, by=by, reason="not-ours")
        ),
    ),
    "restore-candidate": (
        1,
        _on_candidate(lambda each, by, _: restore_candidate(candidate=each, by=by)),
    ),
    "claim": (0.5, _on_candidate(_claim)),
    "look-after": (0.2, _look_after),
    "seal": (1, _seal),
}


def contradictions() -> Iterator[str]:
    """What is no counter and has to hold all the same: readers of a public article get one text,
    that of its newest publication; a promoted answer has its article; the record is whole."""
    for article in Article.objects.order_by("pk"):
        yield from _contradictions_of(article)
    promoted = Candidate.objects.filter(state=Candidate.State.PROMOTED, answer__article_source=None)
    waiting = Candidate.objects.waiting().exclude(answer__article_source=None)
    yield from (f"{candidate} has no article" for candidate in promoted)
    yield from (f"{candidate} has an article" for candidate in waiting)
    seal_waiting()
    yield from verify().problems


def _contradictions_of(article: Article) -> Iterator[str]:
    current = list(Publication.objects.current().filter(article=article).select_related("revision"))
    if len(current) != article.is_public:
        yield f"{article}: {article.state} with {len(current)} public texts"
    for publication in current:
        if fields_of(publication.revision) != fields_of(article):
            yield f"{article}: readers get another text than the history says"
    if PendingRevision.objects.filter(article=article).exists() and not article.is_public:
        yield f"{article}: {article.state}, and something waits for it"
    numbers = set(article.revisions.values_list("number", flat=True))
    if text_to_edit(article).version not in numbers and not _was_given_up(article):
        yield f"{article}: no revision {text_to_edit(article).version}"
    shown = article.is_for_everybody
    for source in article.sources.select_related("answer", "question"):
        if bool(source.answer.article_url) != (shown and source.answer.hidden_at is None):
            yield f"{article}: {article.state}, and answer {source.answer_id} says otherwise"


def _was_given_up(article: Article) -> bool:
    return article.revisions.filter(discarded_at__isnull=False).exists()
