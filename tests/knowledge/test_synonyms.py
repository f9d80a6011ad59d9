"""Words that mean the same: written, tried out beside what is found now, and taken back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from config.audit.models import AuditRecord
from knowledge.actions.synonyms import (
    CannotSetSynonym,
    SynonymChanged,
    remove_synonym,
    set_synonym,
)
from knowledge.models import Gap, Synonym
from knowledge.search import finding, index
from tests.factories import make_article, make_question, make_user
from tests.knowledge.workbench_rows import make_gap

pytestmark = pytest.mark.django_db
LIST, TRY = reverse("knowledge:synonyms"), reverse("knowledge:synonym-try")
TYPED = {"language": "en", "word": "telly", "others": "television, tv", "way": "both"}
FIELDS = {"language": "en", "word": "telly", "others": "television", "way": "both"}


@pytest.fixture
def bench(client, curator):
    client.force_login(curator)
    return client


def acts() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("act", flat=True))


def test_curator_adds_changes_and_removes_one(bench):
    bench.post(LIST, TYPED)
    synonym = Synonym.objects.get()
    assert (synonym.word, synonym.others) == ("telly", "television, tv")

    bench.post(reverse("knowledge:synonym", args=[synonym.pk]), TYPED | {"others": "tv"})
    assert Synonym.objects.get().others == "tv"

    page = bench.post(reverse("knowledge:synonym-remove", args=[synonym.pk]), follow=True)
    assert not Synonym.objects.exists()
    assert page.context["form"]["others"].value() == "tv"
    assert acts() == ["synonym-added", "synonym-changed", "synonym-removed"]


def test_saving_the_same_again_records_nothing(curator):
    synonym = set_synonym(synonym=Synonym(), by=curator, **FIELDS)

    set_synonym(synonym=synonym, by=curator, **FIELDS)

    assert acts() == ["synonym-added"]


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_nobody_else_changes_what_words_mean(curator, roles):
    synonym = set_synonym(synonym=Synonym(), by=curator, **FIELDS)
    other = make_user(roles=roles)

    with pytest.raises(CannotSetSynonym, match="curators"):
        set_synonym(synonym=Synonym(), by=other, **FIELDS | {"word": "fax"})
    with pytest.raises(CannotSetSynonym):
        remove_synonym(synonym=synonym, by=other)
    assert Synonym.objects.get() == synonym


@pytest.mark.parametrize("word", ["telly", "TELLY", "Telly"])
def test_word_has_its_synonyms_in_one_place(bench, word):
    bench.post(LIST, TYPED)

    page = bench.post(LIST, TYPED | {"word": word, "others": "screen"})

    assert page.status_code == 422
    assert "There are synonyms of this word already" in page.text
    assert page.context["form"]["others"].value() == "screen"
    assert Synonym.objects.count() == 1


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(bench, curator):
    synonym = set_synonym(synonym=Synonym(), by=curator, **FIELDS)
    place = reverse("knowledge:synonym", args=[synonym.pk])
    seen = bench.get(place).context["seen"]
    set_synonym(synonym=synonym, by=curator, **FIELDS | {"others": "screen"})

    page = bench.post(place, TYPED | {"seen": seen})
    assert page.status_code == 409
    assert "Somebody has changed it meanwhile to “en: telly = screen”" in page.text
    assert page.context["form"]["others"].value() == "television, tv"
    assert Synonym.objects.get().others == "screen"

    bench.post(place, TYPED | {"seen": page.context["seen"]})
    assert Synonym.objects.get().others == "television, tv"


def test_what_was_removed_meanwhile_does_not_come_back(curator):
    synonym = set_synonym(synonym=Synonym(), by=curator, **FIELDS)
    opened = Synonym.objects.get()
    remove_synonym(synonym=synonym, by=curator)

    with pytest.raises(SynonymChanged, match="removed it meanwhile"):
        set_synonym(synonym=opened, by=curator, **FIELDS | {"others": "screen"})
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("field", ["word", "others"])
@pytest.mark.parametrize("secret", ["anna@example.com", "0171-2345678"])
def test_nothing_about_somebody_becomes_a_synonym(bench, field, secret):
    """L-GD-05"""
    page = bench.post(LIST, TYPED | {field: secret})

    assert page.status_code == 422
    assert "Leave out phone numbers" in page.text
    assert not Synonym.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"word": "two words"}, "Write one word"),
        ({"word": "?!"}, "Write one word"),
        ({"others": " , "}, "Write from one to"),
        ({"others": ",".join("abcdefghijk")}, "Write from one to"),
        ({"others": "one two three four"}, "at most 3 words"),
        ({"others": "satellite dish"}, "A phrase is only found"),
        ({"way": "sideways"}, "Select a valid choice"),
        ({"language": "fr"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(bench, wrong, said):
    page = bench.post(LIST, TYPED | wrong)

    assert page.status_code == 422
    assert said in page.text
    assert not Synonym.objects.exists()


def test_phrase_may_be_found_one_way(bench):
    bench.post(LIST, TYPED | {"others": "satellite dish", "way": "one"})

    assert Synonym.objects.get().others == "satellite dish"


def test_results_with_it_and_without_it_stand_side_by_side(bench):
    """Nothing is saved by trying."""
    make_question(title="How do I mount a television?")
    index.rebuild()

    page = bench.post(TRY, TYPED)

    comparison = page.context["comparison"]
    assert comparison.text == "telly"
    assert comparison.rows_before == []
    (row,) = comparison.rows_after
    assert row.is_new
    assert "How do I mount a" in page.text
    assert not Synonym.objects.exists()


def test_fragment_alone_is_drawn_while_one_types(bench):
    index.rebuild([])

    page = bench.post(TRY, TYPED, headers={"HX-Request": "true"})

    assert "<html" not in page.text
    assert "Nothing is found." in page.text


def test_unfinished_form_is_tried_without_complaint(bench):
    page = bench.post(TRY, TYPED | {"others": ""}, headers={"HX-Request": "true"})

    assert page.status_code == 422
    assert "Write a word and what means the same" in page.text


def test_saved_synonym_is_tried_as_it_would_be(bench, curator):
    """Its saved words are what is found now, those in the form what is found then."""
    make_question(title="How do I mount a television?")
    index.rebuild()
    synonym = set_synonym(synonym=Synonym(), by=curator, **FIELDS)

    page = bench.post(TRY, TYPED | {"others": "screen", "synonym": synonym.pk})

    comparison = page.context["comparison"]
    assert len(comparison.rows_before) == 1
    assert comparison.rows_after == []


def test_saved_synonym_is_found_by_readers_at_once(bench, client):
    make_article(title="Mount a television")
    index.rebuild()

    bench.post(LIST, TYPED)
    client.logout()

    assert "Mount a" in client.get(reverse("knowledge:search"), {"q": "telly"}).text


def test_synonym_counts_for_what_is_suggested_while_one_asks(curator):
    article = make_article(title="Television without a picture")
    index.rebuild()
    set_synonym(synonym=Synonym(), by=curator, **FIELDS)

    finds = finding.suggest("My old telly", viewer=AnonymousUser(), language="en")

    assert [find.row for find in finds.items] == [article]


def test_gap_is_answered_by_a_synonym_and_undone(bench):
    gap = make_gap("telly")
    query = f"?gap={gap.pk}&queue=gaps"
    form = bench.get(LIST + query).context["form"]
    assert (form["word"].value(), form["tried"].value()) == ("telly", "telly")

    page = bench.post(LIST + query, TYPED, follow=True)
    gap.refresh_from_db()
    assert gap.state == Gap.State.SYNONYM
    assert "Synonym saved" in page.text

    bench.post(reverse("knowledge:curate-undo"), {"key": page.context["undo"]["key"]})
    gap.refresh_from_db()
    assert gap.state == Gap.State.WAITING
    assert not Synonym.objects.exists()


def test_refused_synonym_leaves_the_gap_waiting(bench):
    bench.post(LIST, TYPED)
    gap = make_gap("telly off")

    page = bench.post(f"{LIST}?gap={gap.pk}", TYPED)

    assert page.status_code == 422
    gap.refresh_from_db()
    assert gap.state == Gap.State.WAITING


@pytest.mark.parametrize("gap", ["x", "999999", "9" * 30])
def test_gap_that_is_none_is_no_gap(bench, gap):
    assert bench.get(LIST, {"gap": gap}).context["gap"] is None


def test_hostile_words_are_text(bench):
    """A-XSS"""
    bench.post(LIST, TYPED | {"word": "<script>", "others": "<b>x</b>", "way": "one"})

    page = bench.get(LIST)

    assert "<b>x</b>" not in page.text


def test_list_costs_the_same_however_long_it_is(bench, curator, count_queries):
    for number in range(20):
        set_synonym(synonym=Synonym(), by=curator, **FIELDS | {"word": f"telly{number}"})
        if number == 0:
            bench.get(LIST)
            one = count_queries(lambda: bench.get(LIST))

    assert count_queries(lambda: bench.get(LIST)) == one <= 8
