"""Friendly names for those who would rather not use their own."""

import random

# German adjectives agree with their noun: the animals are all masculine.
_WORDS = {
    "de": (
        """
    Wacher Flinker Kluger Heiterer Ruhiger Mutiger Sanfter Munterer Stiller Lustiger Netter
    Bunter Froher Weiser Sonniger Pfiffiger Tapferer Gelassener
    """.split(),
        """
    Otter Dachs Igel Luchs Biber Falke Kranich Specht Hase Marder Reiher Lachs Fuchs Rabe Storch
    Zeisig Uhu Kauz Molch Elch Star Dorsch Steinbock Sperling
    """.split(),
    ),
    "en": (
        """
    Alert Brave Bright Calm Cheerful Clever Curious Eager Gentle Happy Keen Kind Lively Merry
    Nimble Patient Quick Quiet Sunny Witty
    """.split(),
        """
    Otter Badger Hedgehog Lynx Beaver Falcon Crane Woodpecker Hare Marten Heron Salmon Fox Raven
    Stork Finch Owl Newt Elk Starling Puffin Ibex Sparrow Squirrel
    """.split(),
    ),
}


def propose_pseudonym(seed: random.Random, language: str) -> str:
    """For example "Wacher Otter 42"; English where the language has no words of its own."""
    adjectives, animals = _WORDS.get(language[:2], _WORDS["en"])
    return f"{seed.choice(adjectives)} {seed.choice(animals)} {seed.randint(10, 99)}"
