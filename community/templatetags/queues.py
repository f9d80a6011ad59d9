"""The way to what the community decides, for who may."""

from django import template

from community.policies.closing import is_led_to_queues

register = template.Library()

register.filter("works_on_queues", is_led_to_queues)
