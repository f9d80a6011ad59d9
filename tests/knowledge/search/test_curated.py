"""What people add to the search: known by every word form, in any order, and at once."""

import pytest

from knowledge.actions.direct_links import set_direct_link
from knowledge.actions.pins import pin_answer
from knowledge.actions.synonyms import remove_synonym, set_synonym
from knowledge.forms.direct_words import PROPOSED
from knowledge.models import DirectLink, Synonym
from knowledge.search import curated
from knowledge.search.curated import direct_links, expansions, pinned
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
BOTH, ONE = Synonym.Way.BOTH, Synonym.Way.ONE


@pytest.fixture(autouse=True)
def _nothing_left_over():
    curated.forget()


@pytest.fixture
def synonym(curator):
    def make(word: str, others: str, *, way: str = BOTH, language: str = "en") -> Synonym:
        return set_synonym(
            synonym=Synonym(), by=curator, language=language, word=word, others=others, way=way
        )

    return make


@pytest.fixture
def link():
    administrator = make_user(roles="administrator")

    def make(topic: str, language: str, words: str = "", target: str = "https://a.example/"):
        proposed = PROPOSED[topic, language][1]
        return set_direct_link(
            topic=topic,
            language=language,
            words=words or proposed,
            label=f"{topic} {language}",
            target=target,
            by=administrator,
        )

    return make


def topics(text: str, language: str = "en") -> list[str]:
    return [link.topic for link in direct_links(text, language)]


def test_synonyms_find_each_other(synonym):
    synonym("router", "box, modem")

    assert expansions("router", "en") == ("box", "modem")
    assert expansions("modem", "en") == ("router", "box")


def test_one_way_synonym_finds_but_is_not_found(synonym):
    synonym("internet", "wifi, mobile network", way=ONE)

    assert expansions("internet", "en") == ("wifi", "mobile network")
    assert expansions("wifi", "en") == ()


def test_synonym_holds_in_its_language_alone(synonym):
    synonym("Handy", "Smartphone", language="de")

    assert expansions("Handy", "de") == ("Smartphone",)
    assert expansions("handy", "en") == ()


@pytest.mark.parametrize("typed", ["ROUTER", "routers", "Router"])
def test_every_form_of_a_word_has_its_synonyms(synonym, typed):
    synonym("router", "box")

    assert expansions(typed, "en") == ("box",)


@pytest.mark.parametrize("typed", ["Störung", "Stoerung", "Störungen"])
def test_umlaut_may_be_written_as_two_letters(synonym, typed):
    synonym("Störung", "Ausfall", language="de")

    assert expansions(typed, "de") == ("Ausfall",)


def test_word_with_a_hyphen_is_one_word(synonym):
    synonym("Wi-Fi", "WLAN")

    assert expansions("wifi", "en") == ("WLAN",)


def test_change_is_seen_by_the_next_search(synonym, curator):
    made = synonym("router", "box")
    assert expansions("router", "en") == ("box",)

    set_synonym(synonym=made, by=curator, language="en", word="router", others="modem", way=BOTH)
    assert expansions("router", "en") == ("modem",)

    remove_synonym(synonym=made, by=curator)
    assert expansions("router", "en") == ()


def test_other_process_hears_of_a_change(synonym, monkeypatch, django_capture_on_commit_callbacks):
    """What it has read is old as soon as the cache knows another word for it."""
    other = curated._Memory()
    assert other.curated().synonyms == {}

    with django_capture_on_commit_callbacks(execute=True):
        synonym("router", "box")
    monkeypatch.setattr(curated, "_ASKED_AFTER", -1.0)

    assert len(other.curated().synonyms) == 2


def test_memory_asks_neither_database_nor_cache_for_each_word(synonym, count_queries):
    synonym("router", "box")
    expansions("router", "en")

    assert count_queries(lambda: [expansions(word, "en") for word in ["box"] * 50]) == 0


def test_search_goes_on_while_the_cache_is_away(synonym, monkeypatch):
    synonym("router", "box")

    def away(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr(curated.cache, "get_or_set", away)
    monkeypatch.setattr(curated.cache, "set", away)

    assert expansions("router", "en") == ("box",)


def test_synonyms_that_are_tried_hold_in_the_block_alone(synonym):
    synonym("router", "box")

    with curated.trying([Synonym(language="en", word="fax", others="printer", way=BOTH)]):
        assert expansions("fax", "en") == ("printer",)
        assert expansions("router", "en") == ()

    assert expansions("router", "en") == ("box",)
    assert expansions("fax", "en") == ()


@pytest.mark.parametrize("typed", ["slow wifi", "Is the wifi slow?", "WIFI  SLOW"])
def test_best_answer_stands_for_its_words_in_any_order(curator, typed):
    article = make_article()
    pin_answer(words="wifi slow", language="en", answer=article, by=curator)

    assert pinned(typed, "en") == (f"article-{article.pk}",)
    assert pinned(typed, "de") == (f"article-{article.pk}",)


@pytest.mark.parametrize("typed", ["wifi", "wifi slow upstairs", ""])
def test_best_answer_stands_for_no_other_words(curator, typed):
    pin_answer(words="wifi slow", language="en", answer=make_article(), by=curator)

    assert pinned(typed, "en") == ()


def test_topic_without_a_target_shows_nothing():
    assert topics("my account was hacked") == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Kündigung", "cancel"),
        ("kuendigen", "cancel"),
        ("Wie kündige ich meinen Vertrag?", "cancel"),
        ("Kündigungsfrist DSL", "cancel"),
        ("vertrag widerrufen", "withdraw"),
        ("Widerruf", "withdraw"),
        ("mein Konto wurde gehackt", "hacked"),
        ("DSGVO Auskunft", "privacy"),
        ("Notfall", "emergency"),
    ],
)
def test_german_words_show_their_link(link, text, topic):
    for each in DirectLink.Topic:
        link(each, "de")

    assert topic in topics(text, "de")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("cancel my contract", "cancel"),
        ("contract cancellation", "cancel"),
        ("I was hacked", "hacked"),
        ("delete my data please", "privacy"),
        ("GDPR", "privacy"),
        ("fire in the meter cupboard", "emergency"),
    ],
)
def test_english_words_show_their_link(link, text, topic):
    for each in DirectLink.Topic:
        link(each, "en")

    assert topic in topics(text)


@pytest.mark.parametrize("text", ["router", "Rechnung höher als sonst", "noise at night", ""])
def test_other_words_show_none(link, text):
    for language in ("de", "en"):
        for each in DirectLink.Topic:
            link(each, language)

    assert topics(text, "de") == []


def test_link_is_that_of_the_page_whatever_language_was_typed(link):
    link("cancel", "de")
    link("cancel", "en")

    (shown,) = direct_links("Kündigung", "en")

    assert (shown.label, shown.language) == ("cancel en", "en")


def test_link_of_the_other_language_is_better_than_none(link):
    link("cancel", "de")

    assert [shown.language for shown in direct_links("Kündigung", "en")] == ["de"]


def test_emergency_comes_first_and_each_topic_once(link):
    link("privacy", "en", words="account")
    link("emergency", "en", words="account, fire")

    assert topics("account on fire") == ["emergency", "privacy"]


def test_telephone_number_is_called(link):
    link("emergency", "en", words="fire", target="+49 (431) 123-45")

    (shown,) = direct_links("fire", "en")

    assert (shown.href, shown.number) == ("tel:+4943112345", "+49 (431) 123-45")
