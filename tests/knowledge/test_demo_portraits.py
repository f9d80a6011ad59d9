"""Everybody who is drawn looks like nobody else."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from accounts.avatars.drawing import SIDE
from knowledge.demo.content import load_content
from knowledge.demo.portraits import portrait

LOOKS = {key: each.look for key, each in load_content().people.items() if each.look}


def test_nobody_looks_like_somebody_else():
    assert len({portrait(look) for look in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("key", LOOKS)
def test_picture_is_a_small_square(key):
    drawn = portrait(LOOKS[key])

    assert Image.open(BytesIO(drawn)).size == (SIDE, SIDE)
    assert len(drawn) < 6_000


def test_same_look_gives_the_same_picture():
    look = LOOKS["heike"]

    assert portrait(look) == portrait(replace(look))
    assert portrait(look) != portrait(replace(look, glasses=not look.glasses))
