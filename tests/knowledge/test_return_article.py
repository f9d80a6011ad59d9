"""Who wrote what a reviewer sends back is told, once."""

import pytest

from accounts.notifications import kinds
from accounts.notifications.models import Notice
from knowledge.actions.promotion import promote_answer
from knowledge.actions.reviewing import return_article, submit_article
from tests.factories import make_answer, make_article, make_user
from tests.knowledge.acts import save


@pytest.fixture
def second(db):
    return make_user(roles="curator")


def times_told(person) -> int:
    return Notice.objects.filter(user=person, kind="article-returned").count()


def sentence_for(article, viewer) -> str:
    shown = kinds.get("article-returned").load([article.pk], viewer)
    return shown[article.pk].sentence if shown else ""


def test_writer_of_a_draft_is_told(curator, second, deliver_events):
    draft = promote_answer(answer=make_answer(), by=curator)
    submit_article(article=draft, by=curator)

    return_article(article=draft, by=second, note="Which firmware?")
    deliver_events()
    deliver_events()

    assert (times_told(curator), times_told(second)) == (1, 0)
    assert sentence_for(draft, curator) == "A reviewer sent your article back with a note"


def test_writer_of_a_change_is_told_and_not_who_keeps_the_article(curator, second, deliver_events):
    article = make_article(by=curator)
    save(article, by=second, solution="Press the other button for ten seconds.")
    submit_article(article=article, by=second)

    return_article(article=article, by=curator, note="Which button?")
    deliver_events()

    assert (times_told(second), times_told(curator)) == (1, 0)


def test_notice_says_nothing_once_it_is_with_a_reviewer_again(curator, second, deliver_events):
    draft = promote_answer(answer=make_answer(), by=curator)
    submit_article(article=draft, by=curator)
    return_article(article=draft, by=second, note="Which firmware?")
    submit_article(article=draft, by=curator)

    deliver_events()

    assert times_told(curator) == 0
    assert sentence_for(draft, curator) == ""
