"""Who may do what. Every rule is a question that answers yes or no."""

from accounts.models import User
from knowledge.models import Article


def can_curate(user) -> bool:
    return user.is_authenticated and user.is_curator


def can_publish(user, article: Article) -> bool:
    return can_curate(user) and article.state in {Article.State.DRAFT, Article.State.IN_REVIEW}


def can_confirm(user, article: Article) -> bool:
    """Employees know their product; what they confirm need not be written by them."""
    knows = can_curate(user) or (user.is_authenticated and user.has_role(User.Role.EMPLOYEE))
    return knows and article.is_public
