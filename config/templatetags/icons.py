"""`{% icon "check" %}` is known in every template: a page shows dozens of them."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A symbol of img/icons.svg, drawn once in a process: nothing but its name makes it differ."""
    return render_to_string("components/icon.html", {"name": name})
