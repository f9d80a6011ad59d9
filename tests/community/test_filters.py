"""Narrowing lists down: what combines, what is kept, and what means nothing."""

from datetime import timedelta
from itertools import product as every_pair
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community.actions.following import follow_question
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.tag_keeping import add_synonym
from community.actions.topics import follow_topic
from community.models import Question, Tag
from tests.factories import hide, make_answer, make_product, make_question, make_user

NEWEST = reverse("community:question-list")
ACTIVE = reverse("community:question-active")
UNANSWERED = reverse("community:question-unanswered")
MOST_AFFECTED = reverse("community:question-most-affected")
FOR_ME = reverse("community:question-for-me")
PUBLIC = [NEWEST, ACTIVE, UNANSWERED, MOST_AFFECTED]


def titles(response) -> list[str]:
    return [question.title for question in response.context["page"]]


def all_pages(client, path: str) -> list[str]:
    seen, url = [], path
    while True:
        response = client.get(url)
        seen += titles(response)
        older = response.context["page"].older_url
        if not older:
            return seen
        url = f"{path.partition('?')[0]}{older}"


@pytest.fixture
def router(db):
    return make_product(slug="router", parent=make_product(slug="internet"))


@pytest.fixture
def closed(db):
    question = make_question(title="Closed long ago")
    now = timezone.now()
    Question.objects.filter(pk=question.pk).update(closed_at=now, closed_as="outdated")
    return question


# Each filter alone, and together


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("product=router", {"Router, open"}),
        ("product=internet", {"Router, open", "Internet, solved"}),
        ("tag=wifi", {"Router, open", "Praise in German"}),
        ("state=open", {"Router, open", "Praise in German"}),
        ("state=answered", {"Answered"}),
        ("state=solved", {"Internet, solved"}),
        ("kind=praise", {"Praise in German"}),
        ("language=de", {"Praise in German"}),
        ("tag=wifi&language=en", {"Router, open"}),
        ("product=internet&state=open&tag=wifi&kind=question&language=en", {"Router, open"}),
        ("product=router&state=solved", set()),
    ],
)
def test_filters_combine(client, router, query, found):
    make_question(title="Router, open", product=router, tags=["wifi"])
    solved = make_question(title="Internet, solved", product=router.parent)
    accept_answer(answer=make_answer(question=solved), by=solved.author)
    make_answer(question=make_question(title="Answered"))
    make_question(title="Praise in German", kind="praise", language="de", tags=["wifi"])

    assert set(titles(client.get(f"{NEWEST}?{query}"))) == found


def test_states_that_are_decisions_can_be_looked_for(client, closed):
    waiting = make_question(title="Needs details")
    Question.objects.filter(pk=waiting.pk).update(needs_details_at=timezone.now())

    assert titles(client.get(f"{NEWEST}?state=closed")) == ["Closed long ago"]
    assert titles(client.get(f"{NEWEST}?state=needs-details")) == ["Needs details"]


def test_closed_question_waits_for_no_answer(client, closed):
    make_question(title="Nobody knows")

    assert titles(client.get(UNANSWERED)) == ["Nobody knows"]
    assert titles(client.get(f"{NEWEST}?state=open")) == ["Nobody knows"]


@pytest.mark.parametrize("typed", ["wifi", "WiFi", " wifi ", "wlan", "W-LAN"])
def test_tag_is_found_by_its_name_and_its_synonyms(client, moderator, typed):
    make_question(title="With the tag", tags=["wifi"])
    make_question(title="Without")
    for name in ("wlan", "w-lan"):
        add_synonym(tag=Tag.objects.get(slug="wifi"), by=moderator, name=name)

    assert titles(client.get(NEWEST, {"tag": typed})) == ["With the tag"]


def test_tag_that_is_not_there_is_said_beside_its_field(client, db):
    make_question(title="Something", tags=["wifi"])

    response = client.get(f"{NEWEST}?tag=nonsense")

    assert titles(response) == ["Something"]
    assert "There is no such tag" in response.text


def test_tag_of_hidden_questions_alone_filters_nothing(client, db):
    """A-AZ-07: like a tag that never was."""
    hide(make_question(tags=["canary"]))
    make_question(title="Something")

    with_hidden, unknown = client.get(f"{NEWEST}?tag=canary"), client.get(f"{NEWEST}?tag=yranac")

    assert with_hidden.text.replace("canary", "") == unknown.text.replace("yranac", "")


# What the address says


@pytest.mark.parametrize(
    "query",
    [
        "product=unknown",
        "state=nonsense",
        "state=hidden_at",
        "kind=__proto__",
        "language=fr",
        "order_by=-author__email",
        "author=1",
        "hidden_at=",
        "list=password",
        "page=" + "9" * 30,
        "page=٣",
        "tag=" + "a" * 2000,
        "tag=%F0%9F%99%82",
        "tag=..",
    ],
)
@pytest.mark.parametrize("path", [*PUBLIC, "/en/tags/wifi/", "/en/products/router/"])
def test_parameters_that_mean_nothing_are_ignored(client, router, path, query):
    """A-MA-03, A-DO-05: they choose among enums and reach no query."""
    make_question(title="Something", product=router, tags=["wifi"])

    assert titles(client.get(f"{path}?{query}")) == ["Something"]


