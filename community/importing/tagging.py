from collections.abc import Iterable, Sequence
from itertools import chain

from community.importing.written import WrittenThread
from community.models import QuestionTag, Tag
from community.models.tag import MAX_TAG_LENGTH
from config.slugs import tag_slug
from config.text import clean_line

MOST_TAGS = 10


def tag_questions(threads: Sequence[WrittenThread]) -> None:
    wanted = [(thread.question, _names(thread.foreign.tags)) for thread in threads]
    named = Tag.objects.named(chain.from_iterable(names for _question, names in wanted))
    tags = {tag.slug: tag for tag in named}
    QuestionTag.objects.bulk_create(
        QuestionTag(tag=tags[slug], content_object=question, asked_at=question.created_at)
        for question, names in wanted
        for slug in dict.fromkeys(map(tag_slug, names))
    )


def _names(foreign: Iterable[str]) -> list[str]:
    cut = (clean_line(name.casefold()[:MAX_TAG_LENGTH]) for name in foreign)
    return list(dict.fromkeys(filter(None, cut)))[:MOST_TAGS]
