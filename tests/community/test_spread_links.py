"""One link from many new accounts waits for a moderator; the words around it are read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community.actions.editing import edit_answer
from community.actions.holding import release_post
from community.actions.spread_links import LOOKED_THROUGH, SPREADERS
from community.models import Decision
from community.models.reasons import HeldFor
from community.policies.holding import MODES
from tests.factories import (
    make_affiliation,
    make_answer,
    make_comment,
    make_question,
    make_user,
)

SHOP = "https://shop.example/offer?a=1&b=2"
pytestmark = pytest.mark.django_db


def spread(link: str = SHOP, *, accounts: int = SPREADERS, **values) -> None:
    for number in range(accounts):
        make = (make_question, make_answer, make_comment)[number % 3]
        make(body=f"Number {number} was helped by {link} at once.", **values)


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_link_of_many_new_accounts_waits_with_the_next_of_them(make, moderator, client, client_of):
    """A-VO-11: whatever `HOLD` says, a moderator looks at it, and its writer is told why."""
    spread()

    post = make(body=f"Look [here]({SHOP}) please.")

    post.refresh_from_db()
    assert post.hidden_at is None
    assert 'href="https://shop' not in post.body_html
    assert Decision.objects.get().reason == HeldFor.SPREAD_LINK
    assert "several new accounts posted" in client_of(moderator).get(reverse("community:held")).text
    release_post(post=post, by=moderator)
    post.refresh_from_db()
    assert 'href="https://shop' in post.body_html


@pytest.mark.parametrize(
    "body",
    ["Look at https://shop.example/another now.", "Look at shop dot example.", "`" + SHOP + "`"],
)
def test_other_links_and_words_do_not_wait(body):
    spread()

    assert make_answer(body=body).links_held_at is None


def test_one_account_that_repeats_itself_is_not_many():
    newcomer = make_user()
    for number in range(2 * SPREADERS):
        make_answer(author=newcomer, body=f"Number {number}: {SHOP}")

    assert make_answer(body=f"See {SHOP}").links_held_at is None


def test_trusted_people_make_no_link_wait_and_theirs_never_do(moderator):
    """An employee who names the manual in three answers is no ring."""
    employee = make_user()
    make_affiliation(user=employee)
    known = make_user()
    User.objects.filter(pk=known.pk).update(points=10)
    for author in (moderator, employee, User.objects.get(pk=known.pk)):
        make_answer(author=author, body=f"The manual says it: {SHOP}")
    assert make_answer(body=f"Thanks, {SHOP} helped.").links_held_at is None

    spread()

    assert make_answer(author=employee, body=f"As I said: {SHOP}").links_held_at is None


def test_a_day_later_it_is_a_link_as_any_other():
    spread(now=timezone.now() - timedelta(days=1, minutes=1))

    assert make_answer(body=f"See {SHOP}").links_held_at is None


def test_edit_of_a_clean_post_into_the_link_waits():
    """A-VO-11: checked again."""
    answer = make_answer(body="Hold the button.")
    spread()

    edit_answer(answer=answer, by=answer.author, version=1, body=f"Hold it. {SHOP}")

    answer.refresh_from_db()
    assert answer.links_held_at
    assert "<a " not in answer.body_html


def test_looking_for_it_costs_the_same_however_much_was_posted(count_queries):
    """A-DO-10: text without a link asks for nothing."""
    question = make_question()

    def linked() -> None:
        make_answer(question=question, body=f"See {SHOP}")

    few = count_queries(linked)
    spread()
    plain = count_queries(lambda: make_answer(question=question))

    assert LOOKED_THROUGH <= 2_000
    assert plain < few
    assert count_queries(linked) <= few + 7  # it is held, and that is recorded


def test_it_is_no_mode_of_the_operator():
    assert HeldFor.SPREAD_LINK not in MODES
