"""Who is spoken to by name is led to and told, once, whatever becomes of names and texts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.profiles import rename_member
from accounts.models import Organisation, User
from accounts.notifications.models import Notice, OutgoingMail
from community.actions.following import follow_question, mute_question
from community.actions.forgetting import forget_names
from community.actions.mentions import forget_mentions, tell_mentioned
from community.models import Comment, Mention
from config.events.models import Event
from config.personal_data import Leaver
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_comment,
    make_question,
    make_user,
)


def leads_to(person: User) -> str:
    return f'href="/people/{person.pk}/"'


def rewritten(post, body: str):
    """As an edit leaves it."""
    post.body = body
    post.save(update_fields=["body"])
    tell_mentioned(post)
    return post


def told(person: User) -> list[str]:
    return list(Notice.objects.filter(user=person).order_by("id").values_list("kind", flat=True))


def test_mentioned_member_is_led_to_and_told(helper, deliver_events):
    comment = make_comment(body="@Heike R. knows that.")

    deliver_events()

    assert leads_to(helper) in comment.body_html
    assert Mention.objects.get().person == helper
    assert told(helper) == ["mentioned"]


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_every_kind_of_post_can_mention(make, helper, deliver_events):
    post = make(body="Perhaps @Heike R. knows.")
    if make is not make_comment:
        tell_mentioned(post)

    deliver_events()

    assert Mention.objects.get().post == post
    assert told(helper) == ["mentioned"]


def test_mention_leads_to_the_profile_in_the_readers_language(client, helper, deliver_events):
    """A-AU-19: the stored address names no language."""
    comment = make_comment(body="@Heike R. knows that.")

    page = client.get(comment.question.get_absolute_url())

    assert f'href="{reverse("accounts:profile", args=[helper.pk])}"' in page.text


def test_stored_address_leads_to_the_profile_by_itself(client, helper):
    response = client.get(f"/people/{helper.pk}/", follow=True)

    assert response.status_code == 200
    assert "Heike R." in response.text


def test_edited_post_tells_nobody_twice(helper, stranger, deliver_events):
    comment = make_comment(body="@Heike R. knows that.")
    rewritten(comment, "@Heike R. and @Okan Y. know that.")
    rewritten(comment, "Nobody knows.")
    rewritten(comment, "@Heike R. knows.")

    deliver_events()

    assert told(helper) == told(stranger) == ["mentioned"]
    names = Event.objects.filter(name="community.MembersMentioned")
    assert [event.payload["user_ids"] for event in names.order_by("id")] == [
        [helper.pk],
        [stranger.pk],
    ]


def test_nobody_is_told_of_himself(helper, deliver_events):
    comment = make_comment(author=helper, body="I, @Heike R., say so.")

    deliver_events()

    assert leads_to(helper) in comment.body_html
    assert told(helper) == []


def test_who_muted_the_question_is_not_told(helper, deliver_events):
    question = make_question()
    mute_question(question=question, by=helper)
    make_comment(question=question, body="@Heike R. knows.")

    deliver_events()

    assert told(helper) == []


def test_hidden_post_tells_nobody(helper, deliver_events, send_mails):
    """A-AZ-07"""
    comment = make_comment(body="@Heike R. canary")
    hide(comment)

    deliver_events()
    send_mails()

    assert told(helper) == []


def test_one_mail_for_one_post(asker, deliver_events):
    """A-ML-07: he follows the question, it is his, and he is spoken to."""
    question = make_question(author=asker)
    follow_question(question=question, by=asker)
    answer = make_answer(question=question, body="@Lena B., press it.")
    tell_mentioned(answer)
    make_comment(question=question, body="@Lena B., which box?")

    deliver_events()
    deliver_events()

    assert Notice.objects.filter(user=asker).count() == 2
    assert OutgoingMail.objects.filter(notice__user=asker).count() == 2


def test_mention_still_leads_to_who_took_another_name(helper, deliver_events):
    """A-AU-19"""
    comment = make_comment(body="@Heike R. knows.")
    rename_member(user=helper, display_name="Heike Rabe", by=helper)

    rewritten(comment, "@Heike R. knows it all.")
    later = make_comment(body="@Heike R. knows.")

    comment.refresh_from_db()
    assert leads_to(helper) in comment.body_html
    assert "/people/" not in later.body_html


def test_employee_is_mentioned_by_the_name_above_his_posts(stranger):
    make_affiliation(user=stranger, full_name="Robin Neumann")

    comment = make_comment(body="@Robin Neumann, please look.")

    assert leads_to(stranger) in comment.body_html


def test_first_name_and_initial_are_enough_in_a_thread(stranger):
    make_affiliation(user=stranger, full_name="Robin Neumann")
    Organisation.objects.update(name_form=Organisation.NameForm.INITIAL)
    answer = make_answer(author=stranger)

    here = make_comment(question=answer.question, body="@Robin N., please look.")
    elsewhere = make_comment(body="@Robin N., please look.")

    assert leads_to(stranger) in here.body_html
    assert "/people/" not in elsewhere.body_html


def test_last_name_that_is_not_published_leads_nowhere(stranger):
    """A-AZ-07: else a post would confirm it, also one that speaks to him by his shown name."""
    make_affiliation(user=stranger, full_name="Robin Neumann")
    Organisation.objects.update(name_form=Organisation.NameForm.INITIAL)
    question = make_answer(author=stranger).question

    whole = make_comment(question=question, body="@Robin Neumann, please look.")
    both = rewritten(make_comment(question=question, body="@Robin N., look."), "@Robin N. Neumann")
    edited = rewritten(both, "@Robin N., or is it @Robin Neumann?")

    assert "/people/" not in whole.body_html
    assert edited.body_html.count(leads_to(stranger)) == 1


def test_name_that_two_employees_bear_leads_nowhere(db):
    for _ in range(2):
        make_affiliation(user=make_user(), full_name="Robin Neumann")

    assert "/people/" not in make_comment(body="@Robin Neumann, look.").body_html


@pytest.mark.parametrize("change", [{"is_active": False}, {"confirmed_at": None}])
def test_who_is_not_listed_is_no_name(helper, change):
    """A-AU-01"""
    User.objects.filter(pk=helper.pk).update(**change)

    assert "/people/" not in make_comment(body="@Heike R. knows.").body_html


def test_a_thousand_mentions_tell_ten(db, deliver_events):
    """A-DO-03, A-DO-15"""
    people = [make_user(display_name=f"Nr {number} Abc") for number in range(14)]
    body = " ".join(f"@{person.display_name}," for person in people * 3)

    comment = make_comment(body=body[:600])
    deliver_events()

    assert Mention.objects.filter(comment=comment).count() == 10
    assert Notice.objects.filter(kind="mentioned").count() == 10


def test_text_without_names_costs_nothing(count_queries, db):
    comment = make_comment(body="Write to me@example.org or `@nobody`.")

    assert count_queries(lambda: tell_mentioned(comment)) == 0


def leaver(person: User, **values) -> Leaver:
    return Leaver(person.pk, names=(person.display_name,), **values)


def test_erased_member_is_no_link_any_more(helper, stranger):
    """L-GD-02: others in the same text still are."""
    comment = make_comment(body="@Heike R. and @Okan Y. know.")
    User.objects.filter(pk=helper.pk).update(erased_at=timezone.now())

    forget_mentions(Mention.objects.filter(person=helper), leaver(helper))
    forget_names(leaver(helper))

    comment.refresh_from_db()
    assert "Heike" not in comment.body
    assert "Heike" not in comment.body_html
    assert leads_to(helper) not in comment.body_html
    assert leads_to(stranger) in comment.body_html
    assert not Mention.objects.filter(person=helper).exists()


def test_name_of_a_leaver_is_taken_out_of_comments(helper):
    """L-GD-02"""
    comment = make_comment(body="Heike R. told me to restart it.")

    forget_names(leaver(helper))

    comment = Comment.objects.get(pk=comment.pk)
    assert comment.body == "Former member told me to restart it."
    assert "Heike" not in comment.body_html
