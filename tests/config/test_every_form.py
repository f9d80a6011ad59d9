"""Every address that takes a form, sent what no form of ours would send."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.db import models, transaction
from django.urls import get_resolver

from accounts.models import Affiliation, SigningRight, User
from config import recount
from tests.config.test_doors import doors, with_ids
from tests.factories import make_answer, make_article, make_comment

ODD = ["\x00", "\ud800", "\ufffe\U0001ffff", "\u202e\u2066", "9" * 5_000, "🦦" * 400, "{{7*7}}"]
URLENCODED = "application/x-www-form-urlencoded"
OURS = ("accounts", "community", "knowledge", "notifications", "moderation")


@pytest.fixture(autouse=True)
def _many_at_once(settings):
    settings.LIMITS_FACTOR = 1000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000


@pytest.fixture
def article(asker):
    return make_article(answer=make_answer())


def names_of_fields() -> list[str]:
    """Of every form of ours, and what views read beside them."""
    known = {name for form in all_forms(forms.Form) for name in form.base_fields}
    return sorted(known | {"undo", "next", "to", "image", "path", "value", "version", "query"})


def all_forms(form: type) -> Iterator[type]:
    for kind in form.__subclasses__():
        yield from all_forms(kind)
        if kind.__module__.split(".")[0] in OURS:
            yield kind


def fields_of_rows() -> set[str]:
    return {
        name
        for model in our_models()
        for field in model._meta.fields
        for name in (field.name, field.attname)
    }


def our_models() -> Iterator[type[models.Model]]:
    for label in OURS:
        yield from apps.get_app_config(label).get_models()


def posting_doors() -> list[str]:
    return [path for path, entry in doors(get_resolver()) if entry.callback.access != "public"]


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "odd", ODD, ids=["nul", "surrogate", "no sign", "turning", "digits", "otters", "template"]
)
def test_no_form_fails_whatever_is_typed_into_its_fields(article, client_of, administrator, odd):
    """A-UN-01, A-UN-02, A-DO-09: generated from the URL conf and from all forms."""
    browser = client_of(administrator)
    names = names_of_fields()
    sent = urlencode(dict.fromkeys(names, odd), errors="surrogatepass")
    assert len(names) > 60

    for path in posting_doors():
        with undone():
            response = browser.post(with_ids(path, article), sent, content_type=URLENCODED)
        assert response.status_code < 500, path


def test_no_form_sets_a_field_that_is_not_its_own(article, client_of, helper, asker, employee):
    """A-MA-01: every form is sent every column of ours; what only we set stays as it was."""
    source = article.sources.get()
    make_comment(question=source.question)
    rights = dict.fromkeys(fields_of_rows(), "1")
    moments = [name for name in rights if name.endswith("_at")]
    rights |= dict.fromkeys(moments, "2001-01-01T00:00") | {"roles": "administrator"}
    people = ("by", "by_id", "author", "author_id", "user", "user_id", "editor", "voter")
    rights |= dict.fromkeys(people, str(employee.pk)) | {"is_staff": "on", "is_superuser": "on"}
    browser = client_of(helper)
    before = rows_of(employee), drift()

    done = [path for path in posting_doors() if send(browser, path, article, rights) == 302]

    assert len(done) >= 15
    assert (rows_of(employee), drift()) == before
    assert list(moments_of_2001()) == []
    helper.refresh_from_db()
    assert (helper.roles, helper.is_staff, helper.is_superuser) == ("", False, False)
    assert not Affiliation.objects.filter(user=helper).exists()
    assert not SigningRight.objects.exists()
    assert User.objects.exclude(roles="").count() == 2  # who wrote the article, who approved it


def send(browser, path: str, article, rights: dict[str, str]) -> int:
    """With what most forms ask for, so that many of them do what they are for."""
    typed = {
        "title": "Router blinks red at night",
        "body": f"It blinks since this morning, {uuid4()}.",
        "kind": "question",
        "language": "en",
        "tags": "wifi",
        "reason": "It is better so",
        "explanation": "It still happens with the new box.",
        "submission": str(uuid4()),
        "name": "Mine",
        "value": "1",
        "version": "1",
        "product": "",
    }
    return browser.post(with_ids(path, article), rights | typed).status_code


def drift() -> list[str]:
    """Counters that are not what their facts say."""
    return [str(each) for one in recount.registered() for each in one.differences()]


def rows_of(person: User) -> list[list[int]]:
    """What points to somebody who does nothing here."""
    return [
        list(model._base_manager.filter(**{field.name: person}).values_list("pk", flat=True))
        for model in our_models()
        for field in model._meta.fields
        if field.related_model is User
    ]


def moments_of_2001() -> Iterator[tuple[str, str]]:
    for model in our_models():
        for field in model._meta.fields:
            is_moment = isinstance(field, models.DateTimeField)
            if is_moment and model._base_manager.filter(**{f"{field.name}__year": 2001}).exists():
                yield model.__name__, field.name
