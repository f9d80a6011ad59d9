"""A bell as an example of something that happens."""

from dataclasses import dataclass

from django.utils import timezone

from config.events import relay
from config.events.models import MAX_ATTEMPTS, Delivery


@dataclass(frozen=True)
class Rang:
    times: int


@dataclass(frozen=True)
class NobodyListens:
    times: int


def make_due() -> None:
    Delivery.objects.update(not_before=timezone.now())


def give_up() -> Delivery:
    """Let the broken handler fail until it is a dead letter."""
    for _ in range(MAX_ATTEMPTS):
        make_due()
        relay.deliver_pending()
    return Delivery.objects.dead().get()
