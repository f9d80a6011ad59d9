from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Answer, Question
from tests.factories import (
    hide,
    make_answer,
    make_article,
    make_employee,
    make_product,
    make_question,
    make_user,
)


def places_of(page: str, answers) -> list[int]:
    return [page.index(f'id="answer-{answer.pk}"') for answer in answers]


def test_page_shows_question_and_answers(client, db):
    question = make_question(title="Router blinks red", body="Since *today*.", tags=["wifi"])
    answer = make_answer(question=question, body="Hold the *button*.")

    page = client.get(question.get_absolute_url())

    assert page.status_code == 200
    for text in ("Router blinks red", "<em>today</em>", "<em>button</em>", "wifi"):
        assert text in page.text
    assert answer.author.display_name in page.text


@pytest.mark.parametrize("slug", ["", "another-slug/", "%3Cscript%3E/"])
def test_other_addresses_lead_to_the_right_one(client, db, slug):
    question = make_question()

    response = client.get(f"/en/questions/{question.pk}/{slug}?before=1-1")

    assert response.status_code == 302  # not for good: a title may change back (C-11)
    assert response["Location"] == f"{question.get_absolute_url()}?before=1-1"


def test_missing_question_is_no_page(client, db):
    assert client.get("/en/questions/987654321/").status_code == 404


def test_canonical_address_is_in_the_threads_own_language(client, db):
    question = make_question(language="de")

    page = client.get(question.get_absolute_url()).text

    assert f'href="http://127.0.0.1:8000/de/questions/{question.pk}/{question.slug}/"' in page
    assert '<html lang="en">' in page


def test_solution_stands_first_then_the_answers_by_score(client, asker):
    question = make_question(author=asker)
    low, high, solution = (make_answer(question=question) for _ in range(3))
    for answer, score in ((low, -1), (high, 7), (solution, 0)):
        Answer.objects.filter(pk=answer.pk).update(score=score)
    accept_answer(answer=solution, by=asker)

    page = client.get(question.get_absolute_url()).text

    first, second, third = places_of(page, [solution, high, low])
    assert first < second < third
    assert "Solved it for <bdi>Lena B.</bdi>" in page


def test_long_threads_are_paged_and_the_solution_stays_on_the_first_page(client, asker):
    """A-DO-11: also below zero."""
    question = make_question(author=asker)
    answers = [make_answer(question=question) for _ in range(33)]
    for number, answer in enumerate(answers):
        Answer.objects.filter(pk=answer.pk).update(score=-number)
    solution = answers[-1]
    accept_answer(answer=solution, by=asker)

    first = client.get(question.get_absolute_url())
    second = client.get(question.get_absolute_url() + first.context["thread"].page.older_url)

    assert first.text.count('<article class="card post') == 31
    assert second.text.count('<article class="card post') == 2
    assert f'id="answer-{solution.pk}"' in first.text
    assert f'id="answer-{solution.pk}"' not in second.text


def test_thin_page_is_not_for_search_engines(client, db):
    question = make_question()
    assert 'content="noindex, follow"' in client.get(question.get_absolute_url()).text

    make_answer(question=question)
    assert "noindex" not in client.get(question.get_absolute_url()).text


def test_visitor_sees_scores_but_no_buttons(client, db):
    answer = make_answer()

    page = client.get(answer.question.get_absolute_url()).text

    assert reverse("community:answer-vote", args=[answer.pk]) not in page
    assert reverse("community:answer", args=[answer.question_id]) not in page
    assert f"{reverse('account_login')}?next=" in page


def test_member_sees_own_votes_and_can_change_them(client, stranger):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=1)
    client.force_login(stranger)

    page = client.get(answer.question.get_absolute_url()).text

    assert 'aria-pressed="true"' in page


def test_votes_of_others_are_not_shown(client, stranger):
    """A-AZ-05"""
    answer = make_answer()
    vote_answer(answer=answer, by=make_user(), value=1)
    client.force_login(stranger)

    assert 'aria-pressed="true"' not in client.get(answer.question.get_absolute_url()).text


def test_author_has_no_vote_and_asker_says_what_solved_it(client, asker, helper):
    question = make_question(author=asker)
    answer = make_answer(question=question, author=helper)
    vote = reverse("community:answer-vote", args=[answer.pk])
    accept = reverse("community:answer-accept", args=[answer.pk])

    client.force_login(helper)
    authors_page = client.get(question.get_absolute_url()).text
    client.force_login(asker)
    askers_page = client.get(question.get_absolute_url()).text

    assert vote not in authors_page
    assert accept not in authors_page
    assert vote in askers_page
    assert accept in askers_page


def test_thread_leads_to_its_article(client, db):
    answer = make_answer()
    article = make_article(answer=answer)

    page = client.get(answer.question.get_absolute_url()).text

    assert f"/en/knowledge/{article.pk}/{article.slug}/" in page


def test_page_is_the_same_for_every_visitor(client, db):
    """A-CA-02: no token, no name, no relative time."""
    answer = make_answer()
    question = answer.question
    Question.objects.filter(pk=question.pk).update(created_at=timezone.now() - timedelta(days=3))

    one = client.get(question.get_absolute_url()).text
    other = client.get(question.get_absolute_url()).text

    assert one == other
    assert "csrfmiddlewaretoken" not in one
    assert "days ago" not in one


@pytest.fixture
def full_thread(asker):
    """A question with everything on it; adds `count` answers, half of them by employees."""

    def fill(count: int) -> Question:
        question = make_question(
            author=asker, product=make_product(parent=make_product()), tags=["a", "b", "c"]
        )
        join_affected(question=question, by=make_user())
        for number in range(count):
            author = make_employee() if number % 2 else make_user()
            answer = make_answer(question=question, author=author)
            vote_answer(answer=answer, by=asker, value=1)
        accept_answer(answer=answer, by=asker)
        return question

    return fill


def test_page_costs_a_visitor_the_same_with_one_answer_and_with_ten(
    client, full_thread, count_queries
):
    """A-DO-10"""
    one, ten = full_thread(1).get_absolute_url(), full_thread(10).get_absolute_url()

    with_one = count_queries(lambda: client.get(one))
    with_ten = count_queries(lambda: client.get(ten))

    assert with_one == with_ten <= 8


@pytest.mark.parametrize("who", ["asker", "curator", "moderator"])
def test_page_costs_a_member_the_same_with_one_answer_and_with_ten(
    client, full_thread, count_queries, request, who
):
    """A-DO-10"""
    client.force_login(request.getfixturevalue(who))
    one, ten = full_thread(1).get_absolute_url(), full_thread(10).get_absolute_url()

    with_one = count_queries(lambda: client.get(one))
    with_ten = count_queries(lambda: client.get(ten))

    assert with_one == with_ten <= 14


def test_hidden_answer_is_not_on_the_page(client, db):
    """A-AZ-02"""
    answer = make_answer(body="Hidden canary")
    hide(answer)

    assert "Hidden canary" not in client.get(answer.question.get_absolute_url()).text


def test_moderator_sees_what_is_hidden(client, moderator):
    answer = make_answer(body="Hidden canary")
    hide(answer)
    hide(answer.question)
    client.force_login(moderator)

    assert "Hidden canary" in client.get(answer.question.get_absolute_url()).text
