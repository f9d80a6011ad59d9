"""What an edit asks for: the text, on top of which version, and what was changed."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.asking import MAX_TITLE_LENGTH, MIN_TITLE_LENGTH, ProductField
from community.forms.commenting import COMMENT_LENGTH
from community.forms.fields import BodyField, LineField, TagsField
from community.forms.guarding import GuardedForm
from community.models.revision import REASON_LENGTH

LATEST_VERSION = 2**31 - 1


class EditForm(GuardedForm):
    """`version` is the text that its editor saw; `submission` makes a proposal sent twice one."""

    guarded = ("title", "body", "tags", "reason")

    version = forms.IntegerField(min_value=1, max_value=LATEST_VERSION, widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def wording(self) -> dict:
        """What was typed of the post itself, once it is clean."""
        known = ("title", "body", "tags", "product")
        return {name: self.cleaned_data[name] for name in known if name in self.cleaned_data}


class ReasonField(LineField):
    def __init__(self) -> None:
        super().__init__(
            label=_("What did you change?"),
            required=False,
            max_length=REASON_LENGTH,
            help_text=_("One line for the history, which everybody can read."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )


class ProposeQuestionForm(EditForm):
    """The product stays as it stands: it is for the author to choose."""

    title = LineField(
        label=_("The question in one line"),
        min_length=MIN_TITLE_LENGTH,
        max_length=MAX_TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = BodyField(label=_("Details"), min_length=10)
    tags = TagsField(label=_("Tags"), help_text=_("Up to five, separated by commas."))
    reason = ReasonField()


class EditQuestionForm(ProposeQuestionForm):
    product = ProductField(label=_("Product"), required=False)


class EditAnswerForm(EditForm):
    body = BodyField(label=_("The answer"), min_length=2)
    reason = ReasonField()


class EditCommentForm(EditForm):
    body = BodyField(
        label=_("The comment"),
        min_length=2,
        max_length=COMMENT_LENGTH,
        rows=3,
        help_text=_("Up to 600 characters."),
    )
    reason = ReasonField()


FORMS: dict[str, type[EditForm]] = {
    "question": EditQuestionForm,
    "answer": EditAnswerForm,
    "comment": EditCommentForm,
}
PROPOSALS: dict[str, type[EditForm]] = FORMS | {"question": ProposeQuestionForm}


class RevertForm(forms.Form):
    """Back to the state `to`, by who saw `version`."""

    to = forms.IntegerField(min_value=1, max_value=LATEST_VERSION)
    version = forms.IntegerField(min_value=1, max_value=LATEST_VERSION)
