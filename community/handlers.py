"""Who is told when something happens in a thread."""

from accounts.notifications.actions import notify
from community.events import AnswerAccepted, AnswerPosted
from community.models import Answer, Following, Question
from config.events.bus import handles

FANOUT = 1000


@handles(AnswerPosted)
def tell_followers(event: AnswerPosted) -> None:
    author_id = Answer.objects.values_list("author_id", flat=True).get(pk=event.answer_id)
    followers = Following.objects.filter(question=event.question_id).exclude(person=author_id)
    people = list(followers.order_by("person").values_list("person_id", flat=True))
    for start in range(0, len(people), FANOUT):
        notify(
            user_ids=people[start : start + FANOUT],
            kind="answered",
            subject_id=event.answer_id,
            key=f"answered:{event.answer_id}",
        )


@handles(AnswerAccepted)
def tell_solver(event: AnswerAccepted) -> None:
    solved = Question.objects.filter(pk=event.question_id, accepted_answer=event.answer_id)
    answer = Answer.objects.get(pk=event.answer_id)
    asker_id = solved.values_list("author_id", flat=True).first()
    if asker_id is not None and asker_id != answer.author_id:
        notify(
            user_ids=[answer.author_id],
            kind="accepted",
            subject_id=answer.pk,
            key=f"accepted:{event.question_id}:{event.answer_id}",
        )
