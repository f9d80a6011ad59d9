"""Following tags, products and members: who is told, once, and who can know."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.models import Notice, OutgoingMail
from community.actions.following import follow_question, mute_question
from community.actions.topics import CannotFollow, follow_topic, unfollow_topic
from community.events import PostRestored
from community.handlers import topics as fanning_out
from community.models import Tag, TopicFollowing
from community.models.topic_following import as_columns
from tests.factories import (
    hide,
    make_answer,
    make_employee,
    make_product,
    make_question,
    make_user,
)

FOLLOW = reverse("community:topic-follow")
LIST = reverse("community:following")


@pytest.fixture
def wifi(db):
    make_question(tags=["wifi"])
    return Tag.objects.get(slug="wifi")


@pytest.fixture
def router(db):
    return make_product(slug="router", parent=make_product(slug="internet"))


def told(person) -> list[str]:
    return list(Notice.objects.filter(user=person).order_by("id").values_list("kind", flat=True))


# Who is told


def test_follower_of_a_tag_is_told_of_a_question(wifi, stranger, deliver_events):
    deliver_events()
    follow_topic(topic=wifi, by=stranger)
    make_question(tags=["wifi"])
    deliver_events()

    assert told(stranger) == ["asked-in-topic"]


def test_follower_of_a_product_hears_of_what_stands_below_it(router, stranger, deliver_events):
    follow_topic(topic=router.parent, by=stranger)
    make_question(product=router)
    make_question()
    deliver_events()

    assert told(stranger) == ["asked-in-topic"]


def test_follower_of_a_member_hears_what_he_asks_and_answers(stranger, helper, deliver_events):
    follow_topic(topic=helper, by=stranger)
    make_question(author=helper)
    make_answer(author=helper)
    deliver_events()

    assert sorted(told(stranger)) == ["asked-in-topic", "member-answered"]


def test_one_event_is_one_notice_however_many_topics_match(
    router, wifi, stranger, helper, deliver_events
):
    """A-ML-07"""
    deliver_events()
    for topic in (wifi, router, router.parent, helper):
        follow_topic(topic=topic, by=stranger)
    question = make_question(author=helper, product=router, tags=["wifi", "dsl"])
    deliver_events()
    follow_question(question=question, by=stranger)
    make_answer(question=question, author=helper)
    deliver_events()

    assert len(told(stranger)) == 2
    assert OutgoingMail.objects.filter(notice__user=stranger).count() == 2


def test_event_delivered_twice_tells_once(wifi, stranger, deliver_events):
    """A-ML-07: at least once is the promise of the bus."""
    deliver_events()
    follow_topic(topic=wifi, by=stranger)
    question = make_question(tags=["wifi"])
    deliver_events()
    fanning_out.tell_followers_of_topics(fanning_out.QuestionAsked(question.pk))

    assert told(stranger) == ["asked-in-topic"]


def test_author_is_not_told_of_himself(wifi, stranger, deliver_events):
    deliver_events()
    follow_topic(topic=wifi, by=stranger)
    make_question(author=stranger, tags=["wifi"])
    deliver_events()

    assert told(stranger) == []


def test_who_stopped_following_is_told_nothing(wifi, stranger, deliver_events):
    deliver_events()
    follow_topic(topic=wifi, by=stranger)
    unfollow_topic(topic=wifi, by=stranger)
    make_question(tags=["wifi"])
    deliver_events()

    assert told(stranger) == []


def test_question_that_is_hidden_by_then_is_no_news(wifi, stranger, deliver_events):
    deliver_events()
    follow_topic(topic=wifi, by=stranger)
    hide(make_question(title="Hidden canary", tags=["wifi"]))
    deliver_events()

    assert told(stranger) == []


def test_what_was_held_back_is_told_when_it_comes(wifi, stranger, deliver_events):
    deliver_events()
    follow_topic(topic=wifi, by=stranger)
    question = make_question(tags=["wifi"])
    type(question).objects.filter(pk=question.pk).update(hidden_at=timezone.now())
    deliver_events()
    type(question).objects.filter(pk=question.pk).update(hidden_at=None)
    fanning_out.tell_of_what_was_held(PostRestored("question", question.pk, question.pk))

    assert told(stranger) == ["asked-in-topic"]


def test_what_comes_back_after_long_is_no_news(wifi, stranger):
    follow_topic(topic=wifi, by=stranger)
    question = make_question(tags=["wifi"])
    long_ago = F("created_at") - timedelta(days=30)
    type(question).objects.filter(pk=question.pk).update(created_at=long_ago)
    fanning_out.tell_of_what_was_held(PostRestored("question", question.pk, question.pk))

    assert told(stranger) == []


def test_mail_says_for_whom_its_writer_speaks(stranger, deliver_events, send_mails, mailoutbox):
    deliver_events()
    speaker = make_employee(full_name="Miriam Vogt")
    follow_topic(topic=speaker, by=stranger)
    make_question(title="Who tests the new firmware?", author=speaker)
    deliver_events()
    send_mails()

    (mail,) = [mail for mail in mailoutbox if stranger.email in mail.to]
    assert "Who tests the new firmware?" in mail.subject + mail.body
    assert "Miriam Vogt" in mail.body
    assert "Fjordnet GmbH" in mail.body


def test_muted_question_is_not_mailed_for_its_writer_either(
    stranger, helper, deliver_events, send_mails, mailoutbox
):
    follow_topic(topic=helper, by=stranger)
    question = make_question()
    mute_question(question=question, by=stranger)
    make_answer(question=question, author=helper)
    deliver_events()
    send_mails()

    assert [mail for mail in mailoutbox if stranger.email in mail.to] == []


def test_fifty_followers_are_told_in_batches(wifi, deliver_events, monkeypatch):
    """A-DO-15: no transaction tells more than so many, and nobody is left out."""
    deliver_events()
    monkeypatch.setattr(fanning_out, "FANOUT", 7)
    people = [make_user() for _ in range(50)]
    TopicFollowing.objects.bulk_create(TopicFollowing(person=each, tag=wifi) for each in people)
    sizes = []

    def note(*, user_ids, **_):
        sizes.append(len(user_ids))
        return real(user_ids=user_ids, **_)

    real = fanning_out.notify
    monkeypatch.setattr(fanning_out, "notify", note)
    make_question(tags=["wifi"])
    deliver_events()

    assert all(told(each) == ["asked-in-topic"] for each in people)
    assert max(sizes) == 7


# What cannot be


def test_nobody_follows_himself(stranger):
    with pytest.raises(CannotFollow):
        follow_topic(topic=stranger, by=stranger)


def test_following_twice_is_following_once(wifi, stranger):
    for _ in range(2):
        follow_topic(topic=wifi, by=stranger)

    assert TopicFollowing.objects.count() == 1


def test_nobody_follows_more_than_so_many(wifi, stranger, helper, monkeypatch):
    """A-DO-15"""
    monkeypatch.setattr("community.actions.topics.MOST_FOLLOWED", 1)
    follow_topic(topic=wifi, by=stranger)

    with pytest.raises(CannotFollow):
        follow_topic(topic=helper, by=stranger)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"sort": "tag", "topic": "abc", "wish": "follow"},
        {"sort": "password", "topic": "1", "wish": "follow"},
        {"sort": "tag", "topic": "9" * 30, "wish": "follow"},
        {"sort": "tag", "topic": "1", "wish": "delete"},
    ],
)
def test_forged_wish_is_refused(client, stranger, form):
    """A-MA-02"""
    client.force_login(stranger)

    assert client.post(FOLLOW, form).status_code == 400


def test_hidden_tag_can_not_be_followed(client, stranger):
    """A-AZ-07"""
    hide(make_question(tags=["canary"]))
    client.force_login(stranger)
    form = {"sort": "tag", "topic": Tag.objects.get().pk, "wish": "follow"}

    assert client.post(FOLLOW, form).status_code == 404


# Pages


@pytest.mark.parametrize("sort", ["tag", "product", "member"])
def test_button_follows_and_stops(client, stranger, helper, wifi, router, sort):
    """A-AZ-10: both ways, for oneself alone."""
    topic = {"tag": wifi, "product": router, "member": helper}[sort]
    client.force_login(stranger)
    form = {"sort": sort, "topic": topic.pk}
    mine = TopicFollowing.objects.filter(person=stranger, **as_columns(topic))

    response = client.post(FOLLOW, form | {"wish": "follow", "person": helper.pk})
    assert response["Location"] == topic.get_absolute_url()
    assert mine.count() == TopicFollowing.objects.count() == 1
    fragment = client.post(FOLLOW, form | {"wish": "unfollow"}, headers={"HX-Request": "true"})
    assert "<html" not in fragment.text
    assert not mine.exists()


def test_visitor_can_not_follow(client, wifi):
    form = {"sort": "tag", "topic": wifi.pk, "wish": "follow"}

    assert "/login" in client.post(FOLLOW, form)["Location"]


def test_page_shows_ones_own_and_nobody_elses(client_of, stranger, helper, wifi, router):
    """A-AZ-05"""
    for topic in (wifi, router, helper):
        follow_topic(topic=topic, by=stranger)
    names = {"tags": "wifi", "products": router.name, "members": "Heike R."}

    for sort, name in names.items():
        page = client_of(stranger).get(f"{LIST}?of={sort}")
        assert [row.topic for row in page.context["page"]]
        assert name in page.text
        other = client_of(make_user()).get(f"{LIST}?of={sort}&user={stranger.pk}")
        assert list(other.context["page"]) == []


@pytest.mark.parametrize("query", ["of=password", "of=", "of=tags&of=members"])
def test_page_takes_any_parameter(client, stranger, query):
    """A-DO-05"""
    client.force_login(stranger)

    assert client.get(f"{LIST}?{query}").status_code == 200


def test_page_costs_the_same_with_one_and_with_ten(client, stranger, count_queries):
    """A-DO-10"""
    client.force_login(stranger)
    for sort in ("tags", "products", "members"):
        makers = {
            "tags": lambda: make_question(tags=[make_user().display_name]).tags.get(),
            "products": make_product,
            "members": make_user,
        }
        follow_topic(topic=makers[sort](), by=stranger)
        with_one = count_queries(lambda sort=sort: client.get(f"{LIST}?of={sort}"))
        for _ in range(9):
            follow_topic(topic=makers[sort](), by=stranger)
        assert count_queries(lambda sort=sort: client.get(f"{LIST}?of={sort}")) == with_one


def test_profile_offers_to_follow_and_says_only_how_many_do(client_of, stranger, helper):
    """L-GD-10"""
    follower = make_user(display_name="Quiet Otter")
    follow_topic(topic=helper, by=follower)

    page = client_of(stranger).get(helper.get_absolute_url()).text

    assert "1 follows this" in page
    assert "Quiet Otter" not in page
    assert 'value="follow"' in page
    assert 'value="follow"' not in client_of(helper).get(helper.get_absolute_url()).text


def test_there_is_no_figure_of_followers_of_an_employee(client_of, stranger, employee, helper):
    """L-GD-10: no figures per employee."""
    follow_topic(topic=employee, by=helper)

    page = client_of(stranger).get(employee.get_absolute_url()).text

    assert "follows this" not in page
    assert 'value="follow"' in page


def test_visitors_see_no_button_and_no_token(client, helper, wifi):
    for path in (helper.get_absolute_url(), wifi.get_absolute_url()):
        page = client.get(path).text
        assert "csrfmiddlewaretoken" not in page
        assert FOLLOW not in page
