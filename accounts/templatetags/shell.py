"""What stands around every page."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from config.drawing import framed

register = template.Library()


@register.simple_tag
def language_links(languages: Iterable[Mapping], link: str) -> SafeString:
    """The same page in the other `languages`, each drawn by the template `link`."""
    others = (each for each in languages if not each["current"])
    links = (
        framed(link, url=each["url"], code=each["code"], label=each["label"]) for each in others
    )
    return format_html_join("", "{}", ((link,) for link in links))
