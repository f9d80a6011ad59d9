from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField, MailboxField
from community.forms.fields import BodyField
from community.forms.suggesting import JourneyField, SuggestedField, SuggestingInput

MAX_SUBJECT_LENGTH = 150


class ContactForm(forms.Form):
    """A letter to the operator: nobody else reads it, so nothing in it is masked."""

    title = LineField(
        label=_("What is it about?"),
        min_length=3,
        max_length=MAX_SUBJECT_LENGTH,
        widget=SuggestingInput(also="form"),
    )
    body = BodyField(label=_("Your message"), min_length=10)
    tried = LineField(
        label=_("I tried this before"),
        max_length=200,
        required=False,
        help_text=_("The title or the address of what did not help."),
    )
    email = MailboxField(label=_("Your e-mail"), help_text=_("We answer to this address."))
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    journey = JourneyField()
    suggested = SuggestedField()
