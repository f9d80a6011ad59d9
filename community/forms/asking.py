import re
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import MailboxField
from community.actions.tagging import NEW_TAGS, TOO_MANY_NEW
from community.forms.fields import BODY_LENGTH, BodyField, LineField, TagsField
from community.forms.guarding import GuardedForm
from community.forms.suggesting import JourneyField, SuggestedField, SuggestingInput
from community.markup import TooComplex, render
from community.models import Product, Question, Tag

MIN_TITLE_LENGTH = 6
MAX_TITLE_LENGTH = 150
MAX_TRIED_LENGTH = 200
_NAMES_A_POST = re.compile(r"[a-z]{1,20} [1-9][0-9]{0,17}", re.ASCII)


class ProductField(forms.ModelChoiceField):
    """The two-level list as groups; the names follow the page's language."""

    def __init__(self, **kwargs) -> None:
        products = Product.objects.select_related("parent").in_order()
        super().__init__(products, empty_label=_("Choose a product"), **kwargs)

    def label_from_instance(self, product: Product) -> str:
        return f"{product.parent.name} · {product.name}" if product.parent else product.name


class AskForm(GuardedForm):
    """What a question needs. The rules here are about the input, not about the world."""

    guarded = ("title", "body", "tried", "tags")

    product = ProductField(label=_("Product"), required=False)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Question.Kind,
        initial=Question.Kind.QUESTION,
        widget=forms.RadioSelect,
    )
    title = LineField(
        label=_("Your question in one line"),
        min_length=MIN_TITLE_LENGTH,
        max_length=MAX_TITLE_LENGTH,
        help_text=_("Say what happens and with which device."),
        widget=SuggestingInput(also="product"),
    )
    body = BodyField(label=_("Details"), min_length=10)
    tried = LineField(
        label=_("I tried this before"),
        max_length=MAX_TRIED_LENGTH,
        required=False,
        help_text=_("The title or the address of what did not help: it is added to your question."),
    )
    tags = TagsField(label=_("Tags"), help_text=_("Up to five, separated by commas."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    asked_about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    journey = JourneyField()
    suggested = SuggestedField()

    def clean(self) -> dict[str, Any]:
        """What was tried becomes a part of the text, which has its limits."""
        values = super().clean() or self.cleaned_data
        length = len(values.get("body", "")) + len(values.get("tried", ""))
        if values.get("tried") and length > BODY_LENGTH - MAX_TRIED_LENGTH:
            self.add_error("tried", _("The details are too long to add this. Please shorten them."))
        return values

    def question(self) -> dict[str, Any]:
        """What a valid form asks, without what only belongs to its page."""
        apart = {"journey", "tried", "email"}
        values = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        if tried := self.cleaned_data["tried"]:
            with override(values["language"]):
                said = gettext("I tried this before: %(tried)s") % {"tried": tried}
            values["body"] = f"{values['body']}\n\n{said}"
        return values

    def clean_asked_about(self) -> str:
        """Nothing else than what `accounts.post_links` could name; a wrong one is no reason to
        lose the question."""
        about = str(self.cleaned_data["asked_about"])
        return about if _NAMES_A_POST.fullmatch(about) else ""


class GuestAskForm(AskForm):
    """The same from somebody who is not signed in: he says where the link may be sent."""

    for_members = False

    email = MailboxField(
        label=_("Your e-mail"),
        help_text=_(
            "Never shown. We mail you a link to publish your question, and when somebody answers."
        ),
    )

    def clean_tags(self) -> list[str]:
        """As for any new account; once it is published nobody is asked about them any more."""
        names = self.cleaned_data["tags"]
        if len(Tag.objects.unknown(names)) > NEW_TAGS:
            raise forms.ValidationError(TOO_MANY_NEW)
        return names

    def clean_body(self) -> str:
        """Said at once, not when he has come back by the mail."""
        try:
            render(self.cleaned_data["body"])
        except TooComplex as problem:
            raise forms.ValidationError(str(problem)) from None
        return self.cleaned_data["body"]


class AnswerForm(GuardedForm):
    """One answer; `submission` makes a repeated send harmless."""

    guarded = ("body",)

    body = BodyField(label=_("Your answer"), min_length=2)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
