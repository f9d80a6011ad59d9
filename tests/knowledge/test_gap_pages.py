"""One list of what is missing, and what a curator does about each entry."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import Draft
from knowledge.models import Article, Gap
from tests.factories import make_article, make_question
from tests.knowledge.workbench_rows import make_gap

pytestmark = pytest.mark.django_db
GAPS = reverse("knowledge:curate-queue", args=["gaps"])
Kind = Gap.Kind


@pytest.fixture
def bench(client, curator):
    client.force_login(curator)
    return client


def gap_about(kind: str, **about) -> Gap:
    return Gap.objects.create(kind=kind, language="en", count=7, **about)


def test_all_kinds_stand_in_one_list_by_how_often(bench):
    make_gap("router dreams", count=5)
    gap_about(Kind.UNANSWERED, question=make_question(title="Who turns off the moon?"))
    gap_about(Kind.DID_NOT_HELP, article=make_article(title="Turn it off and on"))
    Gap.objects.filter(kind=Kind.DID_NOT_HELP).update(count=9)

    entries = bench.get(GAPS).context["shown"].entries

    assert [entry.thing.title for entry in entries] == [
        "Turn it off and on",
        "Who turns off the moon?",
        "router dreams",
    ]


@pytest.mark.parametrize("kind", [Kind.NO_RESULT, Kind.NO_CLICK])
def test_search_offers_an_article_a_synonym_and_a_pin(bench, kind):
    gap = make_gap("telly")
    Gap.objects.update(kind=kind)

    page = bench.get(GAPS)

    assert f"{reverse('knowledge:synonyms')}?gap={gap.pk}&" in page.text
    assert f"{reverse('knowledge:pins')}?words=telly" in page.text
    assert page.context["form"]["title"].value() == "Telly"


def test_question_becomes_an_article_and_waits_again_when_that_is_undone(bench):
    gap = gap_about(Kind.DUPLICATES, question=make_question(title="Who turns off the moon?"))
    form = bench.get(GAPS).context["form"]
    assert form["title"].value() == "Who turns off the moon?"

    write = reverse("knowledge:curate-write-gap", args=[gap.pk])
    typed = {"title": "The moon", "solution": "Nobody does.", "audience": "public", "version": "1"}
    page = bench.post(f"{write}?queue=gaps", typed, follow=True)
    assert Article.objects.get().title == "The moon"
    assert Gap.objects.get().state == Gap.State.WRITTEN

    bench.post(reverse("knowledge:curate-undo"), {"key": page.context["undo"]["key"]})
    assert not Article.objects.exists()
    assert Gap.objects.get().state == Gap.State.WAITING


def test_gap_that_somebody_writes_about_already_becomes_no_second_article(bench):
    gap = make_gap("telly")
    write = reverse("knowledge:curate-write-gap", args=[gap.pk])
    typed = {
        "title": "The telly stays dark",
        "solution": "Plug in the telly.",
        "audience": "public",
        "version": "1",
    }
    bench.post(f"{write}?queue=gaps", typed)

    late = typed | {"solution": "Turn on the telly."}
    page = bench.post(f"{write}?queue=gaps", late, follow=True)

    assert Article.objects.get().solution == "Plug in the telly."
    assert "Somebody writes about it already. Your text is kept in your drafts." in page.text
    assert Draft.objects.get().fields["solution"] == "Turn on the telly."


def test_article_that_did_not_help_is_edited_and_not_written_anew(bench):
    article = make_article()
    gap = gap_about(Kind.DID_NOT_HELP, article=article)

    page = bench.get(GAPS)

    assert reverse("knowledge:article-edit", args=[article.pk]) in page.text
    write = reverse("knowledge:curate-write-gap", args=[gap.pk])
    assert write not in page.text
    assert bench.post(write, {"title": "Another one", "version": "1"}).status_code == 404


@pytest.mark.parametrize("kind", [Kind.UNANSWERED, Kind.DUPLICATES])
def test_hidden_question_is_in_no_list(bench, kind):
    """A-AZ-07"""
    question = make_question(title="Secret of the house")
    gap_about(kind, question=question)
    type(question).objects.filter(pk=question.pk).update(hidden_at=timezone.now())

    page = bench.get(GAPS, {"entry": f"gap-{Gap.objects.get().pk}"})

    assert "Secret of the house" not in page.text


def test_not_ours_is_said_of_many_at_once_and_undone(bench):
    gaps = [make_gap(f"words {number}") for number in range(3)]
    entries = [f"gap-{gap.pk}" for gap in gaps]

    act = {"act": "dismiss-gap", "entry": entries, "queue": "gaps"}
    page = bench.post(reverse("knowledge:curate-act"), act, follow=True)
    assert not Gap.objects.waiting().exists()

    bench.post(reverse("knowledge:curate-undo"), {"key": page.context["undo"]["key"]})
    assert Gap.objects.waiting().count() == 3
