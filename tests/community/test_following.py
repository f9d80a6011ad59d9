"""Who hears of a question: followers, until they mute it."""

import pytest
from django.urls import reverse

from accounts.notifications.models import Notice
from community import handlers
from community.actions.following import follow_question, mute_question, unfollow_question
from community.actions.merging import merge_questions
from community.actions.questions import join_affected, leave_affected
from community.models import Following
from tests.factories import hide, make_answer, make_question, make_user

LIST = reverse("community:following")


@pytest.fixture
def question(asker):
    return make_question(author=asker, title="Router blinks red")


@pytest.fixture
def wish(client, question, stranger):
    client.force_login(stranger)
    url = reverse("community:question-follow", args=[question.pk])

    def post(value: str, **more):
        return client.post(url, {"wish": value, **more.pop("data", {})}, **more)

    return post


def told(user) -> int:
    return Notice.objects.filter(user=user).count()


def test_follower_is_told(wish, question, stranger, deliver_events):
    assert wish("follow")["Location"] == question.get_absolute_url()

    make_answer(question=question)
    deliver_events()
    assert told(stranger) == 1


def test_muted_question_is_silent(question, asker, deliver_events):
    mute_question(question=question, by=asker)
    make_answer(question=question)
    deliver_events()

    assert told(asker) == 0


def test_muted_between_the_answer_and_the_telling(question, asker, deliver_events):
    """C-24"""
    make_answer(question=question)
    mute_question(question=question, by=asker)
    deliver_events()

    assert told(asker) == 0


def test_following_again_ends_the_muting(question, asker, deliver_events):
    mute_question(question=question, by=asker)
    follow_question(question=question, by=asker)
    make_answer(question=question)
    deliver_events()

    assert told(asker) == 1


def test_having_it_too_does_not_end_the_muting(question, stranger, deliver_events):
    mute_question(question=question, by=stranger)
    join_affected(question=question, by=stranger)
    leave_affected(question=question, by=stranger)
    make_answer(question=question)
    deliver_events()

    assert told(stranger) == 0
    assert Following.objects.get(person=stranger).muted_at is not None


def test_each_wish_twice_does_no_harm(question, stranger):
    for change in (follow_question, mute_question, unfollow_question):
        change(question=question, by=stranger)
        change(question=question, by=stranger)

    assert not Following.objects.filter(person=stranger).exists()


def test_page_shows_what_is_chosen_and_changes_nothing(client, question, asker, stranger):
    client.force_login(asker)
    assert "Mute this question" in client.get(question.get_absolute_url()).text
    client.force_login(stranger)
    page = client.get(question.get_absolute_url()).text

    assert "Mute this question" not in page
    assert 'value="follow"' in page
    assert not Following.objects.filter(person=stranger).exists()


def test_visitor_sees_no_such_button(client, question):
    assert 'id="following"' not in client.get(question.get_absolute_url()).text


def test_fragment_is_the_control_alone(wish):
    response = wish("follow", headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith("<div")
    assert 'id="following"' in response.text
    assert "Mute this question" in response.text


def test_unknown_wish_is_refused(wish):
    assert wish("destroy").status_code == 400
    assert not Following.objects.filter(person__display_name="Okan Y.").exists()


def test_hidden_question_cannot_be_followed(wish, question):
    hide(question)

    assert wish("follow").status_code == 404


def test_following_is_changed_by_posts_alone(client, question, stranger):
    client.force_login(stranger)

    assert client.get(reverse("community:question-follow", args=[question.pk])).status_code == 405


def test_list_shows_own_questions_and_which_are_muted(client, question, asker, stranger):
    mute_question(question=question, by=asker)
    make_question(author=stranger, title="Somebody else's")
    client.force_login(asker)
    page = client.get(LIST).text

    assert "Router blinks red" in page
    assert "Muted" in page
    assert "Somebody else" not in page


def test_list_leads_back_to_itself(wish):
    assert wish("follow", data={"list": "1"})["Location"] == LIST
    assert wish("unfollow", data={"list": "1"})["Location"] == LIST


def test_hidden_question_is_not_listed(client, question, asker):
    """A-AZ-05"""
    hide(question)
    client.force_login(asker)

    assert "Router blinks red" not in client.get(LIST).text


def test_list_costs_the_same_with_one_row_and_with_ten(client, asker, count_queries):
    """A-DO-10"""
    client.force_login(asker)

    def cost(more: int) -> int:
        for _ in range(more):
            make_question(author=asker)
        return count_queries(lambda: client.get(LIST))

    with_one = cost(1)
    assert cost(9) == with_one <= 8


def test_many_followers_are_told_batch_by_batch(question, asker, monkeypatch, deliver_events):
    """A-DO-15: each batch in a transaction of its own."""
    monkeypatch.setattr(handlers, "FANOUT", 3)
    people = [make_user() for _ in range(7)]
    for person in people:
        follow_question(question=question, by=person)
    make_answer(question=question)
    deliver_events()

    assert [told(person) for person in [asker, *people]] == [1] * 8
    assert handlers.FANOUT <= 1000


def test_last_batch_that_is_just_full_tells_nobody_twice(question, monkeypatch, deliver_events):
    monkeypatch.setattr(handlers, "FANOUT", 1)
    make_answer(question=question)
    deliver_events()

    assert told(question.author) == 1


def test_merged_between_the_answer_and_the_telling(
    question, asker, stranger, moderator, deliver_events
):
    """Whoever follows the thread in which it stands now is told, and nobody twice."""
    into = make_question(author=stranger)
    make_answer(question=question)
    merge_questions(question=question, into=into, by=moderator)
    deliver_events()

    told = Notice.objects.filter(kind="answered").values_list("user", flat=True)
    assert sorted(told) == sorted([asker.pk, stranger.pk])


def test_batch_that_runs_again_tells_nobody_twice(question, asker, helper):
    """C-20"""
    answer = make_answer(question=question, author=helper)
    event = handlers.AnswerPosted(question.pk, answer.pk)
    handlers.tell_followers(event)
    handlers.tell_followers(event)

    assert told(asker) == 1
