"""The conversation's notices in words; each module registers its kinds."""

from community.notices import (
    commenting,
    confirming,
    deciding,
    editing,
    images,
    masking,
    moderation,
    signing_answers,
    threads,
    topics,
)

__all__ = [
    "commenting",
    "confirming",
    "deciding",
    "editing",
    "images",
    "masking",
    "moderation",
    "signing_answers",
    "threads",
    "topics",
]
