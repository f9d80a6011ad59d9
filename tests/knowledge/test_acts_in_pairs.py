"""A-AZ-10: both directions of each act of the knowledge base need the right, tried in pairs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import User
from knowledge.actions.article_text import fields_of
from knowledge.actions.candidates import dismiss_candidate, restore_candidate
from knowledge.actions.claiming import claim
from knowledge.actions.covering import cover_candidate, uncover_candidate
from knowledge.actions.doubting import flag_article
from knowledge.actions.editing import edit_article
from knowledge.actions.ending_versions import end_version, resume_version
from knowledge.actions.gaps import dismiss_gap, restore_gap
from knowledge.actions.pending import discard_pending, text_to_edit
from knowledge.actions.pins import pin_answer, remove_pin
from knowledge.actions.promotion import discard_draft, promote_answer
from knowledge.actions.publishing import approve_article, publish_at_once, unpublish_article
from knowledge.actions.retiring import bring_back_article, retire_article
from knowledge.actions.reviewing import (
    confirm_article,
    hand_over_article,
    plan_review,
    return_article,
    submit_article,
)
from knowledge.actions.scheduling import schedule_article, unschedule_article
from knowledge.actions.sources import add_source, remove_source
from knowledge.actions.synonyms import (
    answer_gap_by_synonym,
    remove_synonym,
    set_synonym,
    undo_synonym_of_gap,
)
from knowledge.actions.translating import begin_translation
from knowledge.models import Article, Candidate, Synonym
from tests.factories import make_answer, make_article, make_product, make_user
from tests.knowledge.workbench_rows import make_candidate, make_gap

Act = Callable[[User], object]
SYNONYM = {"language": "en", "word": "clicker", "others": "remote", "way": "both"}
TOMORROW = timezone.now() + timedelta(days=1)


class Scene:
    """An article in each state, and what else curators decide about."""

    def __init__(self) -> None:
        self.curator = make_user(roles="curator")
        self.answer = make_answer()
        self.free_answer = make_answer()
        self.draft = promote_answer(answer=self.answer, by=self.curator)
        self.submitted = promote_answer(answer=make_answer(), by=self.curator)
        submit_article(article=self.submitted, by=self.curator)
        self.scheduled = promote_answer(answer=make_answer(), by=self.curator)
        schedule_article(article=self.scheduled, by=make_user(roles="curator"), at=TOMORROW)
        self.public = make_article()
        self.changed = make_article()
        self.edit(self.changed, self.curator)
        self.retired = make_article()
        retire_article(article=self.retired, by=self.curator, retired_as="outdated")
        self.candidate = make_candidate()
        self.dismissed = make_candidate()
        dismiss_candidate(candidate=self.dismissed, by=self.curator, reason="not-ours")
        self.covered = make_candidate()
        cover_candidate(candidate=self.covered, article=self.public, by=self.curator)
        self.search, self.dismissed_search = make_gap(), make_gap("lost in vain")
        dismiss_gap(gap=self.dismissed_search, by=self.curator)
        self.answered_search = make_gap("telly")
        self.synonym = answer_gap_by_synonym(
            gap=self.answered_search, by=self.curator, **SYNONYM | {"word": "telly"}
        )
        self.pin = pin_answer(words="slow wifi", language="en", answer=self.public, by=self.curator)
        self.product = make_product()
        self.ended = end_version(
            product=self.product, version="7.2", ended_on=TOMORROW.date(), by=self.curator
        )

    def edit(self, article: Article, by: User) -> Article:
        text = text_to_edit(article)
        fields = fields_of(text)
        changed = type(fields)(**fields.as_columns() | {"solution": "Something else."})
        return edit_article(article=article, by=by, version=text.version, fields=changed)


# Each line says what is done and how it is undone.
PAIRS: dict[str, tuple[Callable[[Scene, User], object], Callable[[Scene, User], object]]] = {
    "promote and discard": (
        lambda scene, by: promote_answer(answer=scene.free_answer, by=by),
        lambda scene, by: discard_draft(article=scene.draft, by=by),
    ),
    "submit and return": (
        lambda scene, by: submit_article(article=scene.draft, by=by),
        lambda scene, by: return_article(article=scene.submitted, by=by, note="More."),
    ),
    "approve and unpublish": (
        lambda scene, by: approve_article(article=scene.submitted, by=by),
        lambda scene, by: unpublish_article(article=scene.public, by=by),
    ),
    "publish at once and unpublish": (
        lambda scene, by: publish_at_once(article=scene.changed, by=by, why="wrong"),
        lambda scene, by: unpublish_article(article=scene.changed, by=by),
    ),
    "edit and discard the change": (
        lambda scene, by: scene.edit(scene.public, by),
        lambda scene, by: discard_pending(article=scene.changed, by=by),
    ),
    "schedule and unschedule": (
        lambda scene, by: schedule_article(article=scene.submitted, by=by, at=TOMORROW),
        lambda scene, by: unschedule_article(article=scene.scheduled, by=by),
    ),
    "retire and bring back": (
        lambda scene, by: retire_article(article=scene.public, by=by, retired_as="outdated"),
        lambda scene, by: bring_back_article(article=scene.retired, by=by),
    ),
    "name a source and drop it": (
        lambda scene, by: add_source(article=scene.public, answer=scene.free_answer, by=by),
        lambda scene, by: remove_source(
            article=scene.public, source=scene.public.sources.get(), by=by
        ),
    ),
    "dismiss and restore a candidate": (
        lambda scene, by: dismiss_candidate(candidate=scene.candidate, by=by, reason="not-ours"),
        lambda scene, by: restore_candidate(candidate=scene.dismissed, by=by),
    ),
    "cover and uncover a candidate": (
        lambda scene, by: cover_candidate(candidate=scene.candidate, article=scene.public, by=by),
        lambda scene, by: uncover_candidate(
            candidate=Candidate.objects.get(pk=scene.covered.pk), by=by
        ),
    ),
    "dismiss and restore a search": (
        lambda scene, by: dismiss_gap(gap=scene.search, by=by),
        lambda scene, by: restore_gap(gap=scene.dismissed_search, by=by),
    ),
    "answer a search by a synonym and undo it": (
        lambda scene, by: answer_gap_by_synonym(gap=scene.search, by=by, **SYNONYM),
        lambda scene, by: undo_synonym_of_gap(
            gap=scene.answered_search, by=by, synonym_id=scene.synonym.pk
        ),
    ),
    "add and remove a synonym": (
        lambda scene, by: set_synonym(synonym=Synonym(), by=by, **SYNONYM),
        lambda scene, by: remove_synonym(synonym=scene.synonym, by=by),
    ),
    "change a synonym and change it back": (
        lambda scene, by: set_synonym(synonym=scene.synonym, by=by, **SYNONYM),
        lambda scene, by: set_synonym(synonym=scene.synonym, by=by, **SYNONYM | {"way": "one"}),
    ),
    "pin and remove the pin": (
        lambda scene, by: pin_answer(words="fax", language="en", answer=scene.changed, by=by),
        lambda scene, by: remove_pin(pin=scene.pin, by=by),
    ),
    "end and resume a version": (
        lambda scene, by: end_version(
            product=scene.product, version="8", ended_on=TOMORROW.date(), by=by
        ),
        lambda scene, by: resume_version(ended=scene.ended, by=by),
    ),
    "keep and plan": (
        lambda scene, by: hand_over_article(article=scene.public, to=by, by=by),
        lambda scene, by: plan_review(article=scene.public, on=TOMORROW.date(), by=by),
    ),
    "claim and translate": (
        lambda scene, by: claim(subject="article-1", by=by),
        lambda scene, by: begin_translation(article=scene.public, language="de", by=by),
    ),
}
# What employees may as well.
FOR_WHO_KNOWS: dict[str, Callable[[Scene, User], object]] = {
    "flag": lambda scene, by: flag_article(article=scene.public, by=by, note="It is wrong."),
    "confirm": lambda scene, by: confirm_article(article=scene.public, by=by),
}
UNENTITLED = ("", "employee", "moderator")


@pytest.fixture
def scene(db) -> Scene:
    return Scene()


def everything() -> dict[str, list]:
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_app_config("knowledge").get_models()
    }


def refused(act: Callable[[Scene, User], object], scene: Scene, by: User) -> None:
    before = everything()
    with pytest.raises(Exception, match=r"\w") as problem:
        act(scene, by)
    assert type(problem.value).__name__.startswith("Cannot")
    assert everything() == before


@pytest.mark.parametrize("roles", UNENTITLED)
@pytest.mark.parametrize("pair", PAIRS)
def test_neither_direction_without_the_right(scene, pair, roles):
    """A-AZ-10"""
    person = make_user(roles=roles)
    for act in PAIRS[pair]:
        refused(act, scene, person)


@pytest.mark.parametrize("pair", PAIRS)
def test_neither_direction_for_whose_words_they_are(scene, pair):
    """A-AZ-10: who wrote the answer decides nothing about the article."""
    for act in PAIRS[pair]:
        refused(act, scene, scene.answer.author)


@pytest.mark.parametrize("pair", PAIRS)
def test_neither_direction_for_a_curator_without_second_factor(scene, pair):
    """A-AZ-10, A-AU: a role that lacks its second factor is none."""
    person = make_user(roles="curator")
    person.lacks_second_factor = True
    for act in PAIRS[pair]:
        refused(act, scene, person)


@pytest.mark.parametrize("direction", [0, 1], ids=["there", "back"])
@pytest.mark.parametrize("pair", PAIRS)
def test_curators_may_go_both_ways(scene, pair, direction):
    person = scene.curator if "discard" in pair and direction else make_user(roles="curator")
    before = everything()

    PAIRS[pair][direction](scene, person)

    assert everything() != before


@pytest.mark.parametrize("roles", ["", "moderator"])
@pytest.mark.parametrize("act", FOR_WHO_KNOWS)
def test_who_does_not_know_neither_flags_nor_confirms(scene, act, roles):
    """A-AZ-10"""
    refused(FOR_WHO_KNOWS[act], scene, make_user(roles=roles))


@pytest.mark.parametrize("roles", ["employee", "curator", "administrator"])
@pytest.mark.parametrize("act", FOR_WHO_KNOWS)
def test_who_knows_flags_and_confirms(scene, act, roles):
    before = everything()

    FOR_WHO_KNOWS[act](scene, make_user(roles=roles))

    assert everything() != before
