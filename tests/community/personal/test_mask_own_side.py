"""Nobody edits his own post or an administrator's by masking (TRUST A-AZ-10, A-AZ-11)."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.actions.editing import edit_answer
from community.actions.masking import CannotMask, mask_post
from community.models import Answer, Decision, Revision
from community.moderation.actions.reporting import report_content
from community.moderation.models import Report
from tests.factories import make_answer, make_question, make_user

pytestmark = pytest.mark.django_db

PHONE, NAME = "0171 2345678", "Gerda Canaryfeld"


def page_of(post) -> str:
    return reverse("community:post-mask", args=[post._meta.model_name, post.pk])


def report(post) -> None:
    report_content(path=post.get_absolute_url(), reason="insult", submission=uuid4())


@pytest.fixture(params=["moderator", "administrator"])
def not_his_to_decide(request, moderator, administrator):
    """A post of the moderator himself, then one of an administrator."""
    authors = {"moderator": moderator, "administrator": administrator}
    return make_answer(author=authors[request.param], body=f"You must not call {PHONE}.")


def test_what_the_guard_finds_is_masked_there(not_his_to_decide, moderator):
    """L-GD-13: whose number stands there can't wait."""
    mask_post(post=not_his_to_decide, by=moderator, strings=[PHONE])

    assert Answer.objects.get().body == "You must not call ••• ••••."


@pytest.mark.parametrize("strings", [["not"], [PHONE, "not"], [f"not call {PHONE}"], ["2345678"]])
def test_nothing_else_is(not_his_to_decide, moderator, strings):
    with pytest.raises(CannotMask, match="found automatically"):
        mask_post(post=not_his_to_decide, by=moderator, strings=strings)

    assert Answer.objects.get().body == f"You must not call {PHONE}."


def test_what_it_finds_in_an_earlier_version_is_masked_there(moderator):
    answer = make_answer(author=moderator, body=f"Call {PHONE}")
    edit_answer(answer=answer, by=moderator, version=1, body="Hold the button.")

    mask_post(post=answer, by=moderator, strings=[PHONE])

    assert not Revision.objects.filter(body__contains=PHONE).exists()


def test_administrator_masks_what_he_types_in_posts_of_another_one(administrator):
    answer = make_answer(author=make_user(roles="administrator"), body=f"Ask {NAME}.")
    by = make_user(roles="moderator administrator")

    mask_post(post=answer, by=by, strings=[NAME])

    assert Answer.objects.get().body == "Ask ••••••."


def test_other_posts_of_the_thread_are_no_way_around(moderator):
    question = make_question(body=f"{NAME} has {PHONE}.")
    own = make_answer(question=question, author=moderator, body=f"No, {NAME} has {PHONE}.")

    mask_post(post=question, by=moderator, strings=[PHONE, NAME], also=[own])

    own.refresh_from_db()
    assert own.body == f"No, {NAME} has ••• ••••."


def test_own_post_that_somebody_reported_is_left_to_another_moderator(moderator):
    """Whoever decides sees what was reported."""
    own = make_answer(author=moderator, body=f"Call {PHONE}")
    report(own)

    with pytest.raises(CannotMask, match="another moderator"):
        mask_post(post=own, by=moderator, strings=[PHONE])

    mask_post(post=own, by=make_user(roles="moderator"), strings=[PHONE])
    assert Answer.objects.get().body == "Call ••• ••••"


def test_own_reported_post_is_not_masked_along_with_another(moderator):
    question = make_question(body=f"Call {PHONE}")
    own = make_answer(question=question, author=moderator, body=f"Call {PHONE}")
    report(own)

    with pytest.raises(CannotMask, match="another moderator"):
        mask_post(post=question, by=moderator, strings=[PHONE], also=[own])


def test_decision_says_what_kind_was_masked_and_by_whom(moderator, client_of):
    """Evidence of a report survives: what stood there, without the words."""
    answer = make_answer(body=f"Call {PHONE} or anna@web.de, {PHONE}")

    mask_post(post=answer, by=moderator, strings=[PHONE, "anna@web.de"], explanation="Not public.")

    decision = Decision.objects.get()
    assert decision.explanation == "Not public. Masked: phone number, e-mail address."
    assert decision.by == moderator


def test_decision_without_an_explanation_says_it_as_well(moderator):
    mask_post(post=make_answer(body=f"Ask {NAME}."), by=moderator, strings=[NAME])

    assert Decision.objects.get().explanation == "Masked: personal data."


def test_long_explanation_still_fits(moderator):
    words = "Because. " * 66 + "Truly."

    mask_post(
        post=make_answer(body=f"Call {PHONE}"), by=moderator, strings=[PHONE], explanation=words
    )

    explanation = Decision.objects.get().explanation
    assert len(explanation) <= 600
    assert explanation.endswith("Masked: phone number.")


def test_page_offers_what_the_guard_finds_alone(client_of, moderator, not_his_to_decide):
    client = client_of(moderator)

    page = client.get(page_of(not_his_to_decide))

    assert "only what is found automatically can be masked" in page.text
    assert 'name="others"' not in page.text
    assert f'value="{PHONE}"' in page.text
    client.post(page_of(not_his_to_decide), {"finds": [PHONE], "others": "not", "mask": "1"})
    assert Answer.objects.get().body == "You must not call ••• ••••."


def test_page_of_an_own_reported_post_offers_nothing(client_of, moderator):
    own = make_answer(author=moderator, body=f"Call {PHONE}")
    report(own)
    client = client_of(moderator)

    page = client.get(page_of(own))
    answered = client.post(page_of(own), {"finds": [PHONE], "mask": "1"})

    assert "Somebody has reported this post of yours" in page.text
    assert 'name="finds"' not in page.text
    assert answered.status_code == 422
    assert Answer.objects.get().body == f"Call {PHONE}"


def test_page_says_where_another_one_has_to_mask(client_of, moderator, administrator):
    question = make_question(body=f"Ask {NAME}.")
    make_answer(question=question, author=administrator, body=f"Or {NAME}.")

    page = client_of(moderator).post(page_of(question), {"others": NAME})

    assert "In one more post you can't mask all of it" in page.text


def test_queries_do_not_grow_with_own_posts(client_of, moderator, count_queries):
    question = make_question(body=f"Call {PHONE}")
    client = client_of(moderator)
    make_answer(question=question, author=moderator, body=f"Call {PHONE}")
    one = count_queries(lambda: client.post(page_of(question), {"finds": [PHONE]}))
    for _ in range(4):
        make_answer(question=question, author=moderator, body=f"Call {PHONE}")

    assert count_queries(lambda: client.post(page_of(question), {"finds": [PHONE]})) == one


def test_what_others_report_of_his_own_post_is_not_changed_by_what_he_types(moderator):
    """A-AZ-11: he does not even read it."""
    question = make_question(body=f"An idiot has {PHONE}.")
    own = make_answer(question=question, author=moderator)
    report_content(
        path=own.get_absolute_url(),
        reason="insult",
        submission=uuid4(),
        explanation=f"He calls me an idiot, {PHONE}.",
    )

    mask_post(post=question, by=moderator, strings=["idiot", PHONE])

    assert Report.objects.get().explanation == "He calls me an idiot, ••• ••••."
