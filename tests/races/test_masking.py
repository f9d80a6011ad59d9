"""Masking while others write, publish and edit: nobody waits in a circle, nothing comes back."""

from functools import partial

import pytest
from django.db import transaction

from accounts.models import User
from community.actions.earlier_texts import forget_names_in_earlier_texts
from community.actions.editing import EditConflict, edit_answer
from community.actions.masking import mask_post
from community.actions.removal import remove_answers, remove_comments
from community.actions.votes import vote_answer
from community.models import Answer, Revision
from config.personal_data import Leaver
from knowledge.actions.promotion import discard_draft, promote_answer
from knowledge.actions.publishing import approve_article, unpublish_article
from knowledge.models import Article
from tests.factories import make_answer, make_article, make_comment, make_question, make_user
from tests.races.lines import one_behind_the_other
from tests.races.parallel import ROUNDS, at_once, failures, times

PHONE = "0171 2345678"


def text_of(answer: Answer) -> str:
    return Answer.objects.get(pk=answer.pk).body


def edited(answer: Answer, by: User) -> None:
    """As from a page that was loaded before: refused, or it was there first."""
    try:
        edit_answer(answer=answer, by=by, version=1, body=f"Please call {PHONE}")
    except EditConflict:
        return


def test_edit_and_mask_at_once_leave_no_number(moderator, helper):
    """C-07: whichever comes first."""
    for _ in range(ROUNDS):
        answer = make_answer(author=helper, body=f"Call {PHONE}")
        mask = partial(mask_post, post=answer, by=moderator, strings=[PHONE])

        results = at_once([mask, partial(edited, answer, helper)])

        assert failures(results) == []
        assert PHONE not in text_of(answer)
        kept = Revision.objects.filter(answer=answer).values_list("body", flat=True)
        assert not [body for body in kept if PHONE in body]


def test_mask_meets_votes_and_the_article(moderator):
    """The locks are taken in one order: article, question, answers."""
    for _ in range(ROUNDS):
        question = make_question(body=f"Who is {PHONE}?")
        answer = make_answer(question=question, body=f"Call {PHONE}")
        curator = make_user(roles="curator")
        article = make_article(answer=answer, by=curator)
        mask = partial(mask_post, post=answer, by=moderator, strings=[PHONE], also=[question])

        results = at_once(
            [
                *times(2, mask),
                partial(unpublish_article, article=article, by=curator),
                partial(approve_article, article=article, by=make_user(roles="curator")),
                *(partial(vote_answer, answer=answer, by=make_user(), value=1) for _ in range(2)),
            ]
        )

        assert failures(results) == []
        assert PHONE not in text_of(answer)
        assert PHONE not in str(Article.objects.values().get(pk=article.pk))


def test_draft_is_discarded_while_its_thread_is_masked(moderator, curator):
    answer = make_answer(body=f"Call {PHONE}")
    draft = promote_answer(answer=answer, by=curator)

    results = one_behind_the_other(
        Article.objects.filter(pk=draft.pk),
        [
            partial(discard_draft, article=draft, by=curator),
            partial(mask_post, post=answer, by=moderator, strings=[PHONE]),
        ],
    )

    assert failures(results) == []
    assert PHONE not in text_of(answer)


def test_name_and_number_go_from_one_text_at_once(moderator, helper):
    """L-GD-13, C-07: neither writes back what the other one has taken out."""
    answer = make_answer(author=helper, body=f"Lena B. has {PHONE}")
    edit_answer(answer=answer, by=helper, version=1, body=f"Lena B. has {PHONE}, call her")
    leaver = Leaver(pk=10**6, names=("Lena B.",))
    revisions = Revision.objects.filter(answer=answer)
    mask = partial(mask_post, post=answer, by=moderator, strings=[PHONE])

    results = one_behind_the_other(
        revisions, [mask, partial(forget_names_in_earlier_texts, leaver)]
    )

    assert failures(results) == []
    kept = revisions.order_by("number").values_list("body", flat=True)
    assert list(kept) == [
        "Former member has ••• ••••",
        "Former member has ••• ••••, call her",
    ]


@pytest.mark.parametrize(
    ("make", "remove"), [(make_answer, remove_answers), (make_comment, remove_comments)]
)
def test_mask_meets_the_erasure_of_what_it_masks(moderator, helper, make, remove):
    """C-17: both lock posts of one kind by their number."""
    question = make_question()
    first, second = (make(question=question, author=helper, body=f"Call {PHONE}") for _ in range(2))
    posts = type(first).objects.filter(author=helper)
    mask = partial(mask_post, post=second, also=[first], by=moderator, strings=[PHONE])

    @transaction.atomic
    def erase() -> None:
        remove(posts.all(), Leaver(pk=helper.pk, keeps_texts=False))

    results = one_behind_the_other(posts.filter(pk=second.pk), [mask, erase])

    assert failures(results) == []
    assert not posts.filter(body__contains=PHONE).exists()
