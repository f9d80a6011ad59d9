"""Which days are to be counted again."""

from dataclasses import asdict
from typing import Any

from community.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AnswerPosted,
    PostHidden,
    PostRestored,
    PostsMarked,
    QuestionAsked,
    QuestionChanged,
    QuestionEdited,
    QuestionsMerged,
    TagsChanged,
)
from config.events.bus import handles
from knowledge.insights.actions.community_changes import note_change

CHANGES_DAYS: tuple[type, ...] = (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AnswerPosted,
    PostHidden,
    PostRestored,
    PostsMarked,
    QuestionAsked,
    QuestionChanged,
    QuestionEdited,
    QuestionsMerged,
    TagsChanged,
)


def count_days_again(event: Any) -> None:
    note_change(payload=asdict(event))


for event_type in CHANGES_DAYS:
    handles(event_type)(count_days_again)
