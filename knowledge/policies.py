"""Who may do what. Every rule is a question that answers yes or no."""

from collections.abc import Collection

from django.conf import settings

from accounts.models import Affiliation, User, open_affiliation
from knowledge.models import Article

State = Article.State


def is_insider(user) -> bool:
    """Holds a role or speaks for an organisation: what he reads says nothing of customers."""
    return user.is_authenticated and bool(user.roles or open_affiliation(user))


def can_curate(user) -> bool:
    return user.is_authenticated and user.is_curator


def can_direct(user) -> bool:
    """What stands above every search leads to the company's own doors."""
    return user.is_authenticated and user.is_administrator


def can_edit(user, article: Article) -> bool:
    return can_curate(user) and article.state != State.RETIRED


def can_submit(user, article: Article) -> bool:
    """A draft, or what a published article is to say next."""
    return can_edit(user, article) and article.state != State.IN_REVIEW


def can_approve(user, article: Article, *, writers: Collection[int | None]) -> bool:
    """Four eyes: `writers` are the ids of those who wrote what would go public."""
    is_second = user.pk not in writers or not settings.FOUR_EYES
    return can_edit(user, article) and is_second


def can_publish_at_once(user, article: Article) -> bool:
    return can_edit(user, article)


def can_unpublish(user, article: Article) -> bool:
    """Anyone entitled may take a text from readers alone."""
    return can_curate(user) and article.is_public


def can_retire(user, article: Article) -> bool:
    return can_edit(user, article)


def can_bring_back(user, article: Article) -> bool:
    return can_curate(user) and article.state == State.RETIRED


def can_discard_draft(user, article: Article, *, writers: Collection[int]) -> bool:
    """What nobody ever read and nobody else wrote on; `writers` are all who did."""
    is_own = user.is_authenticated and set(writers) <= {user.pk}
    unread = article.published_at is None and article.state in {State.DRAFT, State.IN_REVIEW}
    return can_curate(user) and is_own and unread


def can_confirm(user, article: Article) -> bool:
    """Employees know their product; what they confirm need not be written by them."""
    knows = can_curate(user) or (user.is_authenticated and user.has_role(User.Role.EMPLOYEE))
    return knows and article.is_public


def can_say_it_helped(user) -> bool:
    """Every reader, account or not, but who works here and who is paid to be content."""
    if not user.is_authenticated:
        return True
    return not (user.works_here or Affiliation.objects.paid().filter(user=user).exists())
