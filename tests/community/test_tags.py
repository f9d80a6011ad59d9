"""What tags are called, what they count, and what the staff does to them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.actions.questions import ask_question
from community.actions.tag_counts import move_tag_counts
from community.actions.tag_keeping import (
    CannotChangeTag,
    add_synonym,
    describe_tag,
    merge_tags,
    remove_synonym,
    rename_tag,
)
from community.actions.tagging import CannotTag, names_to_wear
from community.actions.topics import follow_topic
from community.events import TagsChanged
from community.models import Question, QuestionTag, Tag, TagChange, TopicFollowing
from config.events.models import Event
from config.recount import registered
from tests.factories import hide, make_question, make_user

FORMS = {
    "describe": {"description_de": "Funk", "description_en": "Radio"},
    "rename": {"name": "wlan"},
    "merge": {"into": "router"},
    "synonym": {"name": "wlan"},
}


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def worn_by(question: Question) -> set[str]:
    return set(question.tags.values_list("name", flat=True))


def assert_counts_are_right() -> None:
    (counts,) = [each for each in registered() if each.model is Tag]
    assert list(counts.differences()) == []


@pytest.fixture
def wifi(db):
    make_question(tags=["wifi"])
    return tag("wifi")


# Counting


def test_tag_counts_the_visible_questions_that_wear_it(db):
    questions = [make_question(tags=["wifi", "router"]) for _ in range(3)]
    hide(questions[0])

    assert tag("wifi").question_count == 2
    assert_counts_are_right()


def test_count_comes_back_with_the_question(wifi):
    question = Question.objects.get()
    with transaction.atomic():
        move_tag_counts(question=question, step=-1)
        move_tag_counts(question=question, step=+1)

    assert tag("wifi").question_count == 1


def test_drift_stops_nobody_from_hiding(wifi):
    Tag.objects.update(question_count=0)
    with transaction.atomic():
        move_tag_counts(question=Question.objects.get(), step=-1)

    assert tag("wifi").question_count == 0


# Names


@pytest.mark.parametrize(
    ("first", "second"),
    [("C++", "c++"), ("Ähnlich", "aehnlich"), ("WLAN", "wlan"), ("🙂", "🙂"), ("日本", "日本")],
)
def test_names_that_look_alike_are_one_tag(db, first, second):
    """A-UN-07"""
    one, two = make_question(tags=[first]), make_question(tags=[second])

    assert worn_by(one) == worn_by(two)
    assert Tag.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("C++", "C#"), ("C", "C++"), ("Ähnlich", "Ahnlich"), ("🙂", "🙁"), (".", "..")],
)
def test_names_that_differ_are_two_tags(db, first, second):
    """A-UN-07"""
    make_question(tags=[first, second])

    assert Tag.objects.count() == 2


def test_synonym_gives_the_tag_that_it_stands_for(wifi, moderator):
    add_synonym(tag=wifi, by=moderator, name="WLAN")
    question = make_question(tags=["wlan", "Wifi"])

    assert worn_by(question) == {"wifi"}
    assert tag("wifi").question_count == 2
    assert tag("wlan").question_count == 0


def test_synonym_is_no_tag_that_can_be_worn(wifi, moderator):
    synonym = add_synonym(tag=wifi, by=moderator, name="wlan")

    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=synonym.pk).update(question_count=1)


def test_synonym_taken_back_is_a_free_name(wifi, moderator):
    synonym = add_synonym(tag=wifi, by=moderator, name="wlan")
    remove_synonym(synonym=synonym, by=moderator)

    assert worn_by(make_question(tags=["wlan"])) == {"wlan"}


# New tags of new accounts


def test_new_member_brings_two_new_tags_a_day(wifi):
    """A-VO-06"""
    newcomer = make_user(created_at=timezone.now())
    make_question(author=newcomer, tags=["one", "wifi"])
    make_question(author=newcomer, tags=["two"])

    with pytest.raises(CannotTag):
        make_question(author=newcomer, tags=["three"])
    assert not Tag.objects.filter(name="three").exists()
    assert worn_by(make_question(author=newcomer, tags=["one", "two", "wifi"]))


def test_three_new_tags_at_once_are_too_many_for_a_new_member(db):
    """A-VO-06"""
    newcomer = make_user(created_at=timezone.now())

    with pytest.raises(CannotTag):
        make_question(author=newcomer, tags=["one", "two", "three"])
    assert not Question.objects.exists()


def test_member_of_some_days_brings_as_many_as_he_likes(stranger):
    assert len(worn_by(make_question(author=stranger, tags=["a", "b", "c", "d", "e"]))) == 5


def test_what_waits_to_be_published_loses_no_more_than_the_tags_too_many(wifi):
    """A-VO-06: its writer can't be asked about them any more."""
    newcomer = make_user(created_at=timezone.now())

    assert names_to_wear(["a", "wifi", "b", "c"], by=newcomer) == ["a", "wifi", "b"]


