from datetime import UTC, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Nothing was said here before; databases know no moment before the first year in UTC.
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class MomentForm(forms.Form):
    """At what time it is asked what an article said."""

    at = forms.DateTimeField(
        label=_("Moment"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S"
        ),
    )

    def clean_at(self) -> datetime:
        at = self.cleaned_data["at"]
        if at > timezone.now():
            raise forms.ValidationError(_("Please choose a moment that has passed."))
        return max(at, _BEFORE_ALL)
