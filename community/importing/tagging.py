from collections.abc import Iterable, Sequence
from itertools import chain

from community.actions.tag_counts import count_uses, tags_by_slug
from community.importing.written import WrittenThread
from community.models import QuestionTag
from community.models.tag import MAX_TAG_LENGTH
from config.slugs import tag_slug
from config.text import clean_line

MOST_TAGS = 10


def tag_questions(threads: Sequence[WrittenThread]) -> None:
    wanted = [(thread.question, _names(thread.foreign.tags)) for thread in threads]
    known = tags_by_slug(chain.from_iterable(names for _question, names in wanted))
    uses = [
        QuestionTag(tag=tag, content_object=question, asked_at=question.created_at)
        for question, names in wanted
        for tag in dict.fromkeys(known[tag_slug(name)] for name in names)
    ]
    QuestionTag.objects.bulk_create(uses)
    count_uses(uses)


def _names(foreign: Iterable[str]) -> list[str]:
    cut = (clean_line(name.casefold()[:MAX_TAG_LENGTH]) for name in foreign)
    return list(dict.fromkeys(filter(None, cut)))[:MOST_TAGS]
