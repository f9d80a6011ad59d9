"""What an administrator fills in to decide who speaks for whom."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField
from accounts.models import Affiliation, Organisation

Kind = Affiliation.Kind


class ReasonField(LineField):
    """Why, in words that are kept for auditors."""

    def __init__(self, **kwargs) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(max_length=200, widget=widget, **kwargs)


class DayField(forms.DateField):
    """A day from today on."""

    def __init__(self, **kwargs) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Please choose today or a later day."))
        return day


class OrganisationField(forms.ModelChoiceField):
    """Organisations by their name."""

    def __init__(self, **kwargs) -> None:
        rows = Organisation.objects.order_by("name", "id")
        super().__init__(rows, empty_label=_("Choose one"), **kwargs)

    def label_from_instance(self, organisation: Organisation) -> str:
        return organisation.name


class ReasonForm(forms.Form):
    """A reason and nothing else: suspend, end, revoke."""

    because = ReasonField(
        label=_("Why?"), help_text=_("Kept in the history; the person concerned can read it.")
    )


class SureForm(forms.Form):
    """Nothing to fill in: the page says what the button does."""


class SigningForm(forms.Form):
    reason = ReasonField(label=_("Why is this person to sign?"))


class ChangeForm(forms.Form):
    """Corrections; both fields start with what stands there now."""

    full_name = LineField(label=_("First and last name"), max_length=100)
    role_title = LineField(label=_("Role"), max_length=100)
    because = ReasonField(label=_("Why?"))


class ProofForm(forms.Form):
    """The proof was looked at again."""

    evidence = ReasonField(
        label=_("What have you looked at?"),
        help_text=_("For example “contract of 3 May, seen” or “asked the head of department”."),
    )
    valid_until = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("Empty: as long as this kind of proof holds."),
    )
    contract_until = DayField(
        label=_("Contract until"),
        required=False,
        help_text=_("For agencies and partners, if the contract was renewed."),
    )


class DecideRequestForm(forms.Form):
    """Yes or no to who asked to be marked."""

    granted = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("Grant the mark")), ("no", _("Refuse"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    because = ReasonField(
        label=_("What did you check, or why not?"),
        required=False,
        help_text=_("Needed where no mailbox proves it, and for a refusal."),
    )
    valid_until = DayField(label=_("Valid until"), required=False)
    contract_until = DayField(
        label=_("Contract until"), required=False, help_text=_("Needed for agencies and partners.")
    )


class DecideDisputeForm(forms.Form):
    """Yes or no to who says that he does not work for the company."""

    independent = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[
            ("yes", _("Speaks for nobody but himself: may post without a mark")),
            ("no", _("Speaks for us: has to ask for a mark first")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    because = ReasonField(label=_("Why?"), help_text=_("The person concerned can read it."))


class GrantForm(forms.Form):
    """A mark for somebody who has not asked for it, or was found out."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, widget=forms.RadioSelect)
    organisation = OrganisationField(label=_("Organisation"))
    full_name = LineField(label=_("First and last name"), max_length=100)
    role_title = LineField(label=_("Role"), max_length=100)
    evidence = ReasonField(label=_("How was it proved?"))
    valid_until = DayField(label=_("Valid until"), required=False)
    contract_until = DayField(
        label=_("Contract until"), required=False, help_text=_("Needed for agencies and partners.")
    )


class OrganisationForm(forms.Form):
    """A new organisation that people may speak for."""

    name = LineField(label=_("Name"), max_length=100)
    relation = forms.ChoiceField(
        label=_("What is it?"), choices=Organisation.Relation, widget=forms.RadioSelect
    )
    name_form = forms.ChoiceField(
        label=_("How are its people named?"),
        choices=Organisation.NameForm,
        initial=Organisation.NameForm.FULL,
        widget=forms.RadioSelect,
    )


class NameFormForm(forms.Form):
    name_form = forms.ChoiceField(
        label=_("How are its people named?"),
        choices=Organisation.NameForm,
        help_text=_("Holds for all their posts, earlier ones too."),
        widget=forms.RadioSelect,
    )


class DomainForm(forms.Form):
    """One mail domain, exactly as it stands behind the @."""

    domain = LineField(
        label=_("Mail domain"),
        max_length=253,
        help_text=_(
            "For example example.org. Sub-domains are listed each on their own. Never one"
            " at which customers have mailboxes."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
