"""What imported answers earned, by our own price list: one line of the ledger each."""

from collections.abc import Iterator, Sequence

from accounts.actions.imported_points import Credit, credit_imported
from community import points
from community.importing.written import WrittenThread


def credit_answers(threads: Sequence[WrittenThread]) -> None:
    credit_imported([credit for thread in threads for credit in _credits(thread)])


def _credits(thread: WrittenThread) -> Iterator[Credit]:
    for foreign, answer in thread.pairs:
        earned = min(foreign.useful_count * points.ANSWER_VOTED, points.ANSWER_VOTED_AT_MOST)
        # Nobody earns by calling his own answer the solution.
        if answer is thread.solution and answer.author_id != thread.question.author_id:
            earned += points.ANSWER_ACCEPTED
        if earned:
            yield Credit(
                user_id=answer.author_id, points=earned, subject="answer", subject_id=answer.pk
            )
