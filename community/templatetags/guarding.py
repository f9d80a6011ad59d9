from typing import Any

from django import template
from django.forms import BoundField

from community.forms.guarding import GuardedForm

register = template.Library()


@register.inclusion_tag("components/personal_data.html")
def personal_data(field: BoundField) -> dict[str, Any]:
    """What the personal-data guard has to say beneath `field`; nothing for any other form."""
    form = field.form
    if not isinstance(form, GuardedForm):
        return {}
    return {
        "field": field,
        "masked": ", ".join(form.masked_in.get(field.name, [])),
        "is_asked": form.asked_in == field.name,
    }
