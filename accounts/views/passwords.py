"""The first password of who has none: a way in for good, before which the library asks nothing."""

from allauth.account.views import password_set
from django.views.decorators.http import require_http_methods

from accounts.access import members_only, recently_authenticated

set_password = members_only(
    recently_authenticated(require_http_methods(["GET", "HEAD", "POST"])(password_set))
)
