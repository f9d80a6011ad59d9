"""Nobody can read how much an employee does: no page, list, column, filter, export says so.

A works council stops what measures people; here an employee has so striking a number of posts
that it would be found wherever somebody counted them.
"""

import json
import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.privacy.archive import write_archive
from community.models import Answer, Question, Tag
from community.models.tag import QuestionTag
from tests.architecture.crawling import admin_pages, opened, pages
from tests.factories import make_answer, make_product, make_question, make_user

STRIKING = 1_137
# However a page writes it: 1137, 1,137, 1.137, 1 137.
# Not within the key of a form, which may hold these digits by chance.
WRITTEN = re.compile(r"(?<![\w-])1[,.\u202f\u00a0 ]?137(?![\w-])")
# Filters and columns by which an administrator could count what somebody does.
BY_PERSON = re.compile(r"author|voter|affiliation|person|owner|checked_by|first_answer|duration")


# Numbers of rows stand in addresses, and must not be taken for a count.
FIRST_ID = 900_000


def many(model: Question | Answer, **changed) -> list:
    """Copies of a row, each a minute older than the one before."""
    kept = {
        field.attname: getattr(model, field.attname)
        for field in model._meta.fields
        if field.name not in {"id", "submission", "accepted_answer", "solved_at"}
    }
    return [
        type(model)(
            id=FIRST_ID + each,
            **kept | changed | {"created_at": model.created_at - timedelta(minutes=each)},
        )
        for each in range(STRIKING - 1)
    ]


def kept_busy(person: User) -> User:
    """As many questions and answers of his own as `STRIKING` says, and some of others."""
    product, tag = make_product(slug="busy-box"), Tag.objects.create(name="busy", slug="busy")
    question = make_question(author=person, product=product)
    questions = [question, *Question.objects.bulk_create(many(question, product_id=product.pk))]
    answer = make_answer(question=question, author=person)
    copies = many(answer)
    for copy, under in zip(copies, questions[1:], strict=True):
        copy.question_id = under.pk
    Answer.objects.bulk_create(copies)
    now = timezone.now()
    QuestionTag.objects.bulk_create(
        QuestionTag(tag=tag, content_object=each, asked_at=now) for each in questions
    )
    for _ in range(3):
        other = make_question(product=product, tags=["busy"])
        make_answer(question=other)
    Question.objects.update(answer_count=1)
    gather_statistics()
    return person


def gather_statistics() -> None:
    """What the database's own worker does between the writes of real people: without it,
    PostgreSQL plans as if the tables were empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Question, Answer, QuestionTag):
                cursor.execute(f"ANALYZE {model._meta.db_table}")


@pytest.fixture
def busy(employee) -> User:
    return kept_busy(employee)


@pytest.fixture
def ids(busy) -> dict[str, object]:
    answer = Answer.objects.filter(author=busy).latest("id")
    return {
        "user_id": busy.pk,
        "affiliation_id": busy.affiliations.get().pk,
        "organisation_id": busy.affiliations.get().organisation_id,
        "question_id": answer.question_id,
        "answer_id": answer.pk,
        "slug": "busy",
        "name": "first-solution",
    }


ROLES = ["", "employee", "curator", "moderator", "administrator"]


def browser_of(role: str) -> Client:
    browser = Client()
    if role != "visitor":
        browser.force_login(make_user(display_name="Somebody Else", roles=role))
    return browser


@pytest.mark.parametrize("role", ["visitor", *ROLES], ids=lambda role: role or "member")
def test_no_page_counts_what_an_employee_does(ids, role):
    """L-GD-12"""
    browser = browser_of(role)

    seen = dict(pages(browser, ids))

    assert len(seen) > 20
    assert [path for path, text in seen.items() if WRITTEN.search(text)] == []


def test_product_pages_have_a_slug_of_their_own(ids):
    browser = browser_of("moderator")

    text = dict(opened(browser, "/en/products/busy-box/"))

    assert text
    assert not WRITTEN.search("".join(text.values()))


def test_no_list_of_the_admin_can_be_narrowed_to_an_employees_work(busy):
    """L-GD-12: its lists say how many rows they have."""
    names = ("user", "author", "by", "voter", "person", "author__id__exact", "actor")
    wanted = {
        **dict.fromkeys(names, busy.pk),
        "affiliation__user": busy.pk,
        "question__author": busy.pk,
        "event__actor": busy.pk,
        "q": busy.display_name,
    }

    seen = dict(admin_pages(browser_of("administrator"), **wanted))

    assert len(seen) >= len(admin.site._registry)
    assert [path for path, text in seen.items() if WRITTEN.search(text)] == []


def test_no_list_of_the_admin_has_a_column_or_filter_for_it():
    """L-GD-12"""
    offered = [
        f"{model._meta.label}: {name}"
        for model, options in admin.site._registry.items()
        if model._meta.app_label in {"community", "knowledge", "events"}
        for group in (options.list_display, options.list_filter, options.search_fields)
        for name in map(str, group)
        if BY_PERSON.search(name)
    ]
    assert offered == []


def test_everyone_sees_her_own(busy):
    """L-GD-12: who is marked sees all there is about herself, in the copy of her data."""
    file = BytesIO()
    write_archive(file, busy, timezone.now())

    data = json.loads(ZipFile(file).read("data.json"))

    rows = {section["table"]: len(section["rows"]) for section in data["sections"]}
    assert rows["community.answer"] == STRIKING


def test_what_counts_a_person_is_found(helper):
    """A customer is counted on his profile, so the search can be tried on one."""
    kept_busy(helper)

    seen = dict(pages(browser_of(""), {"user_id": helper.pk}))

    assert [path for path, text in seen.items() if WRITTEN.search(text)] != []
