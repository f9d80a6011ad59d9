"""A-AZ-07: what was written for others is found by nobody else, and changes nothing he gets."""

import pytest
from django.urls import reverse

from knowledge.search import index
from knowledge.search.circles import CircledEngine
from knowledge.search.documents import documents_of
from knowledge.search.engine import Query
from tests.factories import make_article, make_question
from tests.knowledge.search.builders import found_by, make_document, nothing
from tests.knowledge.search.builders import make_article as make_indexed

SEARCH = reverse("knowledge:search")
SUGGEST = reverse("knowledge:suggest")
TITLE = "Resetting the zanzibar line"


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.LIMITS_FACTOR = 1_000


@pytest.fixture
def engine(tmp_path):
    """An index of its own, empty."""
    engine = CircledEngine(tmp_path / "own")
    engine.rebuild([], fetch=nothing)
    return engine


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("public", {"visitor", "helper", "moderator", "curator"}),
        ("members", {"helper", "moderator", "curator"}),
        ("staff", {"moderator", "curator"}),
    ],
)
def test_article_is_found_by_whom_it_was_written_for(client, request, indexed, audience, readers):
    make_article(title=TITLE, audience=audience)
    indexed()

    for name in ("visitor", "helper", "moderator", "curator"):
        client.logout()
        if name != "visitor":
            client.force_login(request.getfixturevalue(name))
        found = client.get(SEARCH, {"q": "zanzibar"}).context["finds"]
        suggested = client.get(SUGGEST, {"title": "resetting the zanzibar line"})
        expected = 1 if name in readers else 0
        assert (len(found.items), found.total, found.count_of("articles")) == (expected,) * 3
        assert (TITLE in suggested.text.replace("<mark>", "").replace("</mark>", "")) == bool(
            expected
        )


def test_word_of_a_title_for_others_is_neither_corrected_to_nor_completed(client, indexed):
    for _ in range(3):
        make_article(title=TITLE, audience="staff")
    make_question(title="How do I reset my line?")
    indexed()

    for words in ("zanzibra", "zanzi"):
        page = client.get(SEARCH, {"q": words}).text
        assert "zanzibar" not in page
    assert "zanzibar" not in client.get(SUGGEST, {"title": "reset my zanzi"}).text


def test_what_is_for_others_does_not_move_what_everybody_finds(engine):
    """No count, no order, and no rarity of a word tells of it."""
    engine.put([make_document("Router startet neu", object_id=n) for n in range(5)])
    engine.put([make_document("Kanal des Routers", object_id=10 + n) for n in range(2)])
    before = engine.search(Query(text="router kanal"))

    engine.put([make_indexed("Router Kanal", object_id=100 + n, circle="staff") for n in range(30)])
    after = engine.search(Query(text="router kanal"))

    assert [hit.key for hit in after.hits] == [hit.key for hit in before.hits]
    assert (after.total, after.state_counts) == (before.total, before.state_counts)


def test_circles_do_not_see_each_other(engine):
    engine.put(
        [
            make_indexed("Router für alle", object_id=1),
            make_indexed("Router für Mitglieder", object_id=2, circle="members"),
            make_indexed("Router für Mitarbeitende", object_id=3, circle="staff"),
        ]
    )

    assert found_by(engine, "router") == ["article-1"]
    assert set(found_by(engine, "router", circles=("members",))) == {"article-1", "article-2"}
    assert len(found_by(engine, "router", circles=("members", "staff"))) == 3


def test_unknown_circle_is_refused(engine):
    """Better than to be found by everybody."""
    with pytest.raises(ValueError, match="unknown circle"):
        engine.put([make_indexed("Router", circle="partners")])


def test_article_that_changes_its_audience_moves(client, indexed):
    article = make_article(title=TITLE)
    indexed()
    type(article).objects.filter(pk=article.pk).update(audience="staff")
    index.engine().put(documents_of([f"article-{article.pk}"]))

    assert client.get(SEARCH, {"q": "zanzibar"}).context["finds"].total == 0


def test_rebuild_gives_the_same_three(engine):
    documents = [
        make_indexed("Router", object_id=1),
        make_indexed("Router", object_id=2, circle="members"),
        make_indexed("Router", object_id=3, circle="staff"),
    ]

    assert engine.rebuild(iter(documents), fetch=nothing) == engine.count() == 3
    assert found_by(engine, "router") == ["article-1"]


def test_pages_of_a_joined_result_hold_each_hit_once(engine):
    engine.put([make_indexed("Router", object_id=n) for n in range(12)])
    engine.put([make_indexed("Router", object_id=50 + n, circle="staff") for n in range(12)])

    pages = [
        found_by(engine, "router", circles=("staff",), limit=10, offset=offset)
        for offset in (0, 10, 20)
    ]

    assert [len(page) for page in pages] == [10, 10, 4]
    assert len({key for page in pages for key in page}) == 24


def test_nothing_is_found_twice_after_its_audience_changed(engine):
    engine.put([make_indexed("Router", object_id=1, circle="staff")])
    engine.put([make_indexed("Router", object_id=1)])

    assert found_by(engine, "router", circles=("members", "staff")) == ["article-1"]
