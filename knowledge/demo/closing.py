"""What is decided about questions of the demo: closing, reopening, locking, merging."""

from datetime import datetime

from community.actions.closing import close_question, say_my_case_differs
from community.actions.details import ask_for_details
from community.actions.duplicates import propose_duplicate
from community.actions.locking import lock_question
from community.actions.merging import merge_questions
from knowledge.demo.content import Thread
from knowledge.demo.deeds import Deed
from knowledge.demo.world import World


def close(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    close_question(
        question=world.questions[thread.key],
        by=world.person(deed.by),
        reason=deed.reason,
        explanation=deed.because,
        original=world.questions[deed.other] if deed.other else None,
        now=at,
    )


def say_case_differs(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    say_my_case_differs(
        question=world.questions[thread.key],
        by=world.person(deed.by),
        explanation=deed.because,
        now=at,
    )


def lock(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    lock_question(
        question=world.questions[thread.key],
        by=world.person(deed.by),
        explanation=deed.because,
        now=at,
    )


def ask(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    ask_for_details(
        question=world.questions[thread.key],
        by=world.person(deed.by),
        explanation=deed.because,
        now=at,
    )


def propose(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    propose_duplicate(
        question=world.questions[thread.key],
        original=world.questions[deed.other],
        by=world.person(deed.by),
        now=at,
    )


def merge(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    merge_questions(
        question=world.questions[thread.key],
        into=world.questions[deed.other],
        by=world.person(deed.by),
        explanation=deed.because,
        now=at,
    )
