"""Curators at the same words of the search: one row, one winner, every act in the record."""

from functools import partial

from accounts.models import User
from config.audit.models import AuditRecord
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.direct_links import set_direct_link
from knowledge.actions.gaps import CannotDecideGap, dismiss_gap, restore_gap
from knowledge.actions.pins import pin_answer, remove_pin
from knowledge.actions.synonyms import (
    CannotSetSynonym,
    SynonymChanged,
    answer_gap_by_synonym,
    remove_synonym,
    said,
    set_synonym,
)
from knowledge.actions.writing_up import write_up_gap
from knowledge.models import Article, DirectLink, Gap, Pin, Synonym
from tests.factories import make_article, make_user
from tests.knowledge.workbench_rows import make_gap
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times

TELLY = {"language": "en", "word": "telly", "way": "both"}


def curators() -> list[User]:
    return [make_user(roles="curator") for _ in range(THREADS)]


def recorded(act: str) -> int:
    return AuditRecord.objects.filter(act=act).count()


def test_word_that_many_write_at_once_has_its_synonyms_in_one_place(curator):
    for number in range(1, ROUNDS + 1):
        add = partial(set_synonym, by=curator, **TELLY)
        results = at_once(partial(add, synonym=Synonym(), others=f"tv{n}") for n in range(THREADS))
        refused = failures(results)
        assert {type(problem) for problem in refused} == {CannotSetSynonym}
        assert len(refused) == THREADS - 1
        assert recorded("synonym-added") == number
        Synonym.objects.all().delete()


def test_of_those_who_change_one_synonym_at_once_one_does(curator):
    """The others see first what it says now."""
    for number in range(1, ROUNDS + 1):
        synonym = set_synonym(synonym=Synonym(), by=curator, others="tv", **TELLY)
        change = partial(set_synonym, synonym=synonym, by=curator, seen=said(synonym), **TELLY)
        results = at_once(partial(change, others=f"tv{each}") for each in range(THREADS))
        refused = failures(results)
        assert {type(problem) for problem in refused} == {SynonymChanged}
        assert len(refused) == THREADS - 1
        assert recorded("synonym-changed") == number
        Synonym.objects.all().delete()


def test_synonym_removed_while_it_is_changed_is_gone(curator):
    for _ in range(ROUNDS):
        synonym = set_synonym(synonym=Synonym(), by=curator, others="tv", **TELLY)
        change = partial(set_synonym, synonym=synonym, by=curator, **TELLY)
        results = at_once(
            [
                *(partial(change, others=f"tv{each}") for each in range(8)),
                *times(8, partial(remove_synonym, synonym=synonym, by=curator)),
            ]
        )
        assert {type(problem) for problem in failures(results)} <= {SynonymChanged}
        assert not Synonym.objects.exists()
    assert recorded("synonym-removed") == ROUNDS


def test_words_that_many_pin_at_once_have_one_best_answer():
    for _ in range(ROUNDS):
        pins = [
            partial(pin_answer, words="slow wifi", language="en", answer=make_article(), by=who)
            for who in curators()
        ]
        assert failures(at_once(pins)) == []
        pin = Pin.objects.get()
        assert (
            failures(at_once(times(THREADS, partial(remove_pin, pin=pin, by=curators()[0])))) == []
        )
    assert recorded("answer-pinned") == ROUNDS * THREADS
    assert recorded("pin-removed") == ROUNDS


def test_direct_link_that_many_set_at_once_is_one(administrator):
    set_it = partial(
        set_direct_link, topic="privacy", language="en", words="privacy", by=administrator
    )
    links = [partial(set_it, label=f"Privacy {n}", target=f"/en/{n}/") for n in range(THREADS)]

    assert failures(at_once(links)) == []

    assert DirectLink.objects.count() == 1
    assert recorded("direct-link-set") == THREADS


def test_gap_that_many_decide_at_once_is_decided(curator):
    for _ in range(ROUNDS):
        gap = make_gap("telly")
        answer = partial(answer_gap_by_synonym, gap=gap, others="television", **TELLY)
        results = at_once(
            [
                *(partial(answer, by=who) for who in curators()[:6]),
                *times(6, partial(dismiss_gap, gap=gap, by=curator)),
                *times(4, partial(restore_gap, gap=gap, by=curator)),
            ]
        )
        assert {type(problem) for problem in failures(results)} <= {CannotSetSynonym}
        assert Synonym.objects.count() == 1
        assert (Gap.objects.get().decided_at is None) == (Gap.objects.get().state == "waiting")
        Synonym.objects.all().delete()
        Gap.objects.all().delete()


def test_gap_that_many_write_about_at_once_becomes_one_article():
    for _ in range(ROUNDS):
        gap = make_gap()
        fields = ArticleFields(title="Reset the box", solution="Hold the button.")
        write = partial(write_up_gap, gap=gap, fields=fields, and_submit=False)

        results = at_once(partial(write, by=curator) for curator in curators())

        refused = failures(results)
        assert {type(problem) for problem in refused} == {CannotDecideGap}
        assert len(refused) == THREADS - 1
        assert Article.objects.count() == 1
        Article.objects.all().delete()
        gap.delete()
