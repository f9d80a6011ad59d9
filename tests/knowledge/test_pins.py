"""The best answer to what is searched for, as a curator says."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import Question
from config.audit.models import AuditRecord
from knowledge.actions.pins import CannotPin, pin_answer, remove_pin
from knowledge.actions.retiring import retire_article
from knowledge.models import Pin
from knowledge.search import index
from knowledge.search.curated import pinned
from tests.factories import make_article, make_question, make_user

pytestmark = pytest.mark.django_db
PINS, PIN = reverse("knowledge:pins"), reverse("knowledge:pin")


@pytest.fixture
def bench(client, curator):
    client.force_login(curator)
    return client


def acts() -> list[str]:
    return list(
        AuditRecord.objects.filter(act__contains="pin").order_by("pk").values_list("act", flat=True)
    )


def test_curator_chooses_from_what_the_words_find(bench):
    article = make_article(title="Why the wifi is slow")
    index.rebuild()

    page = bench.get(PINS, {"words": "slow wifi", "language": "en"})
    assert f'value="article-{article.pk}"' in page.text

    document = f"article-{article.pk}"
    bench.post(PIN, {"words": "slow wifi", "language": "en", "document": document})
    pin = Pin.objects.get()
    assert (pin.document, pin.words) == (document, "slow wifi")

    page = bench.post(reverse("knowledge:pin-remove", args=[pin.pk]), follow=True)
    assert page.context["form"]["words"].value() == "slow wifi"
    assert not Pin.objects.exists()
    assert acts() == ["answer-pinned", "pin-removed"]


def test_words_have_one_best_answer(curator):
    first, second = make_article(), make_question()
    pin_answer(words="slow wifi", language="en", answer=first, by=curator)

    pin_answer(words="Wifi is slow", language="en", answer=second, by=curator)

    assert Pin.objects.get().document == f"question-{second.pk}"


def test_pinned_twice_is_pinned_once(curator):
    article = make_article()
    for _ in range(2):
        pin_answer(words="slow wifi", language="en", answer=article, by=curator)

    assert acts() == ["answer-pinned"]


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_nobody_else_pins(curator, roles):
    pin = pin_answer(words="slow wifi", language="en", answer=make_article(), by=curator)
    other = make_user(roles=roles)

    with pytest.raises(CannotPin, match="curators"):
        pin_answer(words="fax", language="en", answer=make_article(), by=other)
    with pytest.raises(CannotPin):
        remove_pin(pin=pin, by=other)
    assert Pin.objects.get() == pin


def test_what_readers_do_not_get_is_not_pinned(curator):
    article = make_article()
    retire_article(article=article, by=curator, retired_as="outdated")
    hidden = make_question()
    Question.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())

    for answer in (article, hidden):
        with pytest.raises(CannotPin, match="Readers don't get this"):
            pin_answer(words="slow wifi", language="en", answer=answer, by=curator)


def test_words_that_say_nothing_are_refused(curator):
    with pytest.raises(CannotPin, match="for which words"):
        pin_answer(words="?!", language="en", answer=make_article(), by=curator)


def test_retired_article_is_named_as_such_and_leads_nobody(bench, curator, client):
    article = make_article(title="Why the wifi is slow")
    index.rebuild()
    pin_answer(words="slow wifi", language="en", answer=article, by=curator)
    retire_article(article=article, by=curator, retired_as="outdated")

    assert "get it any more" in bench.get(PINS).text
    client.logout()
    found = client.get(reverse("knowledge:search"), {"q": "slow wifi"})
    assert "Why the wifi is slow" not in found.text


def test_title_of_a_hidden_question_is_in_no_list_of_pins(bench, curator):
    """A-AZ-07: curators need not be moderators."""
    question = make_question(title="Secret of the house")
    pin_answer(words="slow wifi", language="en", answer=question, by=curator)
    Question.objects.filter(pk=question.pk).update(hidden_at=timezone.now())

    page = bench.get(PINS)

    assert "A question that is hidden" in page.text
    assert "Secret of the house" not in page.text
    assert "secret-of" not in page.text
    assert "get it any more" in page.text


def test_words_that_fold_to_more_letters_than_they_have_are_pinned(curator):
    words = " ".join("ß" * length for length in range(1, 19))

    pin_answer(words=words, language="en", answer=make_article(), by=curator)

    assert pinned(words, "en")
    assert len(Pin.objects.get().key) == 200


def test_article_for_staff_stays_with_the_staff(curator, client):
    """A-AZ-07: a pin shows nobody what he may not read."""
    article = make_article(title="Secret of the house")
    type(article).objects.filter(pk=article.pk).update(audience="staff")
    make_question(title="Slow wifi upstairs")
    index.rebuild()
    article.refresh_from_db()
    pin_answer(words="slow wifi", language="en", answer=article, by=curator)

    page = client.get(reverse("knowledge:search"), {"q": "slow wifi"})

    assert "Secret of the house" not in page.text
    assert f"/{article.pk}/" not in page.text


@pytest.mark.parametrize("document", ["article-999999", "user-1", "article-", "x", "question-x"])
def test_what_is_not_there_is_not_pinned(bench, document):
    page = bench.post(PIN, {"words": "fax", "language": "en", "document": document})

    assert page.status_code == 404
    assert not Pin.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"words": ""}, {"words": "x" * 201}, {"language": "fr"}])
def test_form_that_is_wrong_pins_nothing(bench, sent):
    typed = (
        {"words": "fax", "language": "en", "document": "article-1"} if "language" in sent else {}
    )

    page = bench.post(PIN, typed | sent, follow=True)

    assert page.status_code == 200
    assert not Pin.objects.exists()


def test_words_too_many_to_search_for_say_so(bench):
    page = bench.get(PINS, {"words": "x" * 201, "language": "en"})

    assert page.context["form"].errors
    assert "finds" not in page.context


def test_list_costs_the_same_however_long_it_is(bench, curator, count_queries):
    for number in range(20):
        pin_answer(words=f"fax {number}", language="en", answer=make_article(), by=curator)
        if number == 0:
            bench.get(PINS)
            one = count_queries(lambda: bench.get(PINS))

    assert count_queries(lambda: bench.get(PINS)) == one <= 8
