"""What follows from the text of a post, whenever it was written or changed."""

from community.actions.images import use_images
from community.actions.mentions import tell_mentioned
from community.models import Answer, Comment, Question


def settle_text(post: Question | Answer | Comment) -> None:
    """Call it in the transaction that wrote `post`, after its row was saved.

    Nobody is told of a post that waits for a moderator; its release calls this once more.
    """
    use_images(post)
    if post.hidden_at is None:
        tell_mentioned(post)
