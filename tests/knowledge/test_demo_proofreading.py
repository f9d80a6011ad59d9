from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.demo import proofreading
from knowledge.demo.cast import Moment
from knowledge.demo.content import Content, load_content
from knowledge.demo.deeds import ArticleDeed
from knowledge.demo.proofreading import proofread
from knowledge.demo.wording import seems_written_in, sentences

SHOWCASE = "router-loses-5-ghz"
ASKED_ABOUT = "5-ghz-gone-channel-is-36"
WITH_WRONG_ANSWER = "keep-number-when-moving"
SOLVED_BY_EMPLOYEE = "lastschrift-zurueckgegangen"
REPEATED = "This sentence of seven words stands twice."

HOUR = timedelta(hours=1)

Spoil = Callable[[Content], Content]


def thread(key: str, **changes) -> Spoil:
    """A spoiler that changes the thread itself."""

    def spoil(content: Content) -> Content:
        spoilt = replace(content.threads[key], **changes)
        return replace(content, threads={**content.threads, key: spoilt})

    return spoil


def answer(key: str, number: int, **changes) -> Spoil:
    """A spoiler that changes one answer of the thread."""

    def spoil(content: Content) -> Content:
        answers = list(content.threads[key].answers)
        answers[number] = replace(answers[number], **changes)
        return thread(key, answers=tuple(answers))(content)

    return spoil


def remark(key: str, **changes) -> Spoil:
    """A spoiler that changes the first comment of the thread."""

    def spoil(content: Content) -> Content:
        first, *others = content.threads[key].remarks
        return thread(key, remarks=(replace(first, **changes), *others))(content)

    return spoil


def deed(key: str, **changes) -> Spoil:
    """A spoiler that changes the first deed of the thread."""

    def spoil(content: Content) -> Content:
        first, *others = content.threads[key].deeds
        return thread(key, deeds=(replace(first, **changes), *others))(content)

    return spoil


def person(key: str, **changes) -> Spoil:
    """A spoiler that changes somebody."""

    def spoil(content: Content) -> Content:
        spoilt = replace(content.people[key], **changes)
        return replace(content, people={**content.people, key: spoilt})

    return spoil


def affiliation(key: str, **changes) -> Spoil:
    """A spoiler that changes for whom somebody speaks."""

    def spoil(content: Content) -> Content:
        spoilt = replace(content.people[key].affiliation, **changes)
        return person(key, affiliation=spoilt)(content)

    return spoil


def first_article(**changes) -> Spoil:
    """A spoiler that leaves one article only, changed."""
    return lambda content: replace(content, articles=(replace(content.articles[0], **changes),))