def test_refusal_stands_beside_the_field_and_keeps_the_text(client, db):
    """A-VO-06"""
    client.force_login(make_user(created_at=timezone.now()))
    form = {"title": "Router blinks red", "body": "Since this morning.", "language": "en"}
    form |= {"kind": "question", "tags": "one, two, three"}
    form |= {"submission": "8b7e1a52-6f4b-4f7e-9d30-0d1f0a3f7a01"}

    response = client.post(reverse("community:ask"), form)

    assert response.status_code == 422
    assert "two new tags a day" in response.context["form"].errors["tags"][0]
    assert "Since this morning." in response.text


# Renaming


def test_renamed_tag_keeps_its_questions_and_its_old_address(client, wifi, moderator):
    question = Question.objects.get()
    renamed = rename_tag(tag=wifi, by=moderator, name="WLAN", reason="as people say")

    assert worn_by(question) == {"wlan"}
    assert client.get("/en/tags/wifi/")["Location"] == renamed.get_absolute_url()
    assert client.get(renamed.get_absolute_url()).status_code == 200
    assert worn_by(make_question(tags=["wifi"])) == {"wlan"}
    assert_counts_are_right()


def test_old_address_keeps_its_query(client, wifi, moderator):
    rename_tag(tag=wifi, by=moderator, name="wlan")

    assert client.get("/en/tags/wifi/?language=en")["Location"].endswith("/wlan/?language=en")


def test_tag_can_be_renamed_back(client, wifi, moderator):
    rename_tag(tag=wifi, by=moderator, name="wlan")
    rename_tag(tag=wifi, by=moderator, name="wifi")

    assert client.get("/en/tags/wifi/").status_code == 200
    assert client.get("/en/tags/wlan/")["Location"] == "/en/tags/wifi/"
    assert Tag.objects.count() == 2


def test_other_letters_of_one_address_are_a_new_spelling(db, moderator):
    make_question(tags=["aehnlich"])
    rename_tag(tag=tag("aehnlich"), by=moderator, name="Ähnlich")

    assert Tag.objects.get().name == "ähnlich"


def test_name_of_another_tag_is_refused(wifi, moderator):
    make_question(tags=["router"])

    with pytest.raises(CannotChangeTag, match="merge"):
        rename_tag(tag=wifi, by=moderator, name="router")
    assert tag("wifi").synonym_of is None


@pytest.mark.parametrize("name", ["", "   ", "a,b", "x" * 36, "\u200b"])
def test_name_that_is_none_is_refused(wifi, moderator, name):
    """A-UN-07"""
    with pytest.raises(CannotChangeTag):
        rename_tag(tag=wifi, by=moderator, name=name)


# Merging


def test_merged_tags_lose_no_question_and_count_none_twice(client, moderator):
    """C-12 without the crowd."""
    both = make_question(tags=["wifi", "wlan"])
    left, right = make_question(tags=["wlan"]), make_question(tags=["wifi"])
    hidden = make_question(tags=["wlan"])
    hide(hidden)

    merge_tags(tag=tag("wlan"), into=tag("wifi"), by=moderator)

    for question in (both, left, right, hidden):
        assert worn_by(question) == {"wifi"}
    assert tag("wifi").question_count == 3
    assert_counts_are_right()
    assert client.get("/en/tags/wlan/")["Location"] == "/en/tags/wifi/"


def test_followers_go_along_and_none_follows_twice(moderator, stranger, helper):
    make_question(tags=["wifi", "wlan"])
    for person, name in [(stranger, "wifi"), (stranger, "wlan"), (helper, "wlan")]:
        follow_topic(topic=tag(name), by=person)

    merge_tags(tag=tag("wlan"), into=tag("wifi"), by=moderator)

    followers = TopicFollowing.objects.filter(tag=tag("wifi")).order_by("person")
    assert list(followers.values_list("person_id", flat=True)) == [stranger.pk, helper.pk]
    assert TopicFollowing.objects.count() == 2


def test_synonyms_follow_the_merge(client, moderator):
    make_question(tags=["wifi", "wlan"])
    add_synonym(tag=tag("wlan"), by=moderator, name="funknetz")
    merge_tags(tag=tag("wlan"), into=tag("wifi"), by=moderator)

    assert client.get("/en/tags/funknetz/")["Location"] == "/en/tags/wifi/"


