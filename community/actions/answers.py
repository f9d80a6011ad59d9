from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Affiliation, User
from community.actions.holding import hold_new, refuse_spam
from community.actions.posting import (
    CannotPost,
    CannotPostThere,
    affiliation_to_post_under,
    once,
)
from community.actions.texts import settle_text
from community.events import AnswerPosted
from community.markup import render
from community.models import Answer, Question
from community.policies import closing as policies
from config.events.bus import record


def answer_question(
    *,
    question: Question,
    by: User,
    body: str,
    submission: UUID | None = None,
    now: datetime | None = None,
) -> Answer:
    """Publish an answer. `submission` is the form's key: the same one gives the same answer.

    Raises CannotPost if the question was hidden, closed or locked meanwhile or the account is
    closed, MustDeclare for who has not said for whom he speaks, and TooComplex for a text that
    would cost too much.
    """
    if not by.is_active:
        raise CannotPost(_("This account can't write."))
    rendered = render(body)
    at = now or timezone.now()

    def create() -> Answer:
        affiliation = affiliation_to_post_under(by)
        locked = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        _check(locked)
        if not policies.can_write(by, locked):
            raise CannotPost(_("This question takes no more answers: it was closed or locked."))
        refuse_spam(by=by, body=body, html=rendered.html, at=at)
        answer = Answer.objects.create(
            question=locked,
            author=by,
            affiliation=affiliation,
            body=body,
            body_html=rendered.html,
            renderer_version=rendered.version,
            submission=submission,
            created_at=at,
        )
        is_held = hold_new(post=answer, at=at)
        settle_text(answer)
        if not is_held:
            _count(locked, answer)
            record(AnswerPosted(locked.pk, answer.pk), actor=by)
        return answer

    return once(question.answers.all(), by=by, submission=submission, create=create)


def _check(question: Question) -> None:
    if question.merged_into_id:
        raise CannotPostThere(
            _("This question was merged meanwhile. Please send your answer again.")
        )
    if question.hidden_at:
        raise CannotPostThere(_("This question was hidden by a moderator."))


def _count(question: Question, answer: Answer) -> None:
    Question.objects.filter(pk=question.pk).update(
        answer_count=F("answer_count") + 1,
        active_at=Greatest(F("active_at"), answer.created_at),
        has_staff_answer=question.has_staff_answer or _is_employee(answer.affiliation),
    )


def _is_employee(affiliation: Affiliation | None) -> bool:
    return affiliation is not None and affiliation.kind == Affiliation.Kind.EMPLOYEE


@transaction.atomic
def mark_published(*, answer: Answer, title: str, url: str) -> None:
    """Say on the answer that it became the article at `url`; its question shows the newest one."""
    question = Question.objects.select_for_update(no_key=True).get(pk=answer.question_id)
    Answer.objects.filter(pk=answer.pk).update(article_title=title, article_url=url)
    newest = question.answers.exclude(article_url="").order_by("-id").first()
    question.article_title = newest.article_title if newest else ""
    question.article_url = newest.article_url if newest else ""
    question.save(update_fields=["article_title", "article_url"])


@transaction.atomic
def unmark_published(*, answer: Answer) -> None:
    mark_published(answer=answer, title="", url="")
