"""Lists that a member keeps under a name."""

import pytest
from django.urls import reverse

from community.actions.saved_filters import CannotSave, save_filter
from community.actions.tag_keeping import rename_tag
from community.models import SavedFilter, Tag
from tests.factories import make_product, make_question, make_user

NEWEST = reverse("community:question-list")
SAVE = reverse("community:filter-save")
LIST = reverse("community:filters")


@pytest.fixture
def router(db):
    make_question(tags=["wifi"])
    return make_product(slug="router")


@pytest.fixture
def member(client, stranger):
    client.force_login(stranger)
    return client


def change_url(saved: SavedFilter) -> str:
    return reverse("community:filter-change", args=[saved.pk])


def test_saved_list_leads_back_to_what_was_filtered(member, router, stranger):
    query = member.get(f"{NEWEST}?tag=wifi&product=router").context["listing"].query

    response = member.post(SAVE, {"name": "Router and wifi", "query": query})

    assert response["Location"] == f"{NEWEST}?product=router&tag=wifi"
    assert "Router and wifi" in member.get(NEWEST).text
    assert SavedFilter.objects.get().person == stranger


def test_list_that_is_kept_is_not_offered_again(member, router):
    filtered = f"{NEWEST}?tag=wifi&product=router"
    page = member.get(filtered)
    assert SAVE in page.text

    member.post(SAVE, {"name": "Mine", "query": page.context["listing"].query})

    assert SAVE not in member.get(filtered, follow=True).text


@pytest.mark.parametrize("order", ["active", "unanswered", "most-affected", "for-me"])
def test_order_is_saved_too(member, router, order):
    response = member.post(SAVE, {"name": "Mine", "query": f"list={order}&product=router"})

    assert response["Location"] == reverse(f"community:question-{order}") + "?product=router"


@pytest.mark.parametrize(
    "query", ["", "list=password", "next=https://evil.example", "tag=" + "a" * 5000, "a&b=%00"]
)
def test_query_that_means_nothing_is_the_plain_list(member, router, query):
    """A-MA-03: what is kept is what was understood."""
    response = member.post(SAVE, {"name": "Mine", "query": query})

    assert response["Location"] == NEWEST
    assert SavedFilter.objects.get().query == "list=newest"


def test_name_that_is_there_gets_the_new_list(member, router):
    for query in ("product=router", "tag=wifi"):
        member.post(SAVE, {"name": "Mine", "query": query})

    assert SavedFilter.objects.get().query == "list=newest&tag=wifi"


def test_saved_list_outlives_the_name_of_its_tag(member, router, stranger, moderator):
    member.post(SAVE, {"name": "Mine", "query": "tag=wifi"})
    rename_tag(tag=Tag.objects.get(slug="wifi"), by=moderator, name="wlan")

    page = member.get(f"{NEWEST}?tag=wifi")

    assert len(page.context["page"]) == 1


def test_twenty_lists_are_enough(member, stranger):
    for number in range(20):
        save_filter(by=stranger, name=f"List {number}", query="list=newest")

    with pytest.raises(CannotSave):
        save_filter(by=stranger, name="One more", query="list=newest")
    response = member.post(SAVE, {"name": "One more", "query": "state=open"})
    assert response.status_code == 422
    assert "saved 20 lists" in response.text
    assert "list=newest&amp;state=open" in response.text
    assert "One more" in response.text


def test_list_needs_a_name(member, db):
    response = member.post(SAVE, {"name": " \u200b ", "query": "state=open"})

    assert response.status_code == 422
    assert not SavedFilter.objects.exists()


def test_list_is_renamed_and_deleted(member, stranger):
    saved = save_filter(by=stranger, name="Mine", query="list=newest")
    save_filter(by=stranger, name="Other", query="list=active")

    assert member.post(change_url(saved), {"name": "Better"}).status_code == 302
    assert member.post(change_url(saved), {"name": "Other"}).status_code == 422
    saved.refresh_from_db()
    assert saved.name == "Better"
    member.post(change_url(saved), {"delete": "1"})
    assert SavedFilter.objects.get().name == "Other"


def test_lists_of_others_are_not_there(member, stranger):
    """A-AZ-05: neither read nor changed."""
    theirs = save_filter(by=make_user(), name="Secret canary", query="list=newest")

    assert member.post(change_url(theirs), {"delete": "1"}).status_code == 404
    assert member.post(change_url(theirs), {"name": "Mine"}).status_code == 404
    assert "canary" not in member.get(f"{LIST}?user={theirs.person_id}").text
    assert "canary" not in member.get(NEWEST).text
    assert SavedFilter.objects.get().name == "Secret canary"


@pytest.mark.parametrize("url", [SAVE, LIST])
def test_visitors_keep_no_lists(client, db, url):
    assert "/login" in (client.get(url) if url == LIST else client.post(url))["Location"]


def test_page_costs_the_same_with_one_and_with_twenty(member, stranger, count_queries):
    """A-DO-10"""
    save_filter(by=stranger, name="Mine", query="list=newest")
    with_one = count_queries(lambda: member.get(LIST))
    for number in range(19):
        save_filter(by=stranger, name=f"List {number}", query="list=newest")

    assert count_queries(lambda: member.get(LIST)) == with_one
