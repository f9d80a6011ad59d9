"""What follows from the text of a post, whenever it was written or changed."""

from community.models import Answer, Comment, Question


def settle_text(post: Question | Answer | Comment) -> None:
    """Call it in the transaction that wrote `post`, after its row was saved."""
