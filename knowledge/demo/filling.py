"""Pictures and addresses that the demo's articles name before there are any."""

import re

from django.conf import settings
from django.utils import translation

from knowledge.demo.pictures import with_pictures
from knowledge.demo.world import World

# In a text: [its title](article:esim-to-a-new-phone) or (thread:esim-on-a-watch)
_NAMED = re.compile(r"\((?P<kind>article|thread):(?P<key>[a-z0-9-]+)\)")


def filled_in(text: str, language: str, world: World, by: str) -> str:
    """`text` with each drawing kept as an image of `by`, and each page it names by its address."""

    def address(found: re.Match[str]) -> str:
        key = found["key"]
        named = world.article(key, language) if found["kind"] == "article" else world.questions[key]
        return f"({settings.BASE_URL}{named.get_absolute_url()})"

    with translation.override(language):
        return _NAMED.sub(address, with_pictures(text, by=world.people[by]))
