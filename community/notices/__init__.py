"""The conversation's notices in words; each module registers its kinds."""

from community.notices import threads

__all__ = ["threads"]