def test_merging_twice_does_no_harm(moderator):
    make_question(tags=["wifi", "wlan"])
    for _ in range(2):
        merge_tags(tag=tag("wlan"), into=tag("wifi"), by=moderator)

    assert TagChange.objects.count() == 1


def test_tag_is_not_merged_into_itself_or_into_a_synonym(wifi, moderator):
    make_question(tags=["router"])
    synonym = add_synonym(tag=wifi, by=moderator, name="wlan")

    with pytest.raises(CannotChangeTag):
        merge_tags(tag=wifi, into=wifi, by=moderator)
    with pytest.raises(CannotChangeTag):
        merge_tags(tag=tag("router"), into=synonym, by=moderator)


def test_questions_of_changed_tags_are_announced_in_parts(moderator, monkeypatch):
    monkeypatch.setattr("community.actions.tag_keeping.QUESTIONS_PER_EVENT", 2)
    questions = [make_question(tags=["wlan"]) for _ in range(3)]
    make_question(tags=["wifi"])

    merge_tags(tag=tag("wlan"), into=tag("wifi"), by=moderator)

    events = Event.objects.filter(name="community.TagsChanged").order_by("id")
    named = [event.payload["question_ids"] for event in events]
    assert named == [[questions[0].pk, questions[1].pk], [questions[2].pk]]
    assert TagsChanged(named[0]).question_ids == named[0]


# What is kept of it


def test_every_change_is_kept_with_who_and_why(wifi, moderator, curator):
    make_question(tags=["router"])
    describe_tag(tag=wifi, by=curator, description_de="Funk", description_en="Radio")
    rename_tag(tag=wifi, by=moderator, name="wlan", reason="as people say")
    synonym = add_synonym(tag=wifi, by=curator, name="funk")
    remove_synonym(synonym=synonym, by=moderator)
    merge_tags(tag=tag("router"), into=wifi, by=moderator, reason="the same")

    kept = TagChange.objects.filter(tag=wifi).order_by("id")
    assert list(kept.values_list("act", "by__display_name", "reason")) == [
        ("describe", curator.display_name, ""),
        ("rename", moderator.display_name, "as people say"),
        ("add-synonym", curator.display_name, ""),
        ("remove-synonym", moderator.display_name, ""),
        ("merge", moderator.display_name, "the same"),
    ]


def test_description_that_changes_nothing_is_no_change(wifi, moderator):
    describe_tag(tag=wifi, by=moderator, description_de="", description_en="")

    assert not TagChange.objects.exists()


# Pages


@pytest.mark.parametrize("act", FORMS)
def test_only_curators_and_moderators_keep_tags(client_of, wifi, stranger, employee, act):
    """A-AZ-10: every act, and the way back, needs the right."""
    url = reverse(f"community:tag-{act}", args=["wifi"])

    for person in (stranger, employee):
        assert client_of(person).post(url, FORMS[act]).status_code == 403
    assert not TagChange.objects.exists()


@pytest.mark.parametrize("role", ["curator", "moderator", "administrator"])
@pytest.mark.parametrize("act", FORMS)
def test_staff_keeps_tags(client_of, wifi, role, act, request):
    """A-AZ-10"""
    make_question(tags=["router"])
    url = reverse(f"community:tag-{act}", args=["wifi"])

    response = client_of(request.getfixturevalue(role)).post(url, FORMS[act])

    assert response.status_code == 302
    assert TagChange.objects.count() == 1


def test_taking_a_synonym_back_needs_the_right_too(client_of, wifi, moderator, stranger):
    """A-AZ-10"""
    add_synonym(tag=wifi, by=moderator, name="wlan")
    url = reverse("community:tag-synonym", args=["wifi"])

    assert client_of(stranger).post(url, {"remove": "wlan"}).status_code == 403
    assert tag("wlan").synonym_of == wifi
    assert client_of(moderator).post(url, {"remove": "wlan"}).status_code == 302
    assert tag("wlan").synonym_of is None


def test_refusal_stands_on_the_page_with_what_was_typed(client_of, wifi, moderator):
    make_question(tags=["router"])

    url = reverse("community:tag-rename", args=["wifi"])
    response = client_of(moderator).post(url, {"name": "router", "reason": "shorter"})

    assert response.status_code == 422
    assert "You can merge the two" in response.text
    assert "shorter" in response.text


def test_changes_of_a_description_are_told_in_words(client_of, wifi, moderator):
    describe_tag(tag=wifi, by=moderator, description_de="Funk", description_en="Radio")
    describe_tag(tag=wifi, by=moderator, description_de="Funk", description_en="Radio at home")

    page = client_of(moderator).get(reverse("community:tag-edit", args=["wifi"])).text

    assert "<ins> at home</ins>" in page
    assert page.count("English description</h3>") == 2
    assert page.count("German description</h3>") == 1
    assert "de: " not in page.partition("<ol")[2]


