"""Who may do what. Every rule is a question that answers yes or no."""

from knowledge.models import Article


def can_curate(user) -> bool:
    return user.is_authenticated and user.is_curator


def can_publish(user, article: Article) -> bool:
    return can_curate(user) and article.state in {Article.State.DRAFT, Article.State.IN_REVIEW}
