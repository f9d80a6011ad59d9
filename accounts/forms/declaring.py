from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.declarations import declaration_question
from accounts.forms.affiliations import OrganisationField
from accounts.forms.fields import LineField
from accounts.models import Affiliation

Proof = Affiliation.Proof


class DeclareForm(forms.Form):
    """The one question before the first post; nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        choices=[("no", _("No, I speak for myself")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
    )
    explanation = LineField(
        label=_("Is there anything we should know?"),
        required=False,
        max_length=500,
        help_text=_("For example why you have this e-mail address. Only administrators read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = declaration_question()


class RequestForm(forms.Form):
    """For whom somebody speaks, in the words that will stand above his posts."""

    kind = forms.ChoiceField(
        label=_("How are you connected?"),
        choices=[
            (Affiliation.Kind.EMPLOYEE, _("I work there")),
            (Affiliation.Kind.AGENCY, _("I work for an agency on its behalf")),
            (Affiliation.Kind.PARTNER, _("I am a partner, or work for one")),
            (Affiliation.Kind.PERK, _("I get products, money or other benefits")),
        ],
        widget=forms.RadioSelect,
    )
    organisation = OrganisationField(label=_("Organisation"))
    full_name = LineField(
        label=_("Your first and last name"),
        max_length=100,
        help_text=_("It stands above your posts instead of your name in the community."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role_title = LineField(
        label=_("What you do there"),
        max_length=100,
        help_text=_("For example “Customer Care” or “Network engineering”."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    proof = forms.ChoiceField(
        label=_("How can we check it?"),
        choices=[
            (Proof.MAILBOX, _("My confirmed e-mail address belongs to the organisation")),
            (Proof.ADMINISTRATOR, _("An administrator can check it another way")),
        ],
        widget=forms.RadioSelect,
    )
    explanation = LineField(
        label=_("How exactly?"),
        required=False,
        max_length=500,
        help_text=_("Who knows you there, or what you can show us. Only administrators read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        organisation = cleaned.get("organisation")
        works_there = cleaned.get("kind") == Affiliation.Kind.EMPLOYEE
        if organisation and works_there and not organisation.is_company:
            self.add_error("kind", _("Only people of the company itself are verified employees."))
        if cleaned.get("proof") == Proof.ADMINISTRATOR and not cleaned.get("explanation"):
            self.add_error("explanation", _("Please say how an administrator can check it."))
        return cleaned


class EndForm(forms.Form):
    """“I no longer work there”: said on purpose, since it can't be taken back."""

    sure = forms.BooleanField(label=_("Yes, from today on I no longer speak for it"))
