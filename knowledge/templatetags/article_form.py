"""The fields of an article's form: drawn once, with places into which its texts are put."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from community.models import Product
from config.drawing import frame_of, place_of
from config.prepared_rows import PreparedRows

register = template.Library()
TEMPLATE = "knowledge/editor/_fields.html"
MOST_KEPT = 500
# Commands alone change the list of products.
PRODUCTS_KEPT_SECONDS = 5
_PRODUCTS = "products:offered"


@register.simple_tag
def article_fields(form: forms.Form) -> SafeString:
    """All fields of `form` with what it begins with, or with what was wrong with them."""
    if form.is_bound:
        return render_to_string(TEMPLATE, {"form": form})
    begun = {name: _begun_with(form, name) for name in form.fields}
    texts = {
        name: _text_of(form.fields[name], value)
        for name, value in begun.items()
        if _is_text(form.fields[name])
    }
    chosen = {name: value for name, value in begun.items() if name not in texts}
    around = _drawn(type(form), get_language(), _plain(chosen), _products_now())
    return format_html(around, **texts)


def _is_text(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.TextInput | forms.Textarea | forms.HiddenInput)


def _begun_with(form: forms.Form, name: str) -> Any:
    """As `BoundField.value` says it, which costs a bound field each."""
    field = form.fields[name]
    return field.prepare_value(form.get_initial_for_field(field, name))


def _text_of(field: forms.Field, value: Any) -> str:
    written = field.widget.format_value(value)
    return "" if written is None else written


def _plain(chosen: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, "" if value is None else str(value)) for name, value in chosen.items())


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    form_class: type[forms.Form],
    language: str,
    chosen: tuple[tuple[str, str], ...],
    products: Hashable,
) -> str:
    """`products` are what the form offers: with others it is drawn anew."""
    fields = form_class.base_fields  # type: ignore[attr-defined]
    places = {name: place_of(name) for name, field in fields.items() if _is_text(field)}
    html = render_to_string(TEMPLATE, {"form": form_class(initial=places | dict(chosen))})
    return frame_of(html)


def _products_now() -> Hashable:
    kept = cache.get(_PRODUCTS)
    if kept is None:
        kept = _products()
        cache.set(_PRODUCTS, kept, PRODUCTS_KEPT_SECONDS)
    return tuple(tuple(product) for product in kept)


@PreparedRows
def _products():
    return Product.objects.in_order().values_list("pk", "name_de", "name_en", "parent")
