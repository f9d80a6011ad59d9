"""What becomes of somebody's texts: they stay without a name, or are removed."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import FormerName
from accounts.names import name_key
from community.actions import forgetting
from community.actions.forgetting import TEXTS_AT_ONCE
from community.actions.solutions import accept_answer
from community.models import Answer, Question
from knowledge.actions.upkeep import look_after_articles
from knowledge.models import Article, ArticleSource, Candidate, IndexJob, Revision
from tests.factories import make_answer, make_article, make_question, make_user

REMOVED = "This text was removed at its author's wish."


def reread(post):
    return type(post).objects.get(pk=post.pk)


def page_of(client, question: Question) -> str:
    with translation.override("en"):
        return client.get(reread(question).get_absolute_url()).content.decode()


def test_kept_texts_stand_under_nobodys_name(client, lena, erase):
    """L-GD-02"""
    question = make_question(author=lena, body="It blinks red.")
    make_answer(question=question)

    erase(lena, keeps_texts=True)

    page = page_of(client, question)
    assert "It blinks red." in page
    assert "Former member" in page
    assert "Lena B." not in page


def test_removed_answer_keeps_its_place(client, lena, erase):
    """L-GD-02: accepted, so the structure stays."""
    answer = make_answer(author=lena, body="My secret trick.")
    accept_answer(answer=answer, by=answer.question.author)

    erase(lena, keeps_texts=False)

    page = page_of(client, answer.question)
    assert "My secret trick." not in page
    assert "This text was removed" in page
    assert reread(answer.question).is_solved


def test_removed_question_with_answers_of_others_keeps_its_place(client, lena, erase):
    question = make_question(author=lena, title="My very own words", body="More of them.")
    make_answer(question=question, body="Hold the button.")

    erase(lena, keeps_texts=False)

    question = reread(question)
    assert (question.title, question.body) == ("Removed question", REMOVED)
    assert question.slug == "removed-question"
    assert "Hold the button." in page_of(client, question)


def test_removed_question_that_nobody_answered_disappears(client, lena, erase):
    question = make_question(author=lena)
    make_answer(question=question, author=lena)

    erase(lena, keeps_texts=False)

    assert client.get(reread(question).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("keeps_texts", [True, False])
def test_name_goes_from_what_others_wrote(lena, erase, keeps_texts):
    """L-GD-02: mentions and quotes of the name."""
    question = make_question(title="What did Lena B. mean?", body="She, @Lena B., was here.")
    answer = make_answer(question=question, body="Lena B. wrote:\n\n> hold it\n\n`Lena B.`")

    erase(lena, keeps_texts=keeps_texts)

    question, answer = reread(question), reread(answer)
    assert question.title == "What did Former member mean?"
    assert question.slug == "what-did-former-member-mean"
    assert question.body == "She, Former member, was here."
    assert '<p dir="auto">Former member wrote:</p>' in answer.body_html
    assert "<code>Lena B.</code>" in answer.body_html
    assert answer.body.startswith("Former member wrote:")


def test_name_is_replaced_in_the_language_of_the_thread(lena, erase):
    question = make_question(title="Frage an Lena B.", body="Text.", language="de")

    erase(lena)

    with translation.override("de"):
        expected = translation.gettext("Former member")
    assert reread(question).title == f"Frage an {expected}"


def test_name_goes_from_articles_and_their_earlier_states(lena, curator, erase):
    answer = make_answer(body="As Lena B. found out: hold it.")
    article = make_article(answer=answer, by=curator, search_phrases="Lena B. asked this")
    version = article.version

    erase(lena)

    article.refresh_from_db()
    assert "Lena" not in article.solution + article.solution_html + article.search_phrases
    assert article.version > version
    assert not Revision.objects.filter(solution__contains="Lena").exists()


def test_name_that_is_an_ordinary_word_stays_where_it_is_one(db, erase):
    """Somebody called Router must not take the word out of every thread."""
    router = make_user(display_name="Router", email="router@example.org")
    others = [make_question(body="My Router blinks.") for _ in range(5)]
    thread = make_question(body="Thanks @Router, my Router works.")

    erase(router)

    assert {reread(question).body for question in others} == {"My Router blinks."}
    assert reread(thread).body == "Thanks Former member, my Router works."


def test_ordinary_words_cannot_be_taken_from_everybody(db, erase):
    """Nobody rewrites the whole community by calling himself so and leaving."""
    vandal = make_user(display_name="The Router", email="vandal@example.org")
    others = [make_question(body="The router blinks.") for _ in range(20)]

    erase(vandal)

    assert {reread(question).body for question in others} == {"The router blinks."}


def test_longer_name_of_somebody_who_stays_is_not_touched(db, helper, erase):
    heike = make_user(display_name="Heike", email="heike@example.org")
    question = make_question(body="Heike R. wrote it, and Heike said so.")

    erase(heike)

    assert helper.display_name == "Heike R."
    assert reread(question).body == "Heike R. wrote it, and Former member said so."


def test_longest_of_several_names_is_looked_for_first(lena, erase):
    for name in ("Lena", "Lena Berger"):
        FormerName.objects.create(
            user=lena, display_name=name, name_key=name_key(name), given_up_at=timezone.now()
        )
    question = make_question(body="As Lena Berger said.")

    erase(lena)

    assert reread(question).body == "As Former member said."


def test_full_name_above_the_posts_of_an_employee_goes_too(employee, erase):
    """L-GD-02: that is how readers called her."""
    question = make_question(body="Thanks, Miriam Vogt!")

    erase(employee)

    assert reread(question).body == "Thanks, Former member!"


def test_few_texts_are_rewritten_at_once(lena, erase, monkeypatch):
    """On SQLite nobody else writes meanwhile."""
    for _ in range(TEXTS_AT_ONCE + 1):
        make_question(body="As Lena B. said.")
    sizes = []
    rewrite = forgetting._in_questions
    monkeypatch.setattr(
        forgetting,
        "_in_questions",
        lambda rows, name: (sizes.append(rows.count()), rewrite(rows, name)),
    )

    erase(lena)

    assert sizes == [TEXTS_AT_ONCE, 1]


def test_rare_name_of_one_word_goes_everywhere(db, erase):
    heike = make_user(display_name="Heike", email="heike@example.org")
    thread = make_question(body="As Heike said.")

    erase(heike)

    assert reread(thread).body == "As Former member said."


def test_article_is_detached_from_a_removed_answer_and_reviewed(
    client, lena, curator, erase, deliver_events
):
    """A-AZ-09: the thread no longer points there, the curators look at it."""
    answer = make_answer(author=lena)
    article = make_article(answer=answer, by=curator)
    deliver_events()

    erase(lena, keeps_texts=False)
    deliver_events()

    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW
    assert not ArticleSource.objects.filter(answer=answer).exists()
    assert reread(answer).article_url == ""
    client.force_login(curator)
    queue = reverse("knowledge:curate-queue", args=["source"])
    assert article.title in client.get(queue).content.decode()


def test_article_that_quotes_a_removed_question_is_reviewed(lena, curator, erase, deliver_events):
    """A-AZ-09, L-GD-02: the answer of somebody else stays its source."""
    answer = make_answer(question=make_question(author=lena))
    article = make_article(answer=answer, by=curator)
    deliver_events()

    erase(lena, keeps_texts=False)
    deliver_events()

    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW
    assert article.doubts.open().filter(subject=f"question-{answer.question_id}").exists()
    assert ArticleSource.objects.filter(answer=answer).exists()


def test_candidate_is_withdrawn_with_its_text(lena, erase, deliver_events):
    answer = make_answer(author=lena)
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()

    erase(lena, keeps_texts=False)
    deliver_events()

    assert Candidate.objects.get().state == Candidate.State.WITHDRAWN


def test_articles_of_a_curator_who_leaves_need_another_keeper(curator, erase, deliver_events):
    article = make_article(by=curator)

    erase(curator)
    deliver_events()
    look_after_articles()

    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW


def test_search_looks_again_at_what_was_removed(lena, erase, deliver_events):
    """A-CA-06: the index is asked in the same minute."""
    answer = make_answer(author=lena)
    deliver_events()
    IndexJob.objects.all().delete()

    erase(lena, keeps_texts=False)
    deliver_events()

    assert IndexJob.objects.filter(document=f"question-{answer.question_id}").exists()


def test_texts_of_others_are_not_touched(lena, erase):
    answer = make_answer(question=make_question(author=lena), body="Mine alone.")

    erase(lena, keeps_texts=False)

    assert Answer.objects.get(pk=answer.pk).body == "Mine alone."
