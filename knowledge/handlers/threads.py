"""What else follows a thread."""

from community.events import QuestionAsked, QuestionsMerged
from config.events.bus import handles
from knowledge.actions.journeys import take_journey_back
from knowledge.actions.merged_threads import follow_merged_threads


@handles(QuestionAsked)
def forget_what_was_not_enough(event: QuestionAsked) -> None:
    take_journey_back(question_id=event.question_id)


@handles(QuestionsMerged)
def follow_merged_question(event: QuestionsMerged) -> None:
    follow_merged_threads(question_ids=[event.merged_id, event.into_id])
