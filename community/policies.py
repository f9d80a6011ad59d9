"""Who may do what. Every rule is a question that answers yes or no."""

from accounts.models import User
from accounts.policies import require
from community.models import Answer, Question


def can_answer(user, question: Question) -> bool:
    return user.is_authenticated and user.is_active and question.hidden_at is None


def can_accept_answer(user, question: Question) -> bool:
    return user.is_authenticated and user.pk == question.author_id


def can_vote(user: User, answer: Answer) -> bool:
    return user.is_authenticated and user.pk != answer.author_id


def can_join_affected(user, question: Question) -> bool:
    return user.is_authenticated and user.pk != question.author_id


__all__ = ["can_accept_answer", "can_answer", "can_join_affected", "can_vote", "require"]
