"""One question with its answers in their order, and what its reader has done there."""

from community.threads.loading import ANSWERS_PER_PAGE, Thread, newest_answers, thread_of
from community.threads.rows import question_for_page
from community.threads.standing import Standing

__all__ = [
    "ANSWERS_PER_PAGE",
    "Standing",
    "Thread",
    "newest_answers",
    "question_for_page",
    "thread_of",
]
