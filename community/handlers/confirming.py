"""Who hears that staff confirmed an answer: its author, and the asker, who may object."""

from accounts.actions.reputation import lock
from accounts.notifications.actions import notify
from community.events import AnswerConfirmed
from community.models import Question
from config.events.bus import handles


@handles(AnswerConfirmed)
def tell_about_confirmation(event: AnswerConfirmed) -> None:
    """By what is true now: it may be taken back already."""
    confirmed = Question.objects.filter(pk=event.question_id, confirmed_answer=event.answer_id)
    people = confirmed.values_list("author_id", "confirmed_answer__author_id").first()
    if people is None:
        return
    asker_id, author_id = people
    lock(people)
    key = f"{event.question_id}:{event.answer_id}"
    notify(
        user_ids=[asker_id],
        kind="asked-confirmed",
        subject_id=event.answer_id,
        key=f"asked-confirmed:{key}",
    )
    if author_id != asker_id:
        notify(
            user_ids=[author_id],
            kind="confirmed",
            subject_id=event.answer_id,
            key=f"confirmed:{key}",
        )
