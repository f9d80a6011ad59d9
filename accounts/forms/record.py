"""What an administrator looks for in the record."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.names import name_key
from config.audit.acts import GROUPS
from config.audit.models import HASH_LENGTH, AuditPerson, AuditRecord


class _Day(forms.DateField):
    def __init__(self, **kwargs) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], required=False, **kwargs)


class RecordForm(forms.Form):
    """Every field may stay empty."""

    act = forms.ChoiceField(label=_("What"), required=False)
    who = forms.CharField(label=_("By or about whom"), required=False, max_length=100)
    subject = forms.CharField(
        label=_("What about"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "article-12"}),
    )
    since = _Day(label=_("From"))
    until = _Day(label=pgettext_lazy("until a day", "To"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        groups = [(label, list(acts.items())) for label, acts in GROUPS]
        self.fields["act"].choices = [("", _("Everything")), *groups]  # type: ignore[attr-defined]

    def narrowed(self, rows: QuerySet[AuditRecord]) -> QuerySet[AuditRecord]:
        """Those of `rows` that fit what is filled in; none while something is wrong."""
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        if wanted["act"]:
            rows = rows.filter(act=wanted["act"])
        if wanted["subject"]:
            rows = rows.filter(subject=wanted["subject"].lower())
        if wanted["who"]:
            rows = rows.filter(_by_or_about(wanted["who"]))
        if wanted["since"]:
            rows = rows.filter(at__gte=_start_of(wanted["since"]))
        if wanted["until"]:
            rows = rows.filter(at__lt=_start_of(wanted["until"] + timedelta(days=1)))
        return rows


def _by_or_about(text: str) -> Q:
    """A part of a name, or a pseudonym, which is all that is left of somebody who was erased."""
    if len(text) == HASH_LENGTH:
        return Q(person=text) | Q(subject=f"person-{text}")
    named = AuditPerson.objects.filter(user__name_key__contains=name_key(text))
    subjects = named.values_list(Concat(Value("person-"), "pseudonym"), flat=True)
    return Q(person__in=named.values("pseudonym")) | Q(subject__in=subjects)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
