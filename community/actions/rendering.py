"""The text of a post as HTML, as readers may see it now."""

from community.markup import TooComplex, render, render_literally
from community.markup.unlinking import without_links
from community.models import Answer, Comment, Question


def html_of(post: Question | Answer | Comment, body: str) -> str:
    """`body` rendered anew, without its author, for readers of `post`."""
    return as_shown(post, render_again(body))


def as_shown(post: Question | Answer | Comment, html: str) -> str:
    """Rendered `html` for readers of `post`: links that wait for a moderator are text."""
    return without_links(html) if post.links_held_at else html


def render_again(text: str) -> str:
    """What cannot be rendered was brought along by an import, and is kept as it was typed."""
    try:
        return render(text).html
    except TooComplex:
        return render_literally(text).html
