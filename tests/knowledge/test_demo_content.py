from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings

from accounts.names import check_name, name_key
from knowledge.demo.content import Content, Thread, load_content, offset
from knowledge.demo.proofreading import RULES

RESERVED_DOMAINS = ("@example.org", ".example")


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="module")
def threads(content) -> list[Thread]:
    return list(content.threads.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_demo_content_keeps_the_rule(content, rule):
    assert list(rule(content)) == []


def test_there_is_enough_to_look_around(content, threads):
    languages = Counter(thread.language for thread in threads)

    assert len(threads) >= 44
    assert min(languages["de"], languages["en"]) >= 20
    assert {thread.kind for thread in threads} == {"question", "complaint", "idea", "praise"}
    assert len(content.people) >= 28
    assert len([product for product in content.products if not product.parent]) >= 5
    assert len([product for product in content.products if product.parent]) >= 12


def test_some_threads_wait_for_a_solution_and_some_for_any_answer(threads):
    unsolved = [thread for thread in threads if not thread.solved]
    just_asked = [thread for thread in unsolved if thread.asked < timedelta(hours=2)]

    assert len(unsolved) >= 10
    assert len([thread for thread in just_asked if not thread.answers]) >= 2
    assert len([thread for thread in threads if len(thread.answers) >= 3]) >= 8


def test_every_kind_of_affiliation_has_answered(content, threads):
    authors = {content.people[answer.author] for thread in threads for answer in thread.answers}
    kinds = {author.affiliation.kind for author in authors if author.affiliation}

    assert kinds == {"employee", "agency", "partner", "perk"}


def test_threads_lie_between_minutes_and_thirteen_months_back(threads):
    assert threads[0].asked > timedelta(days=390)
    assert threads[-1].asked < timedelta(hours=1)


def test_wrong_answers_are_corrected_further_down(threads):
    corrected = [
        thread.key
        for thread in threads
        for answer in thread.answers
        if answer.flag == "wrong" and thread.solution and thread.solution.after > answer.after
    ]

    assert len(corrected) >= 3


def test_articles_stand_in_both_languages(content):
    languages = Counter(article.language for article in content.articles)
    families = Counter(article.family for article in content.articles)
    states = Counter(article.state for article in content.articles)

    assert len(content.articles) >= 14
    assert min(languages["de"], languages["en"]) >= 6
    assert len([family for family, count in families.items() if count == 2]) >= 4
    assert min(states["draft"], states["in_review"]) >= 2
    assert len([article for article in content.articles if article.source]) >= 6


def test_solved_threads_in_both_languages_wait_for_promotion(content, threads):
    sources = {article.source.question for article in content.articles if article.source}
    wanted = [thread for thread in threads if thread.solved and thread.affected_count >= 40]
    waiting = [thread for thread in wanted if thread.key not in sources]

    assert len(waiting) >= 2
    assert {thread.language for thread in waiting} == {"de", "en"}


def test_showcase_is_there(content):
    thread = content.threads["router-loses-5-ghz"]
    titles = {article.title for article in content.articles}

    assert thread.title == "Router loses 5 GHz network after firmware 7.31"
    assert (thread.author, thread.solution.author, thread.affected_count) == ("lena", "heike", 24)
    assert "miriam" in {answer.author for answer in thread.answers}
    assert "5 GHz network missing after an update" in titles
    assert "5-GHz-Netz fehlt nach einem Update" in titles
    assert "Fix Wi-Fi that drops at busy hours" in titles


def test_everybody_has_a_name_of_their_own_that_may_be_chosen(content):
    names = [person.display_name for person in content.people.values()]

    assert [check_name(name, settings.COMMUNITY["reserved_words"]) for name in names] == names
    assert len({name_key(name) for name in names}) == len(names)


def test_no_address_leads_to_a_real_mailbox(content):
    addresses = [person.email for person in content.people.values()]
    addresses += [kept.email for kept in content.kept]

    assert all(address.endswith(RESERVED_DOMAINS) for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_mailbox_of_an_organisation_proves_its_holder_or_starts_a_dispute(content):
    domains = {organisation.domain for organisation in content.organisations}
    people = content.people.values()
    inside = {person.key for person in people if person.email.partition("@")[2] in domains}
    proved = {each.key for each in people if each.affiliation and not each.affiliation.seen}
    disputing = {person.key for person in people if person.explains}

    assert inside == proved | disputing
    assert not proved & disputing


def test_every_role_is_held_and_employees_are_affiliated(content):
    people = content.people.values()
    employees = [person for person in people if "employee" in person.roles]
    roles = {role for person in people for role in person.roles}

    assert roles == {"employee", "curator", "moderator", "administrator"}
    assert all(person.affiliation for person in employees)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40m", timedelta(minutes=40)),
        ("13d 4h", timedelta(days=13, hours=4)),
        ("1d 2h 3m", timedelta(days=1, hours=2, minutes=3)),
    ],
)
def test_offset_is_read(text, expected):
    assert offset(text) == expected


@pytest.mark.parametrize("text", ["", "13", "4 h", "2w", "1d,4h"])
def test_what_is_no_offset_is_refused(text):
    with pytest.raises(ValueError, match="not an offset"):
        offset(text)


def test_file_with_a_mistake_is_named(tmp_path):
    (tmp_path / "people.toml").write_text('joined = "soon"', encoding="utf-8")

    with pytest.raises(ValueError, match="not an offset") as refusal:
        load_content(tmp_path)

    assert refusal.value.__notes__ == ["in people.toml"]
