"""F-31 and F-34 for curators: whichever statement fails, an act has happened as a whole or not at
all, with its line in the record."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.db import OperationalError
from django.utils import timezone

from accounts.models import User
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.direct_links import remove_direct_link, set_direct_link
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.publishing import approve_article
from knowledge.actions.reviewing import confirm_article
from knowledge.actions.scheduling import publish_due
from knowledge.actions.translating import begin_translation, save_translation
from knowledge.actions.unconfirming import check_of, take_back_confirmation
from knowledge.actions.writing import begin_article, link_translation
from knowledge.actions.writing_up import undo_writing_up, write_up_candidate, write_up_gap
from tests.factories import make_user
from tests.faults.test_all_or_nothing import failing, undone
from tests.knowledge.acts import save
from tests.knowledge.test_acts_in_pairs import FOR_WHO_KNOWS, PAIRS, Scene

pytestmark = pytest.mark.django_db

FIELDS = ArticleFields(title="Reset the box", solution="Hold the button.")
LINK = {
    "topic": "privacy",
    "language": "en",
    "words": "privacy",
    "label": "Privacy",
    "target": "/en/privacy/",
}
# Of this nobody is to prove anything later.
UNRECORDED = {"claim and translate (there)"}
_WRITTEN = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')


def confirm_and_take_it_back(scene: Scene, by: User) -> Callable:
    raise_doubt(article=scene.public, cause="review-due")
    scene.public.refresh_from_db()
    former = check_of(scene.public)
    at = confirm_article(article=scene.public, by=by).checked_at
    return partial(
        take_back_confirmation, article=scene.public, by=by, confirmed_at=at, former=former
    )


def undo_what_was_written(scene: Scene, by: User) -> Callable:
    article = write_up_gap(gap=scene.search, by=by, fields=FIELDS, and_submit=True)
    return partial(undo_writing_up, article=article, by=by, gap=scene.search)


def correct_a_typing_error(scene: Scene, by: User) -> Callable:
    was = scene.public.title
    return partial(save, scene.public, by=by, title=f"{was}.", significance="typo")


def translate(scene: Scene, by: User) -> Callable:
    return partial(
        save_translation,
        original=scene.public,
        language="de",
        by=by,
        version=0,
        original_version=1,
        fields=FIELDS,
    )


def link_two(scene: Scene, by: User) -> Callable:
    article = begin_article(by=by, title="Von vorn", language="de")
    return partial(link_translation, article=article, original=scene.public, by=by)


def approve_what_changes_a_translation(scene: Scene, by: User) -> Callable:
    begin_translation(article=scene.changed, language="de", by=by)
    return partial(approve_article, article=scene.changed, by=by)


def remove_a_direct_link(_scene: Scene, by: User) -> Callable:
    return partial(remove_direct_link, link=set_direct_link(by=by, **LINK), by=by)


# Each prepares what is done with the scene, and gives it back.
OTHERS: dict[str, Callable[[Scene, User], Callable]] = {
    "begin": lambda _scene, by: partial(begin_article, by=by, title="New", language="en"),
    "write up a candidate": lambda scene, by: partial(
        write_up_candidate, candidate=scene.candidate, by=by, fields=FIELDS, and_submit=True
    ),
    "write up a gap": lambda scene, by: partial(
        write_up_gap, gap=scene.search, by=by, fields=FIELDS, and_submit=True
    ),
    "undo it": undo_what_was_written,
    "confirm and take it back": confirm_and_take_it_back,
    "correct a typing error": correct_a_typing_error,
    "translate": translate,
    "link": link_two,
    "approve a change": approve_what_changes_a_translation,
    "set a direct link": lambda _scene, by: partial(set_direct_link, by=by, **LINK),
    "remove a direct link": remove_a_direct_link,
    "publish what is due": lambda _scene, _by: partial(
        publish_due, now=timezone.now() + timedelta(days=2)
    ),
}


def acts() -> dict[str, Callable[[Scene, User], Callable]]:
    """All by name: what curators do, what undoes it, and what others may as well."""
    both_ways = {
        f"{name} ({way})": partial(partial, act)
        for name, pair in PAIRS.items()
        for way, act in zip(("there", "back"), pair, strict=True)
    }
    known = {name: partial(partial, act) for name, act in FOR_WHO_KNOWS.items()}
    return both_ways | known | OTHERS


def who_may(scene: Scene, name: str) -> User:
    """Four eyes, but only one's own draft is discarded; direct links are the administrators'."""
    if "direct link" in name:
        return make_user(roles="administrator")
    return scene.curator if "discard" in name else make_user(roles="curator")


def tables_in(statements: Iterable[str]) -> set[str]:
    return {table for sql in statements for table in _WRITTEN.findall(sql)}


def contents(tables: set[str]) -> dict[str, list]:
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {
        table: list(models[table]._base_manager.order_by("pk").values_list()) for table in tables
    }


@pytest.mark.parametrize("name", acts())
def test_act_of_a_curator_happens_as_a_whole_or_not_at_all(name):
    """F-31, F-34"""
    scene = Scene()
    act = acts()[name](scene, who_may(scene, name))
    with undone(), failing(0) as statements:
        act()
    tables = tables_in(statements)
    assert ("audit_auditrecord" in tables) != (name in UNRECORDED)
    before = contents(tables)

    for number in range(1, len(statements) + 1):
        with undone(), failing(number) as seen:
            with pytest.raises(OperationalError):
                act()
            assert contents(tables) == before, seen[-1]

    act()
    assert contents(tables) != before
