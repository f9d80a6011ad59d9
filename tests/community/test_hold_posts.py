"""What waits for a moderator before everybody sees it, and what newcomers may not send."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notifications.models import Notice
from community.actions.editing import CannotEdit, edit_answer, edit_question
from community.actions.hiding import hide_post
from community.actions.holding import CannotRelease, must_hold, release_post
from community.actions.posting import CannotPost
from community.markup import render
from community.markup.limits import MOST_CHARACTERS
from community.models import Answer, Comment, Decision, Question
from community.models.post import Post
from community.models.reasons import HeldFor
from config import recount
from tests.factories import (
    make_affiliation,
    make_answer,
    make_comment,
    make_question,
    make_user,
)

LINKS = "See https://one.example and https://two.example and https://three.example now."
LONG = "I tried the steps of the manual one after another, and nothing changed at all."
HELD = reverse("community:held")


@pytest.fixture
def newcomer(db):
    return make_user(display_name="Nele N.", created_at=timezone.now() - timedelta(hours=2))


def earn(user: User, points: int) -> User:
    User.objects.filter(pk=user.pk).update(points=points)
    return User.objects.get(pk=user.pk)


def held_for(by: User, text: str) -> HeldFor | None:
    post = Answer(author=by, body=text, body_html=render(text).html)
    return must_hold(post=post, by=by, at=timezone.now())


def differences() -> list[str]:
    found = [each for one in recount.registered() for each in one.differences()]
    return [str(each) for each in found if each.model.startswith("community.")]


def is_readable(post) -> bool:
    return type(post).objects.filter(pk=post.pk, hidden_at=None).exists()


@pytest.mark.parametrize(
    ("mode", "text", "reason"),
    [
        ("off", "Cheap pills at https://pills.example", None),
        ("links", "Nothing to see", None),
        ("links", "Cheap pills at https://pills.example", HeldFor.LINKS),
        ("first-post", "Hello", HeldFor.FIRST_POST),
        ("words", "A quiet text about piller", None),
        ("words", "Cheap PILLS here", HeldFor.WORDS),
        ("words", "Cheap pi\u200bll\u00ads here", HeldFor.WORDS),
        ("words", "Cheap рills here", HeldFor.WORDS),  # a Cyrillic letter
        ("words", "A bar of gold, for you", HeldFor.WORDS),
        ("all", "Hello", HeldFor.ALL),
    ],
)
def test_mode_of_the_operator_says_what_waits(settings, newcomer, mode, text, reason):
    """A-VO-11: hidden text hides no word."""
    settings.HOLD, settings.HOLD_WORDS = mode, ["pills", "bar of gold"]

    assert held_for(newcomer, text) == reason


@pytest.mark.parametrize("mode", ["off", "links", "words"])
def test_longest_text_there_is_can_be_posted_in_every_mode(settings, newcomer, mode):
    settings.HOLD, settings.HOLD_WORDS = mode, ["pills"]

    question = make_question(author=newcomer, body="𝔸" * MOST_CHARACTERS)

    assert is_readable(question)


def test_unknown_mode_is_refused_by_name(settings, newcomer):
    settings.HOLD = "some"

    with pytest.raises(ImproperlyConfigured, match="HOLD is “some”"):
        held_for(newcomer, "Hello")


def test_staff_and_who_has_earned_trust_never_wait(settings, db):
    settings.HOLD = "all"
    employee = make_user()
    make_affiliation(user=employee)

    for person in make_user(roles="curator"), employee, earn(make_user(), 50):
        assert held_for(person, "Hello") is None
    assert held_for(earn(make_user(), 49), "Hello") == HeldFor.ALL


def test_first_post_waits_and_the_next_ones_do_not(settings, newcomer, moderator):
    settings.HOLD = "first-post"
    first = make_question(author=newcomer)
    assert not is_readable(first)

    release_post(post=first, by=moderator)

    assert is_readable(make_question(author=newcomer))


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_held_post_is_counted_and_announced_only_when_it_is_released(
    settings, newcomer, moderator, make, deliver_events
):
    asker = earn(make_user(), 100)
    question = make_question(author=asker, tags=["wifi"])
    settings.HOLD = "all"
    about = {"tags": ["wifi"]} if make is make_question else {"question": question}

    post = make(author=newcomer, **about)
    deliver_events()
    assert post.hidden_as == Post.Hidden.HELD
    assert differences() == []
    assert not Notice.objects.filter(user=asker).exists()
    release_post(post=post, by=moderator)
    deliver_events()

    assert is_readable(post)
    assert differences() == []
    assert Notice.objects.filter(user=asker).exists() == (make is not make_question)
    assert Notice.objects.filter(user=newcomer, kind="post-decided").exists()


def test_releasing_twice_announces_once(settings, newcomer, moderator, deliver_events):
    settings.HOLD = "all"
    answer = make_answer(question=make_question(author=earn(make_user(), 99)), author=newcomer)

    decisions = [release_post(post=answer, by=moderator) for _ in range(2)]
    deliver_events()

    assert decisions[1] is None
    assert Notice.objects.filter(kind="answered").count() == 1


def test_links_wait_while_the_text_is_read(settings, newcomer, moderator, client):
    """PRODUCT, section 2: a held link shows the post with the link as text."""
    settings.HOLD = "links"
    post = make_question(
        author=newcomer, body="Look at [my shop](https://shop.example/x?a=1&b=2) please."
    )

    page = client.get(post.get_absolute_url()).text
    assert "my shop (https://shop.example/x?a=1&amp;b=2)" in page
    assert 'href="https://shop.example' not in page
    assert differences() == []
    release_post(post=post, by=moderator)

    released = client.get(post.get_absolute_url()).text
    assert '<a href="https://shop.example/x?a=1&amp;b=2" rel="nofollow ugc noopener">' in released


def test_edit_of_a_clean_post_into_spam_waits(settings, newcomer, client):
    """A-VO-11"""
    settings.HOLD, settings.HOLD_WORDS = "words", ["pills"]
    answer = make_answer(author=newcomer, body="Hold the button.")

    edit_answer(answer=answer, by=newcomer, version=1, body="Cheap pills.")

    assert not is_readable(answer)
    assert differences() == []
    assert "pills" not in client.get(answer.question.get_absolute_url()).text


def test_edit_of_a_clean_post_into_links_shows_them_as_text(settings, newcomer):
    """A-VO-11"""
    settings.HOLD = "links"
    answer = make_answer(author=newcomer, body="Hold the button.")

    edit_answer(answer=answer, by=newcomer, version=1, body="See https://shop.example now")
    answer.refresh_from_db()
    assert "<a " not in answer.body_html
    edit_answer(answer=answer, by=newcomer, version=2, body="Hold the button again.")

    answer.refresh_from_db()
    assert answer.links_held_at is None


def test_released_edit_is_not_announced_a_second_time(
    settings, newcomer, moderator, deliver_events
):
    settings.HOLD, settings.HOLD_WORDS = "words", ["pills"]
    answer = make_answer(author=newcomer)
    edit_answer(answer=answer, by=newcomer, version=1, body="Cheap pills.")

    release_post(post=answer, by=moderator)
    deliver_events()

    assert Notice.objects.filter(user=answer.question.author, kind="answered").count() == 1


def test_newcomer_may_post_two_links_and_no_third(newcomer):
    """A-VO-06"""
    assert is_readable(make_answer(author=newcomer, body="https://one.example https://two.example"))
    for make in make_question, make_answer, make_comment:
        with pytest.raises(CannotPost, match="two links"):
            make(author=newcomer, body=LINKS)

    with pytest.raises(CannotEdit, match="two links"):
        edit_answer(answer=Answer.objects.get(), by=newcomer, version=1, body=LINKS)


def test_whoever_is_known_posts_more_links(helper):
    """A-VO-06"""
    assert is_readable(make_answer(author=earn(helper, 15), body=LINKS))
    assert is_readable(make_answer(author=make_user(roles="moderator"), body=LINKS))


def test_third_link_is_refused_beside_the_text_which_is_kept(newcomer, client_of):
    question = make_question()
    address = reverse("community:answer", args=[question.pk])

    response = client_of(newcomer).post(
        address, {"body": LINKS, "submission": "7b7c3f0e-94e1-4c4c-8a0b-5f64a0c1a001"}
    )

    assert response.status_code == 422
    assert "two links at a time" in response.text
    assert LINKS in response.text


def test_same_text_within_five_minutes_is_refused(helper, stranger):
    """A-VO-11"""
    posted = make_answer(author=helper, body=LONG)
    for make in make_question, make_answer, make_comment:
        with pytest.raises(CannotPost, match="same text"):
            make(author=helper, body=LONG)

    later = posted.created_at + timedelta(minutes=6)
    assert make_answer(author=helper, body=LONG, now=later)
    assert make_answer(author=stranger, body=LONG)
    assert make_answer(author=helper, body="Thank you!")
    assert make_answer(author=helper, body="Thank you!")


def test_another_title_or_tag_is_no_repeated_text(asker):
    """A-VO-11: within five minutes, and the text itself stays as it is."""
    question = make_question(author=asker, body=LONG)

    edit_question(
        question=question, by=asker, version=1, title="Box blinks", body=LONG, tags=["led"]
    )

    question.refresh_from_db()
    assert question.title == "Box blinks"


def test_edit_into_a_text_that_stands_elsewhere_is_refused(helper):
    """A-VO-11"""
    make_answer(author=helper, body=LONG)
    other = make_answer(author=helper, body="Hold the button.")

    with pytest.raises(CannotEdit, match="same text"):
        edit_answer(answer=other, by=helper, version=1, body=LONG)


def test_same_form_sent_twice_is_no_repeated_text(helper):
    """C-01"""
    question = make_question()
    key = "7b7c3f0e-94e1-4c4c-8a0b-5f64a0c1a002"

    first, second = (
        make_answer(author=helper, body=LONG, question=question, submission=key) for _ in range(2)
    )

    assert first == second


def test_writer_is_led_to_his_held_text_with_why_and_until_when(settings, newcomer, client_of):
    """PRODUCT, section 2: the writer sees why and until when."""
    settings.HOLD, settings.HOLD_HOURS = "first-post", 48
    question = make_question(author=make_user(roles="curator"))
    address = reverse("community:answer", args=[question.pk])

    response = client_of(newcomer).post(
        address,
        {"body": "Hold the button.", "submission": "7b7c3f0e-94e1-4c4c-8a0b-5f64a0c1a003"},
        follow=True,
    )

    answer = Answer.objects.get()
    assert answer.hidden_at is not None
    until = answer.hidden_at + timedelta(hours=48)
    assert response.request["PATH_INFO"] == reverse("community:my-hidden")
    assert "Hold the button." in response.text
    assert "It is your first post here." in response.text
    assert until.isoformat()[:13] in response.text


def test_held_question_is_asked_by_the_form_without_getting_lost(settings, newcomer, client_of):
    settings.HOLD = "all"
    form = {
        "title": "Why does it blink?",
        "body": "It blinks red since this morning.",
        "kind": "question",
        "language": "en",
        "submission": "7b7c3f0e-94e1-4c4c-8a0b-5f64a0c1a004",
    }

    response = client_of(newcomer).post(reverse("community:ask"), form, follow=True)

    assert "Why does it blink?" in response.text
    assert "Your question is published." not in response.text
    assert Question.objects.get().hidden_as == Post.Hidden.HELD


def test_moderator_releases_or_refuses_by_the_list(settings, newcomer, moderator, client_of):
    settings.HOLD = "all"
    good, bad = (make_question(author=newcomer, title=f"Held title {n}") for n in range(2))
    browser = client_of(moderator)
    page = browser.get(HELD).text
    assert "Held title 0" in page
    assert "Held title 1" in page

    browser.post(reverse("community:post-release", args=["question", good.pk]))
    hide_post(post=bad, by=moderator, reason="advertising", explanation="No shops here.")

    assert is_readable(good)
    assert Question.objects.get(pk=bad.pk).hidden_as == Post.Hidden.BY_MODERATOR
    assert "Held title" not in browser.get(HELD).text.partition("<main")[2]


def test_held_posts_are_for_moderators_alone(settings, newcomer, client_of, client, curator):
    """A-AZ-10"""
    settings.HOLD = "all"
    post = make_question(author=newcomer)

    for who in newcomer, curator:
        assert client_of(who).get(HELD).status_code == 403
        with pytest.raises(CannotRelease):
            release_post(post=post, by=who)
    assert client.get(HELD).status_code == 302
    assert client.get(post.get_absolute_url()).status_code == 404


def test_moderator_lets_no_post_of_his_own_out(settings, moderator):
    """A-AZ-11"""
    post = make_question(author=moderator)
    Question.objects.filter(pk=post.pk).update(hidden_at=timezone.now(), hidden_as="held")

    with pytest.raises(CannotRelease):
        release_post(post=post, by=moderator)


def test_list_of_held_posts_costs_a_fixed_number_of_queries(
    settings, newcomer, moderator, client_of, count_queries
):
    question = make_question()
    settings.HOLD = "all"
    browser = client_of(moderator)

    def visit_with_more(number: int) -> int:
        for _n in range(number):
            make_answer(author=newcomer, question=question)
            make_comment(author=newcomer, question=question)
        return count_queries(lambda: browser.get(HELD))

    assert visit_with_more(1) == visit_with_more(3)


def test_decision_of_a_rule_names_nobody(settings, newcomer):
    settings.HOLD = "all"
    comment = make_comment(author=newcomer, question=make_question(author=earn(make_user(), 50)))

    decision = Decision.objects.get()

    assert (decision.post, decision.by, decision.reason) == (comment, None, HeldFor.ALL)
    assert Comment.objects.get().hidden_as == Post.Hidden.HELD


def test_hidden_text_never_reaches_the_page(newcomer, client):
    """A-VO-11: what is styled away, or put into a comment of the page, is shown or gone."""
    body = 'Fine. <span style="display:none">pills</span> <!-- casino --> <font size=0>x</font>'
    post = make_question(author=newcomer, body=body)

    page = client.get(post.get_absolute_url()).text

    assert "<span style" not in page
    assert "<!-- casino" not in page
    assert "pills" in page
