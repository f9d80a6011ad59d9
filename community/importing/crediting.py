"""What imported answers earned, by our own price list: one line of the ledger each."""

from collections.abc import Iterator, Sequence

from accounts import points
from accounts.actions.imported_points import Credit, credit_imported
from accounts.models import ReputationEntry
from community.importing.written import WrittenThread
from community.models import Answer

Reason = ReputationEntry.Reason


def credit_answers(threads: Sequence[WrittenThread]) -> None:
    credit_imported([credit for thread in threads for credit in _credits(thread)])


def _credits(thread: WrittenThread) -> Iterator[Credit]:
    for foreign, answer in thread.pairs:
        useful = min(foreign.useful_count * points.ANSWER_VOTED, points.ANSWER_VOTED_AT_MOST)
        if useful:
            yield _credit(answer, Reason.IMPORTED, useful)
        # Nobody earns by calling his own answer the solution.
        if answer is thread.solution and answer.author_id != thread.question.author_id:
            yield _credit(answer, Reason.IMPORTED_SOLUTION, points.ANSWER_ACCEPTED)


def _credit(answer: Answer, reason: Reason, earned: int) -> Credit:
    return Credit(
        user_id=answer.author_id,
        reason=reason,
        points=earned,
        subject="answer",
        subject_id=answer.pk,
    )
