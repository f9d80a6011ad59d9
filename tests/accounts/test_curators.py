"""Who curates: those with the role, and administrators."""

import pytest

from accounts.models import User
from tests.factories import make_user


@pytest.mark.parametrize("roles", ["", "employee", "moderator", "curator", "administrator"])
def test_queryset_of_curators_says_the_same_as_each_of_them(db, roles):
    user = make_user(roles=roles)

    assert User.objects.curators().filter(pk=user.pk).exists() == user.is_curator
