"""Everybody does everything at once; afterwards every counter is what it counts."""

import random
from contextlib import suppress
from functools import partial

from django.core.management import call_command

from accounts.actions.members import grant_role
from accounts.models import User
from accounts.notifications.actions import mark_all_read
from accounts.notifications.sending import send_due
from community.actions.answers import answer_question
from community.actions.posting import CannotPost
from community.actions.questions import ask_question, join_affected, leave_affected
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.actions.votes import CannotVote, vote_answer
from community.models import Answer, Question
from config.events import relay
from config.events.models import Delivery
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import publish_article, unpublish_article
from knowledge.models import Article
from tests.factories import make_answer, make_employee, make_user
from tests.races.parallel import THREADS, at_once, failures

ACTS_EACH = 25
REFUSALS = (CannotPost, CannotAccept, CannotVote)


def act(dice: random.Random, people: list[User], curator: User) -> None:
    """One thing that somebody may do, on whatever is there."""
    who, answer = dice.choice(people), dice.choice(Answer.objects.select_related("question"))
    question, article = answer.question, Article.objects.order_by("?").first()
    asker = User.objects.get(pk=question.author_id)
    some_tags = dice.sample(["a", "b", "c", "d"], 2)
    acts = [
        partial(ask_question, by=who, title="Why?", body="So?", language="en", tags=some_tags),
        partial(answer_question, question=question, by=who, body="Because."),
        *[partial(vote_answer, answer=answer, by=who, value=dice.choice([1, 0, -1]))] * 4,
        *[partial(join_affected, question=question, by=who)] * 2,
        partial(leave_affected, question=question, by=who),
        *[partial(accept_answer, answer=answer, by=asker)] * 2,
        partial(withdraw_acceptance, question=question, by=asker),
        partial(mark_all_read, user=who),
        partial(promote_answer, answer=answer, by=curator),
        *[partial(publish_article, article=article, by=curator)] * bool(article),
        *[partial(unpublish_article, article=article, by=curator)] * bool(article),
        *[partial(relay.deliver_pending, limit=5)] * 3,
        partial(send_due, limit=5),
    ]
    with suppress(*REFUSALS):
        dice.choice(acts)()


def test_counters_are_right_after_a_storm():
    """C-17, C-18: no error that a person would see, and no drift."""
    people = [make_user() for _ in range(6)] + [make_employee()]
    curator = make_user()
    grant_role(user=curator, role=User.Role.CURATOR, by=None, reason="writes well")
    curator.refresh_from_db()
    for person in people[:4]:
        make_answer(author=person)

    def live_through_it(seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311
        for _ in range(ACTS_EACH):
            act(dice, people, curator)

    results = at_once(partial(live_through_it, seed) for seed in range(THREADS))
    while Delivery.objects.open().exists():
        Delivery.objects.open().update(not_before="2026-01-01T00:00:00Z")
        relay.deliver_pending()

    assert failures(results) == []
    assert Question.objects.count() > 4
    call_command("recount", check=True)