FAULTS = {
    "threads_name_only_what_exists": [
        thread(SHOWCASE, author="nobody-here"),
        thread(SHOWCASE, tags=("wlan",)),
        thread(SHOWCASE, kind="riddle"),
        thread(SHOWCASE, answers=()),
    ],
    "articles_name_only_what_exists": [
        first_article(product="toaster"),
        first_article(state="lost"),
    ],
    "texts_have_the_right_size": [
        thread(SHOWCASE, title="Help"),
        thread(SHOWCASE, title="x" * 151),
        answer(SHOWCASE, 0, body="Channel 36."),
    ],
    "texts_are_in_their_language": [thread(SHOWCASE, language="de")],
    "nothing_is_said_twice": [answer(SHOWCASE, 1, body=f"{REPEATED}\n\n- {REPEATED.upper()}")],
    "time_runs_forwards": [
        answer(SHOWCASE, 2, after=timedelta(minutes=5)),
        thread(SHOWCASE, asked=timedelta(hours=2)),
    ],
    "people_write_while_they_are_there": [
        thread(SHOWCASE, asked=timedelta(days=200)),
        person("heike", erased=timedelta(hours=30)),
        affiliation("miriam", left=Moment(timedelta(days=3), "Has left")),
        affiliation("miriam", suspended=Moment(timedelta(days=3), "Rests")),
    ],
    "people_and_products_name_only_what_exists": [
        person("heike", follows=("no-such-thread",)),
        person("heike", roles=("emperor",)),
        affiliation("miriam", organisation="nobody"),
        lambda content: replace(content, kept=(replace(content.kept[0], product="toaster"),)),
    ],
    "affiliations_run_their_course": [
        affiliation("silke", contract_left=None),
        affiliation("carla", requested=None),
        affiliation("svenja", proved=timedelta(days=5)),
    ],
    "nobody_votes_for_himself": [
        answer(SHOWCASE, 0, up=("heike",)),
        answer(SHOWCASE, 0, up=("okan",), down=("okan",)),
        thread(SHOWCASE, affected=("lena",)),
    ],
    "only_customers_vote": [
        answer(SHOWCASE, 0, up=("miriam",)),
        answer(SHOWCASE, 0, up=("carla",)),
    ],
    "askers_accept_fairly": [thread(SOLVED_BY_EMPLOYEE, author="hendrik")],
    "wrong_answers_are_seen_to_be_wrong": [answer(WITH_WRONG_ANSWER, 0, down=())],
    "articles_grow_out_of_solutions": [
        thread(SHOWCASE, solved=None),
        lambda content: replace(content, articles=content.articles * 2),
    ],
    "deeds_name_only_what_exists": [
        deed(SHOWCASE, do="dance"),
        deed(SHOWCASE, by=""),
        deed(SHOWCASE, on="no-such-answer"),
        deed(SHOWCASE, other="no-such-thread"),
        remark(SHOWCASE, author="nobody-here"),
        remark(SHOWCASE, under="no-such-answer"),
    ],
    "remarks_are_short": [remark(SHOWCASE, body="Me too!"), remark(SHOWCASE, body="word " * 61)],
    "nothing_is_done_before_its_cause": [
        remark(SHOWCASE, under="release-7-32"),
        deed(SHOWCASE, after=timedelta(days=2)),
        deed(SHOWCASE, other="first-bill-higher-than-offer"),
    ],
    "edits_change_what_stands_there": [deed(SHOWCASE, swap={"no such words": "others"})],
    "articles_are_checked_by_staff": [
        first_article(checked_by="lena"),
        first_article(checked=None),
        first_article(state="draft"),
    ],
    "article_deeds_name_only_what_exists": [
        first_article(deeds=(ArticleDeed("dance", "jana", HOUR),)),
        first_article(deeds=(ArticleDeed("edit", "nobody-here", HOUR),)),
        first_article(deeds=(ArticleDeed("edit", "", HOUR),)),
        first_article(deeds=(ArticleDeed("cover", "jana", HOUR, thread=SHOWCASE, answer="no"),)),
        first_article(deeds=(ArticleDeed("retire", "jana", HOUR, successor="no-article"),)),
    ],
    "articles_are_written_by_curators": [first_article(written_by="miriam")],
    "article_deeds_come_after_the_article": [
        first_article(deeds=(ArticleDeed("edit", "jana", timedelta(days=900)),)),
        first_article(deeds=(ArticleDeed("helped", "", HOUR, over=timedelta(days=900)),)),
    ],
    "questions_are_asked_about_what_stood_there": [
        thread(ASKED_ABOUT, about="no-article"),
        thread(SHOWCASE, about="5-ghz-network-missing"),
    ],
}


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.mark.parametrize(
    ("rule", "spoil"), [(rule, spoil) for rule, spoils in FAULTS.items() for spoil in spoils]
)
def test_rule_finds_the_fault(content, rule, spoil):
    spoilt = spoil(content)

    assert list(getattr(proofreading, rule)(spoilt))
    assert proofread(spoilt)


def test_sentences_are_compared_by_their_words_alone():
    markdown = "1. Open **this** page.\n\n> Then: save it!\n\n| one | two |"

    found = [sentence for sentence in sentences(markdown) if sentence]

    assert found == ["open this page", "then", "save it", "one", "two"]


def test_language_is_told_by_the_little_words():
    text = "Das ist der Router, und er steht nicht auf dem Schrank."

    assert seems_written_in("de", text)
    assert not seems_written_in("en", text)
