"""Fills an empty database with the demo: everything through the product's own actions, in the
order in which it would have happened, so that points, counters, candidates and notices are what
they are in real life."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone, translation

from accounts.actions.organisations import add_domain
from accounts.models import Organisation, User
from community.models import Product
from config.events import bus
from config.events.models import Delivery, Event
from knowledge.demo.accounts import ACCOUNTS, PASSWORD
from knowledge.demo.aftermath import aftermath
from knowledge.demo.content import Content, load_content
from knowledge.demo.conversing import conversation
from knowledge.demo.curating import life_of_article
from knowledge.demo.dating import date_back
from knowledge.demo.desk import desk
from knowledge.demo.finding import finding
from knowledge.demo.habits import habits
from knowledge.demo.joining import joinings
from knowledge.demo.leaving import leaving
from knowledge.demo.mailing import drop_old_mails, mailing
from knowledge.demo.measuring import measuring
from knowledge.demo.reading import reading
from knowledge.demo.speaking import speaking
from knowledge.demo.standing import standing
from knowledge.demo.tending import tending
from knowledge.demo.topics import finding_the_way
from knowledge.demo.world import Act, World

# Before the first member came.
_FOUNDED = timedelta(days=830)


class CannotSeed(Exception):
    """Its text is one sentence for whoever loads the demo."""


def is_seeded() -> bool:
    emails = {account.email for account in ACCOUNTS if account.email}
    return User.objects.filter(email__in=emails).count() == len(emails)


@transaction.atomic
@translation.override("en")
def seed(content: Content | None = None) -> None:
    """Load the demo; nothing of it is there if this fails. Raises CannotSeed where people are.

    What the administrators write down is in their language, whoever loads it.
    """
    if User.objects.exists():
        raise CannotSeed("The demo is only loaded into an empty database.")
    content = content or load_content()
    start = timezone.now()
    world = _surroundings(content, start)
    for act in sorted(_acts(content, start), key=lambda act: act.at):
        act.do(world, act.at)
        if Event.objects.filter(occurred_at__gte=start).exists():
            _deliver()
            date_back(since=start, to=act.at)
    drop_old_mails(start=start)
    _let_everybody_sign_in()


def _deliver() -> None:
    """Call what listens, also to what it brings about itself. Until all is there nobody else sees
    the events, so none is claimed, and the first handler that fails ends the loading."""
    while waiting := list(Delivery.objects.open().select_related("event").order_by("pk")):
        for delivery in waiting:
            bus.call(delivery)
        told = Delivery.objects.filter(pk__in=[delivery.pk for delivery in waiting])
        told.update(attempts=1, done_at=timezone.now())


def _acts(content: Content, start: datetime) -> Iterator[Act]:
    people = content.people.values()
    yield from joinings(people, start=start)
    yield from speaking(people, start=start)
    for thread in content.threads.values():
        yield from conversation(thread, people=content.people, start=start)
        yield from aftermath(thread, start=start)
    for article in content.articles:
        yield from life_of_article(article, start=start)
        yield from tending(article, start=start)
    yield from habits(people, threads=content.threads, start=start)
    yield from leaving(people, start=start)
    yield from mailing(people, content.kept, start=start)
    yield from standing(people, start=start)
    yield from finding_the_way(content.topics, start=start)
    yield from reading(start=start)
    yield from finding(start=start)
    yield from desk(content.desk, start=start)
    yield from measuring(start=start)


def _surroundings(content: Content, start: datetime) -> World:
    world = World()
    founded_at = start - _FOUNDED
    for organisation in content.organisations:
        made = Organisation.objects.create(
            name=organisation.name,
            relation=organisation.relation,
            name_form=organisation.name_form,
        )
        add_domain(organisation=made, domain=organisation.domain, by=None, now=founded_at)
        world.organisations[organisation.key] = made
    for position, product in enumerate(content.products):
        world.products[product.slug] = Product.objects.create(
            slug=product.slug,
            name_de=product.name_de,
            name_en=product.name_en,
            description_de=product.description_de,
            description_en=product.description_en,
            parent=world.products.get(product.parent),
            position=position,
        )
    return world


def _let_everybody_sign_in() -> None:
    """One hash for all: hashing is slow on purpose."""
    User.objects.filter(is_active=True).update(password=make_password(PASSWORD))
