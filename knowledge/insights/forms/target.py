from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.insights.measure import Measure, Unit

_MOST = 10_000_000
UNITS = {
    Unit.MINUTES: _("in minutes"),
    Unit.SHARE: _("in per cent"),
}


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class TargetForm(forms.Form):
    """What one measure is to reach."""

    value = forms.IntegerField(label=_("Target"), min_value=0, max_value=_MOST)
    due_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, measure: Measure, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = str(UNITS.get(measure.unit, ""))
        staff = User.objects.listed().exclude(roles="").order_by("display_name", "id")
        self.fields["owner"] = OwnerField(label=_("Who sees to it"), queryset=staff)

    def clean_due_on(self):
        """A target that was due yesterday is none."""
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day
