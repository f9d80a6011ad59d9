"""What templates draw dozens of times on one page; known in every template."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from config.drawing import drawn, framed

register = template.Library()


@register.simple_tag
def component(part: str, **values: Any) -> SafeString:
    """`{% component "pill" label="Open" %}`: an include with only, remembered."""
    return drawn(f"components/{part}.html", **values)


@register.simple_tag
def frame(template: str, **values: Any) -> SafeString:
    """`{% frame "components/sign_out.html" csrf_token=csrf_token %}`: an include with only, whose
    texts are put in each time; see `config.drawing.framed`."""
    return framed(template, **values)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of img/icons.svg."""
    return drawn("components/icon.html", name=name)


@register.simple_tag
def survey_slot(kind: str, number: int) -> str:
    """Where one in SURVEY_EVERY views of article or question `number` is asked whether it solved
    it: the same for all, the browser draws (docs/adr/0035)."""
    if not settings.SURVEY_EVERY:
        return ""
    document, every = f"{kind}-{number}", settings.SURVEY_EVERY
    return drawn("components/survey_slot.html", document=document, every=every)