@pytest.mark.parametrize("path", PUBLIC)
def test_of_repeated_parameters_the_last_counts(client, db, path):
    """A-DO-05"""
    make_question(title="English")
    make_question(title="German", language="de")

    assert titles(client.get(f"{path}?language=en&language=de")) == ["German"]


@pytest.mark.parametrize("order", ["newest", "active", "unanswered", "most-affected"])
def test_page_of_a_topic_knows_the_same_orders(client, router, order):
    make_question(title="Something", product=router, tags=["wifi"])

    for path in ("/en/tags/wifi/", "/en/products/router/"):
        response = client.get(f"{path}?list={order}")
        assert titles(response) == ["Something"]
        (current,) = [tab for tab in response.context["tabs"] if tab.is_current]
        assert current.url.startswith(path)


def test_for_me_is_no_order_of_a_topics_page(client, stranger, router):
    client.force_login(stranger)

    response = client.get("/en/products/router/?list=for-me")

    assert response.context["listing"].order == "newest"


def test_form_leaves_a_short_address_behind(client, router):
    response = client.get(f"{NEWEST}?product=router&tag=&state=&kind=&language=de")

    assert response["Location"] == f"{NEWEST}?product=router&language=de"


def test_combinations_are_not_for_search_engines(client, router):
    """A-DO-13: they name the plain list as the one to keep."""
    make_question(product=router, tags=["wifi"])

    for path in (*PUBLIC, "/en/tags/wifi/", "/en/products/router/"):
        plain, narrowed = client.get(path).text, client.get(f"{path}?language=en").text
        canonical = f'href="http://127.0.0.1:8000{path}"'
        assert "noindex" not in plain
        assert "noindex" in narrowed
        assert canonical in plain
        assert canonical in narrowed


def test_chips_lead_to_the_list_without_their_filter(client, router):
    make_question(product=router, tags=["wifi"])
    response = client.get(f"{ACTIVE}?product=router&tag=wifi&state=open")

    assert [(chip.label, chip.url) for chip in response.context["listing"].chips] == [
        (router.name, f"{ACTIVE}?tag=wifi&state=open"),
        ("wifi", f"{ACTIVE}?product=router&state=open"),
        ("No answer yet", f"{ACTIVE}?product=router&tag=wifi"),
    ]


def test_tabs_keep_what_was_chosen(client, router):
    response = client.get(f"{NEWEST}?product=router")

    assert [tab.url for tab in response.context["tabs"]] == [
        f"{path}?product=router" for path in (NEWEST, ACTIVE, UNANSWERED, MOST_AFFECTED)
    ]


def test_empty_list_says_what_to_do(client, router):
    assert "Nothing fits all of these filters" in client.get(f"{NEWEST}?kind=idea").text


# Orders


def test_active_list_follows_the_last_activity(client, db):
    now = timezone.now()
    old = make_question(title="Old, lately answered", now=now - timedelta(days=9))
    make_question(title="New, silent", now=now - timedelta(days=1))
    make_answer(question=old)

    assert titles(client.get(ACTIVE)) == ["Old, lately answered", "New, silent"]


def test_most_affected_come_first(client, db, stranger):
    many = make_question(title="Many have it")
    make_question(title="Nobody has it")
    join_affected(question=many, by=stranger)

    assert titles(client.get(MOST_AFFECTED)) == ["Many have it", "Nobody has it"]


@pytest.mark.parametrize("narrowed", ["", "tag=wifi", "tag=wifi&language=en", "product=internet"])
@pytest.mark.parametrize("path", PUBLIC)
def test_no_row_is_lost_or_shown_twice_where_keys_are_equal(client, router, path, narrowed):
    """Keyset paging: equal times and equal numbers of people, over several pages and back."""
    at = timezone.now()
    for number in range(47):
        question = make_question(
            title=f"Question {number:02}", product=router, tags=["wifi"], now=at
        )
        days = timedelta(days=number % 3)
        Question.objects.filter(pk=question.pk).update(
            created_at=at - days, active_at=at - days, affected_count=number % 3
        )
        question.question_tags.update(asked_at=at - days)

    seen = all_pages(client, f"{path}?{narrowed}")

    assert len(seen) == 47
    assert len(set(seen)) == 47
    first = client.get(f"{path}?{narrowed}")
    second = client.get(f"{path}{first.context['page'].older_url}")
    back = client.get(f"{path}{second.context['page'].newer_url}")
    assert titles(back) == titles(first)


@pytest.mark.parametrize("place", [f"{2**40}-1", f"-{2**40}-1"])
@pytest.mark.parametrize("name", ["before", "after"])
def test_number_that_no_question_can_have_is_a_page_all_the_same(client, router, name, place):
    """A-DO-05"""
    make_question()

    assert client.get(f"/en/questions/most-affected/?{name}={place}").status_code == 200


