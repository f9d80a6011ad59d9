from datetime import datetime

from django import template

from community.policies import holding

register = template.Library()


@register.filter
def held_until(since: datetime) -> datetime:
    """When a moderator will have looked at what waits since then."""
    return holding.held_until(since)
