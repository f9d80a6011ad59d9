"""Behind which answers of the demo the company stands, and where it no longer does."""

from datetime import datetime

from django.utils import timezone

from community.actions.signing_answers import end_official_mark, sign_answer
from knowledge.demo.content import Thread
from knowledge.demo.deeds import Deed
from knowledge.demo.world import World


def sign(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    world.marks[thread.key, deed.on] = sign_answer(
        answer=world.answers[thread.key, deed.on],
        by=world.person(deed.by),
        valid_product=world.products.get(deed.product),
        valid_version=deed.version,
        valid_until=timezone.localdate(at) + deed.until if deed.until else None,
        now=at,
    )


def end(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    end_official_mark(
        mark=world.marks[thread.key, deed.on],
        by=world.person(deed.by),
        because=deed.because,
        now=at,
    )
