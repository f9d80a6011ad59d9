"""Furnishes an empty installation for the simulated month: articles, members, an employee."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.test import Client

from accounts.actions.affiliations import grant_affiliation
from accounts.actions.members import create_member
from accounts.models import Affiliation, Declaration, Organisation, User
from benchmarks.month_passing import House
from benchmarks.month_people import ASKERS, MEMBERS, Person
from community.actions.answers import answer_question
from community.actions.questions import ask_question
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article


def furnish(address: str) -> House:
    """Somebody who answers, and an employee who does, both signed in."""
    helper, employee = _member("Heike R."), _member("Miriam V.")
    organisation = Organisation.objects.create(name="Fjordnet GmbH")
    grant_affiliation(
        user=employee,
        organisation=organisation,
        kind=Affiliation.Kind.EMPLOYEE,
        role_title="Customer Care",
        full_name="Miriam Vogt",
        evidence="checked by the personnel department",
        by=None,
    )
    return House(address, helper=session_of(helper), employee=session_of(employee))


def add_articles(count: int) -> list[int]:
    """Published ones; each grew out of an answer, whose asker did not accept it."""
    asker, helper = _member("Lena B."), _member("Per H.")
    writer, approver = (_member(name, roles=User.Role.CURATOR) for name in ("Jana L.", "Ole K."))
    return list(_articles(count, asker=asker, helper=helper, writer=writer, approver=approver))


def sign_in(people: Sequence[Person]) -> None:
    """Give those an account who act as members."""
    for number, person in enumerate(people):
        if person.kind in MEMBERS | ASKERS:
            person.session = session_of(_member(f"Member {number}"))


def session_of(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def _articles(
    count: int, *, asker: User, helper: User, writer: User, approver: User
) -> Iterator[int]:
    for number in range(count):
        title = f"How do I start box number {number}?"
        question = ask_question(by=asker, title=title, body="It does not start.", language="en")
        answer = answer_question(question=question, by=helper, body="Hold its button.")
        article = promote_answer(answer=answer, by=writer)
        yield approve_article(article=article, by=approver).pk


def _member(name: str, **values: str) -> User:
    email = f"{name.lower().replace(' ', '').replace('.', '')}@example.org"
    member = create_member(display_name=name, email=email, **values)
    Declaration.objects.create(
        user=member, stance=Declaration.Stance.INDEPENDENT, question="Do you work for us?"
    )
    return member
