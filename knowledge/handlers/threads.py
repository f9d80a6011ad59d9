"""What else follows a thread."""

from community.events import QuestionAsked, QuestionsMerged
from config.events.bus import handles
from knowledge.actions.journeys import note_asker
from knowledge.actions.merged_threads import follow_merged_threads


@handles(QuestionAsked)
def notice_that_he_came_back(event: QuestionAsked) -> None:
    note_asker(question_id=event.question_id)


@handles(QuestionsMerged)
def follow_merged_question(event: QuestionsMerged) -> None:
    follow_merged_threads(question_ids=[event.merged_id, event.into_id])
