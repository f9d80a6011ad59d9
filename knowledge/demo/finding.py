"""What curators and administrators of the demo added to the search."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from knowledge.actions.direct_links import set_direct_link
from knowledge.actions.pins import pin_answer
from knowledge.actions.synonyms import set_synonym
from knowledge.demo.world import Act, World
from knowledge.forms.direct_words import PROPOSED
from knowledge.models import DirectLink, Synonym

Topic = DirectLink.Topic
Way = Synonym.Way
_CURATOR = "jana"
_LINKED, _CURATED, _PINNED = timedelta(days=400), timedelta(days=20), timedelta(hours=1)
_SYNONYMS = (
    ("de", "WLAN", "Wifi, Funknetz", Way.BOTH),
    ("de", "Router", "Fritzbox, Modem, Kasten", Way.BOTH),
    ("de", "Handy", "Smartphone, Mobiltelefon", Way.BOTH),
    ("de", "Geld", "Rechnung, Erstattung", Way.ONE),
    ("en", "wifi", "WLAN, wireless", Way.BOTH),
    ("en", "router", "modem, box", Way.BOTH),
    ("en", "mobile", "cellphone, smartphone", Way.BOTH),
    ("en", "fees", "bill, charge", Way.ONE),
)
_PINS = (
    ("de", "erste Rechnung höher", "first-bill-explained"),
    ("de", "WLAN langsam", "wifi-drops-at-busy-hours"),
    ("en", "slow wifi", "wifi-drops-at-busy-hours"),
    ("en", "fees abroad", "roaming-outside-the-eu"),
)
_TARGETS = {
    Topic.EMERGENCY: "0800 123 45 67",
    Topic.HACKED: "https://fjordnet.example/{language}/block-account",
    Topic.CANCEL: "https://fjordnet.example/{language}/cancel",
    Topic.WITHDRAW: "https://fjordnet.example/{language}/withdraw",
    Topic.PRIVACY: "/{language}/privacy/",
}


def finding(*, start: datetime) -> Iterator[Act]:
    yield Act(start - _LINKED, _link)
    yield Act(start - _CURATED, _say_what_means_the_same)
    yield Act(start - _PINNED, _pin)


def _link(world: World, _at: datetime) -> None:
    administrator = world.administrators[0]
    for (topic, language), (label, words) in PROPOSED.items():
        target = _TARGETS[Topic(topic)].format(language=language)
        set_direct_link(
            topic=topic,
            language=language,
            words=words,
            label=label,
            target=target,
            by=administrator,
        )


def _say_what_means_the_same(world: World, _at: datetime) -> None:
    for language, word, others, way in _SYNONYMS:
        set_synonym(
            synonym=Synonym(),
            by=world.person(_CURATOR),
            language=language,
            word=word,
            others=others,
            way=way,
        )


def _pin(world: World, _at: datetime) -> None:
    """What an excerpt of the demo leaves out is nobody's best answer."""
    for language, words, family in _PINS:
        if (family, language) in world.articles:
            answer = world.article(family, language)
            pin_answer(words=words, language=language, answer=answer, by=world.person(_CURATOR))
