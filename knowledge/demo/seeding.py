"""Fills an empty database with the demo: everything through the product's own actions, in the
order in which it would have happened, so that points, counters, candidates and notices are what
they are in real life."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.notifications.models import OutgoingMail
from community.models import Product
from config.events import relay
from config.events.models import Delivery, Event
from knowledge.demo.accounts import ACCOUNTS, PASSWORD
from knowledge.demo.content import Content, load_content
from knowledge.demo.conversing import conversation
from knowledge.demo.curating import life_of_article
from knowledge.demo.dating import date_back
from knowledge.demo.joining import joinings
from knowledge.demo.world import Act, World


class CannotSeed(Exception):
    """Its text is one sentence for whoever loads the demo."""


def is_seeded() -> bool:
    emails = {account.email for account in ACCOUNTS if account.email}
    return User.objects.filter(email__in=emails).count() == len(emails)


@transaction.atomic
def seed(content: Content | None = None) -> None:
    """Load the demo; nothing of it is there if this fails. Raises CannotSeed where people are."""
    if User.objects.exists():
        raise CannotSeed("The demo is only loaded into an empty database.")
    content = content or load_content()
    start = timezone.now()
    world = _surroundings(content)
    for act in sorted(_acts(content, start), key=lambda act: act.at):
        act.do(world, act.at)
        if Event.objects.filter(occurred_at__gte=start).exists():
            relay.deliver_pending(limit=1000)
            date_back(since=start, to=act.at)
    if Delivery.objects.open().exists():
        raise CannotSeed("Events of the demo could not be delivered; the log says why.")
    _drop_mails()
    _let_everybody_sign_in()


def _acts(content: Content, start: datetime) -> Iterator[Act]:
    yield from joinings(content.people.values(), start=start)
    for thread in content.threads.values():
        yield from conversation(thread, people=content.people, start=start)
    for article in content.articles:
        yield from life_of_article(article, start=start)


def _surroundings(content: Content) -> World:
    world = World()
    for organisation in content.organisations:
        world.organisations[organisation.key] = Organisation.objects.create(
            name=organisation.name, name_form=organisation.name_form
        )
    for position, product in enumerate(content.products):
        world.products[product.slug] = Product.objects.create(
            slug=product.slug,
            name_de=product.name_de,
            name_en=product.name_en,
            parent=world.products.get(product.parent),
            position=position,
        )
    return world


def _drop_mails() -> None:
    """What happened in the demo's past is told on the page, but nobody is written to."""
    OutgoingMail.objects.due(timezone.now()).update(state=OutgoingMail.State.DROPPED, why="demo")


def _let_everybody_sign_in() -> None:
    """One hash for all: hashing is slow on purpose."""
    User.objects.update(password=make_password(PASSWORD))