def test_tag_with_a_name_alone_takes_one_line(client, wifi, moderator):
    make_question(tags=["router"])
    describe_tag(tag=wifi, by=moderator, description_de="Funk", description_en="Radio at home")

    page = client.get(reverse("community:tags"))

    assert [each.name for each in page.context["explained"]] == ["wifi"]
    assert [each.name for each in page.context["plain"]] == ["router"]


def test_page_of_a_tag_shows_what_is_known_of_it(client, wifi, moderator, stranger):
    describe_tag(tag=wifi, by=moderator, description_de="Funk", description_en="Radio at home")
    add_synonym(tag=wifi, by=moderator, name="wlan")
    follow_topic(topic=wifi, by=stranger)

    page = client.get("/en/tags/wifi/").text

    assert "Radio at home" in page
    assert "wlan" in page
    assert "1 follows this" in page
    assert stranger.display_name not in page
    assert "Funk" in client.get("/de/tags/wifi/").text


def test_list_of_tags_begins_with_the_most_used(client, db):
    for names in (["wifi", "router"], ["wifi"], ["dsl"]):
        make_question(tags=names)
    hide(make_question(tags=["canary"]))

    page = client.get(reverse("community:tags"))

    assert [each.name for each in page.context["page"]][:1] == ["wifi"]
    assert "canary" not in page.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wi", ["wifi"]),
        ("WI", ["wifi"]),
        ("wla", ["wifi"]),
        ("aeh", ["ähnlich"]),
        ("ä", ["ähnlich"]),
    ],
)
def test_tags_are_found_by_their_beginning_or_a_synonym(client, wifi, moderator, typed, found):
    make_question(tags=["ähnlich"])
    add_synonym(tag=wifi, by=moderator, name="wlan")

    page = client.get(reverse("community:tags"), {"q": typed})

    assert [each.name for each in page.context["page"]] == found


def test_list_of_tags_costs_the_same_with_one_and_with_ten(client, db, count_queries):
    """A-DO-10"""
    url = reverse("community:tags")
    make_question(tags=["tag"])
    with_one = count_queries(lambda: client.get(url))
    for number in range(9):
        make_question(tags=[f"tag {number}"])

    assert count_queries(lambda: client.get(url)) == with_one <= 2


# Completion


def completed(client, typed: str) -> list[dict]:
    return client.get(reverse("community:tag-completion"), {"q": typed}).json()["tags"]


def test_completion_leads_from_a_synonym_to_its_tag(client, wifi, moderator):
    add_synonym(tag=wifi, by=moderator, name="wlan")

    assert completed(client, "wl") == [{"name": "wifi", "count": 1, "synonym": "wlan"}]
    assert completed(client, "wif") == [{"name": "wifi", "count": 1, "synonym": ""}]


def test_completion_is_short_and_by_use(client, db):
    for number in range(12):
        make_question(tags=[f"tag {number}"])
    make_question(tags=["tag 7"])

    assert len(completed(client, "tag")) == 8
    assert completed(client, "tag")[0]["name"] == "tag 7"


def test_completion_knows_nothing_of_what_is_hidden(client, wifi):
    """A-AZ-07: neither the tag, nor its count, nor its place."""
    before = completed(client, "wi"), completed(client, "")
    hide(make_question(tags=["wifi", "wicked canary"]))

    assert (completed(client, "wi"), completed(client, "")) == before


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "🙂", "日", ".", "x" * 5000, "q\u200b"])
def test_completion_takes_whatever_is_typed(client, wifi, typed):
    """A-MA-04, A-UN-07"""
    assert completed(client, typed) == []


def test_completion_is_limited(client, wifi, at_noon):
    url = reverse("community:tag-completion")

    answers = [client.get(url, {"q": "wi"}).status_code for _ in range(7)]

    assert answers == [200] * 5 + [429] * 2


# The time a tag is as old as


def test_uses_repeat_when_the_question_was_asked(db):
    at = timezone.now() - timedelta(days=3)
    question = make_question(tags=["wifi"], now=at)

    assert QuestionTag.objects.get().asked_at == question.created_at == at


def test_same_form_sent_again_counts_no_tag_twice(asker):
    """C-01"""
    values = {"title": "Router blinks", "body": "Red.", "language": "en", "tags": ["wifi"]}
    for _ in range(2):
        ask_question(by=asker, submission="8b7e1a52-6f4b-4f7e-9d30-0d1f0a3f7a02", **values)

    assert tag("wifi").question_count == 1