@pytest.mark.parametrize("query", ["before=abc", "after=" + "9" * 40 + "-1", "before=٣-٣"])
@pytest.mark.parametrize("path", [*PUBLIC, "/en/tags/wifi/"])
def test_bad_cursor_is_no_page_in_any_order(client, router, path, query):
    """A-DO-05"""
    make_question(tags=["wifi"])

    assert client.get(f"{path}?{query}").status_code == 404


def test_common_tag_is_paged_as_a_rare_one(client, db, monkeypatch):
    """The two ways of reading a tag in another order give the same list."""
    for number in range(25):
        make_question(title=f"Question {number:02}", tags=["wifi"])
    rare = all_pages(client, f"{ACTIVE}?tag=wifi")
    monkeypatch.setattr("community.models.question.READ_WHOLE", 3)

    assert all_pages(client, f"{ACTIVE}?tag=wifi") == rare
    assert len(rare) == 25


# For me


def test_for_me_needs_an_account(client, db):
    assert "/login" in client.get(FOR_ME)["Location"]


def test_for_me_follows_from_what_somebody_follows_and_has(client, stranger, helper, router):
    make_question(title="Nothing of mine")
    make_question(title="By tag", tags=["wifi"])
    make_question(title="By product below", product=router)
    make_question(title="By member", author=helper)
    too = make_question(title="I have it too")
    make_question(title="My own", author=stranger, tags=["wifi"])
    long_ago = timezone.now() - timedelta(days=200)
    make_question(title="Long ago", tags=["wifi"], now=long_ago)
    hide(make_question(title="Hidden", tags=["wifi"]))
    for topic in (Tag.objects.get(slug="wifi"), router.parent, helper):
        follow_topic(topic=topic, by=stranger)
    join_affected(question=too, by=stranger)
    client.force_login(stranger)

    found = titles(client.get(FOR_ME))

    assert found == ["I have it too", "By member", "By product below", "By tag"]
    assert titles(client.get(f"{FOR_ME}?tag=wifi")) == ["By tag"]


def test_for_me_is_empty_for_who_follows_nothing(client, stranger):
    make_question(tags=["wifi"])
    client.force_login(stranger)

    assert "Nothing here for you yet" in client.get(FOR_ME).text


def test_lists_of_one_member_say_nothing_to_another(client_of, stranger, helper):
    """A-AZ-05"""
    make_question(title="By tag", tags=["wifi"])
    follow_topic(topic=Tag.objects.get(slug="wifi"), by=stranger)

    assert titles(client_of(stranger).get(FOR_ME)) == ["By tag"]
    assert titles(client_of(helper).get(f"{FOR_ME}?user={stranger.pk}")) == []


# What it costs


QUERIES = [
    "",
    "tag=wifi",
    "product=internet",
    "state=open&kind=question&language=en",
    "product=router&tag=wifi&state=open",
]


@pytest.mark.parametrize("query", QUERIES)
def test_every_list_and_filter_costs_the_same_with_one_row_and_with_ten(
    client, client_of, stranger, router, count_queries, query
):
    """A-DO-10"""

    def add() -> None:
        make_question(product=router, tags=["wifi", make_user().display_name])

    add()
    follow_topic(topic=router, by=stranger)
    member = client_of(stranger)
    visits = [*every_pair([client, member], PUBLIC), (member, FOR_ME)]
    costs = []
    for _round in range(2):
        costs.append(
            [
                count_queries(lambda who=who, url=url: who.get(f"{url}?{query}"))
                for who, url in visits
            ]
        )
        for _ in range(9):
            add()

    assert costs[0] == costs[1]
    assert max(costs[1]) <= 8


def plan_of(sql: str, params) -> str:
    """How it is run where the tables are large: PostgreSQL reads small ones whole by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("path", "query", "index"),
    [
        (NEWEST, "", "newest_questions"),
        (ACTIVE, "", "lately_active_questions"),
        (MOST_AFFECTED, "", "most_affected_questions"),
        (NEWEST, "tag=wifi", "newest_of_a_tag"),
        (NEWEST, "tag=wifi&language=en", "newest_of_a_tag"),
        (UNANSWERED, "", "newest_unanswered"),
        (NEWEST, "state=closed", "newest_closed"),
        (NEWEST, "state=needs-details", "newest_needing_details"),
    ],
)
def test_deep_pages_start_inside_an_index(client, router, monkeypatch, path, query, index):
    """Page 5,000 costs what page 1 costs: no sorting, no walking there."""
    make_question(product=router, tags=["wifi"])
    statements = []

    def note(execute, sql, params, many, context):
        if "LIMIT 21" in sql:
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(f"{path}?{query}&{urlencode({'before': '1000000-5'})}")

    ((sql, params),) = statements
    plan = plan_of(sql, params)
    assert index in plan, plan
    assert "USE TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan


def test_following_a_question_is_nothing_for_me_by_itself(client, stranger):
    """Its news come as notices; the list is about topics."""
    question = make_question()
    follow_question(question=question, by=stranger)
    client.force_login(stranger)

    assert titles(client.get(FOR_ME)) == []
