"""Who may do what. Every rule is a question that answers yes or no."""

from django.core.exceptions import PermissionDenied

from accounts.models import Affiliation, SigningRight


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied


def may_sign(affiliation: Affiliation | None) -> bool:
    """May what is written under it be signed as the company's official word (A-BG-11)?"""
    if affiliation is None or not affiliation.is_active:
        return False
    return SigningRight.objects.in_force().filter(affiliation=affiliation).exists()


def can_be_signer(affiliation: Affiliation) -> bool:
    """Only verified employees can be given the right to sign."""
    return affiliation.is_active and affiliation.kind == Affiliation.Kind.EMPLOYEE


def can_change_profile(user, person) -> bool:
    """One's own name and picture; a moderator those of others, where they offend."""
    return user.is_authenticated and user.is_active and (user == person or user.is_moderator)
