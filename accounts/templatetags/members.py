"""People in lists: who it is, for whom he speaks, and what he is good at."""

from django import template
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.templatetags.people import Speaker, described
from config.drawing import drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def member_row(context: template.Context, person: User) -> SafeString:
    """One row of the list of members; `person` comes with `speaking` and `topics`.

    Who speaks for the company stands there with his words instead of points; who is suspended
    has neither.
    """
    has_points = all(each.earns_points for each in person.speaking)  # type: ignore[attr-defined]
    return drawn(
        "components/member_row.html",
        user_id=person.pk,
        **listed_as(context, person),
        initials=person.initials,
        colour=person.avatar_colour,
        avatar=person.avatar,
        points=person.shown_points if has_points else None,
        topics=tuple(person.topics),  # type: ignore[attr-defined]
        joined_at=person.created_at,
    )


@register.simple_tag(takes_context=True)
def listed_as(context: template.Context, person: User) -> dict[str, str]:
    """The name in a list, and for whom it speaks; `person` comes with `speaking`."""
    active = (each for each in person.speaking if each.is_active)  # type: ignore[attr-defined]
    speaker = Speaker(person, next(active, None))
    return described(speaker, company=context["community"]["company"])
