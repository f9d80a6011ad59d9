"""Following topics, keeping lists, and what the staff does to tags."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.fields import LineField, TagsField
from community.forms.guarding import GuardedForm
from community.models.tag import MAX_TAG_LENGTH
from community.models.tag_change import REASON_LENGTH
from config.text import clean_line


class FollowForm(forms.Form):
    """What somebody wants of one topic, named by its sort and id."""

    sort = forms.ChoiceField(choices=[(sort, sort) for sort in ("tag", "product", "member")])
    topic = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    wish = forms.ChoiceField(choices=[(wish, wish) for wish in ("follow", "unfollow")])


class SaveFilterForm(forms.Form):
    name = LineField(label=_("Name of this list"), max_length=60)


class TagsForm(GuardedForm):
    guarded = ("tags",)

    tags = TagsField(label=_("Tags"), help_text=_("Up to five, separated by commas."))


class DescribeTagForm(forms.Form):
    """What readers see above its questions, in both languages."""

    description_de = LineField(label=_("German description"), max_length=600, required=False)
    description_en = LineField(label=_("English description"), max_length=600, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 3})


class TagNameField(LineField):
    """The name of one tag, as it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TAG_LENGTH, **kwargs)

    def clean(self, value) -> str:
        name = clean_line(super().clean(value)).casefold()
        if "," in name or len(name) > MAX_TAG_LENGTH:
            raise forms.ValidationError(_("A tag has at most 35 characters and no comma."))
        return name


class RenameTagForm(forms.Form):
    name = TagNameField(label=_("New name"))
    reason = LineField(label=_("Why?"), max_length=REASON_LENGTH, required=False)


class MergeTagForm(forms.Form):
    into = TagNameField(label=_("Into which tag?"))
    reason = LineField(label=_("Why?"), max_length=REASON_LENGTH, required=False)


class SynonymForm(forms.Form):
    name = TagNameField(label=_("New synonym"))
