from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.fields import BodyField
from community.forms.guarding import GuardedForm

COMMENT_LENGTH = 600


class CommentForm(GuardedForm):
    """A short word beneath a post; `submission` makes a repeated send harmless."""

    guarded = ("body",)

    body = BodyField(
        label=_("Your comment"),
        min_length=2,
        max_length=COMMENT_LENGTH,
        rows=3,
        help_text=_("Up to 600 characters. Everybody can read it. With @ you speak to somebody."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
