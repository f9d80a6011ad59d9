"""What the tables of the conversation know about a person."""

from community.personal_data import posts, writing

__all__ = ["posts", "writing"]
