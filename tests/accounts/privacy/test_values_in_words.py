"""Values of a download are shown as their owner would say them."""

import pytest

from accounts.privacy.wording import in_words
from community.models import Draft, Question


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (
            {"title": "No light", "body": "The box is dark.", "tags": ""},
            "No light\n\nThe box is dark.",
        ),
        ({"body": ""}, "–"),
        ({}, "–"),
    ],
)
def test_draft_is_shown_as_its_texts(fields, shown):
    """Its fields lie in the database as one value."""
    assert in_words(Draft, "fields", fields) == shown


def test_what_was_suggested_is_shown_with_how_far_he_went():
    steps = {"article-3": "opened", "question-7": "failed"}

    assert in_words(Question, "suggested", steps) == "article-3: opened, question-7: failed"
