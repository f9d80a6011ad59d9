"""Articles and answers named by their address or number."""

import re
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.forms.fields import LineField
from community.models import Answer
from knowledge.models import Article

_DIGITS = "([0-9]{1,15})"
_NUMBER = re.compile(rf"#?{_DIGITS}")
_ARTICLE = re.compile(rf"(?:/[a-z]{{2}})?/(?:knowledge|curate/articles)/{_DIGITS}(?:/.*)?")
_ANSWER = re.compile(rf"answer-{_DIGITS}")


def article_id_in(text: str) -> int | None:
    """The article that a number or an address of this community names, if it names one."""
    found = _NUMBER.fullmatch(text)
    if found is None and (address := _own_address(text)):
        found = _ARTICLE.fullmatch(address.path)
    return int(found[1]) if found else None


def answer_id_in(text: str) -> int | None:
    """The same for an answer, whose address is that of its thread with `#answer-7`."""
    found = _NUMBER.fullmatch(text)
    if found is None and (address := _own_address(text)):
        asked_for = parse_qs(address.query).get("answer", [""])[0]
        found = _ANSWER.fullmatch(address.fragment) or _NUMBER.fullmatch(asked_for)
    return int(found[1]) if found else None


def _own_address(text: str) -> SplitResult | None:
    """Its parts; None for what is no address, or one of somewhere else."""
    try:
        address = urlsplit(text)
    except ValueError:
        return None
    return address if address.netloc in {"", urlsplit(settings.BASE_URL).netloc} else None


class NamingField(LineField):
    """Set `viewer` before it is cleaned; what he may not see is not there."""

    viewer: Any = None

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=300, widget=widget, **kwargs)


class ArticleField(NamingField):
    """Clean, it is an Article."""

    def clean(self, value: Any) -> Article | None:
        text = super().clean(value)
        if not text:
            return None
        articles = Article.objects.visible_to(self.viewer)
        found = articles.filter(pk=article_id_in(text) or 0).first()
        if found is None:
            raise forms.ValidationError(_("There is no such article."))
        return found


class AnswerField(NamingField):
    """Clean, it is an Answer with its question."""

    def clean(self, value: Any) -> Answer | None:
        text = super().clean(value)
        if not text:
            return None
        answers = Answer.objects.visible_to(self.viewer).select_related("question")
        found = answers.filter(pk=answer_id_in(text) or 0).first()
        if found is None:
            raise forms.ValidationError(_("There is no such answer."))
        return found
