"""The comments of a thread: who reads which, how they are folded, and what that costs."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from community.discussions import COMMENTS_PER_PAGE, FIRST_COMMENTS, comments_beneath
from community.models import Answer, Comment, Question
from tests.factories import (
    hide,
    make_answer,
    make_comment,
    make_employee,
    make_question,
    make_user,
)

NOBODY = AnonymousUser()


def fill(post, number: int, author=None) -> list[Comment]:
    """So many comments beneath a post, as quickly as a test needs them."""
    author = author or make_user()
    is_answer = isinstance(post, Answer)
    question = post.question if is_answer else post
    made = Comment.objects.bulk_create(
        Comment(
            question=question,
            answer=post if is_answer else None,
            author=author,
            body=f"Comment {place}",
            body_html=f"<p>Comment {place}</p>",
            renderer_version=1,
        )
        for place in range(number)
    )
    type(post).objects.filter(pk=post.pk).update(comment_count=number)
    post.comment_count = number
    return made


def page(client, question, query="") -> str:
    response = client.get(question.get_absolute_url() + query)
    assert response.status_code == 200
    return response.text


def shown(text: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', text)]


def test_comments_stand_beneath_their_post_oldest_first(client, asker):
    question = make_question(author=asker)
    answer = make_answer(question=question)
    first, second = (make_comment(question=question) for _ in range(2))
    beneath = make_comment(answer=answer)

    text = page(client, question)

    assert shown(text) == [first.pk, second.pk, beneath.pk]
    assert text.index(f"comments-answer-{answer.pk}") < text.index(f"comment-{beneath.pk}")


def test_many_comments_are_folded(client, db):
    question = make_question()
    made = fill(question, FIRST_COMMENTS + 12)

    text = page(client, question)

    assert shown(text) == [comment.pk for comment in made[:FIRST_COMMENTS]]
    assert "Show 12 more comments" in text


def test_fold_opens_in_place_and_goes_on(client, db):
    answer = make_answer()
    made = fill(answer, FIRST_COMMENTS + COMMENTS_PER_PAGE + 3)
    link = re.search(r'hx-get="([^"]+)"', page(client, answer.question))[1]

    opened = client.get(link.replace("&amp;", "&"), headers={"HX-Request": "true"})

    behind = made[FIRST_COMMENTS:]
    assert shown(opened.text) == [comment.pk for comment in behind[:COMMENTS_PER_PAGE]]
    assert "Show 3 more comments" in opened.text
    assert "<html" not in opened.text


def test_fold_is_a_page_without_scripts(client, db):
    """L-AC-05"""
    question = make_question()
    made = fill(question, FIRST_COMMENTS + 2)
    path = reverse("community:comments", args=["question", question.pk])

    response = client.get(f"{path}?after={made[FIRST_COMMENTS - 1].pk}")

    assert shown(response.text) == [comment.pk for comment in made[FIRST_COMMENTS:]]
    assert question.title in response.text
    assert "noindex" in response.text
    assert not response.cookies


def test_address_of_a_comment_shows_it_unfolded(client, db):
    question = make_question()
    made = fill(question, 30)
    named = made[20]

    text = page(client, question, f"?comment={named.pk}")

    assert shown(text) == [*(each.pk for each in made[:FIRST_COMMENTS]), named.pk]
    assert "Show 15 more comments" in text  # between
    assert "Show 9 more comments" in text  # behind


def test_what_lies_between_ends_before_the_named_one(client, db):
    question = make_question()
    made = fill(question, 30)
    text = page(client, question, f"?comment={made[20].pk}")
    between = re.search(r'hx-get="([^"]+)"', text)[1].replace("&amp;", "&")

    opened = client.get(between, headers={"HX-Request": "true"})

    assert shown(opened.text) == [comment.pk for comment in made[FIRST_COMMENTS:20]]
    assert "more comment" not in opened.text


@pytest.mark.parametrize("query", ["?comment=x", "?comment=", "?comment=" + "9" * 30, "?comment=٣"])
def test_address_of_no_comment_shows_the_thread(client, db, query):
    """A-DO-05"""
    question = make_question()
    made = fill(question, 2)

    assert shown(page(client, question, query)) == [comment.pk for comment in made]


@pytest.mark.parametrize("query", ["?after=x", "?after=-1", "?after=" + "9" * 30, "?before=٣"])
def test_place_that_no_page_gave_is_not_there(client, db, query):
    """A-DO-05"""
    path = reverse("community:comments", args=["question", make_question().pk])

    assert client.get(path + query).status_code == 404


def test_hidden_comment_is_for_moderators(client, client_of, moderator):
    """A-AZ-02"""
    question = make_question()
    comment = make_comment(question=question, body="canary")
    hide(comment)

    assert "canary" not in page(client, question)
    assert "canary" not in page(client, question, f"?comment={comment.pk}")
    assert "canary" in page(client_of(moderator), question)


def test_comments_go_with_the_answer_they_stand_under(client, db):
    """A-AZ-02"""
    answer = make_answer()
    make_comment(answer=answer, body="canary")
    hide(answer)
    path = reverse("community:comments", args=["answer", answer.pk])

    assert "canary" not in page(client, answer.question)
    assert client.get(path).status_code == 404


def test_who_speaks_for_the_company_is_marked_before_the_text(client, employee):
    """A-BG-14, L-UW-01"""
    question = make_question()
    make_comment(question=question, author=employee, body="We look into it.")

    text = page(client, question)

    line = text[text.index('class="comment staff"') :]
    mark, body = line.index("Verified employee"), line.index("We look into it.")
    assert line.index("Miriam Vogt") < mark < body
    assert "Fjordnet GmbH" in line[:body]
    assert "Customer Care" in line[:body]


def test_mark_stands_in_the_fragment_too(client_of, employee, stranger):
    """A-BG-14"""
    question = make_question()
    made = fill(question, FIRST_COMMENTS)
    make_comment(question=question, author=employee)
    path = reverse("community:comments", args=["question", question.pk])

    response = client_of(stranger).get(
        f"{path}?after={made[-1].pk}", headers={"HX-Request": "true"}
    )

    assert "Verified employee" in response.text


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    '@"><script>alert(1)</script>',
    '```"><img src=x onerror=alert(1)>\nx\n```',
]


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_comment_runs_nothing(client, db, body):
    """A-XS-01, A-XS-02, A-XS-03, A-XS-13"""
    question = make_question()
    make_comment(question=question, body=body)

    text = page(client, question)

    stored = Comment.objects.get().body_html
    assert "<script" not in stored
    assert "<img" not in stored
    assert "href" not in stored
    assert stored in text


@pytest.mark.parametrize("viewer", ["nobody", "member"])
def test_queries_do_not_grow_with_comments(client, client_of, stranger, count_queries, viewer):
    """A-DO-10: two hundred comments on one page cost what ten cost."""
    browser = client if viewer == "nobody" else client_of(stranger)
    few, many = make_question(), make_question()
    for question, each in ((few, 1), (many, FIRST_COMMENTS)):
        people = [make_employee(full_name=f"Kim {'ab'[n % 2]}") for n in range(2)]
        for number in range(30):
            answer = make_answer(question=question)
            fill(answer, each, people[number % 2])
        fill(question, each, people[0])
    for question in (few, many):
        page(browser, question)

    counts = [
        count_queries(lambda question=question: page(browser, question)) for question in (few, many)
    ]

    assert counts[0] == counts[1] <= (8 if viewer == "nobody" else 14)


def test_twenty_thousand_comments_cost_one_query(count_queries, db):
    """A-DO-11: and no more is read than is shown."""
    question = make_question()
    answers = [make_answer(question=question) for _ in range(3)]
    author = make_user()
    fill(question, 300, author)
    fill(answers[0], 500, author)
    fill(answers[1], 2, author)

    found = {}
    count = count_queries(lambda: found.update(comments_beneath(question, answers, NOBODY)))

    assert count == 1
    assert [len(found[post].comments) for post in (question, *answers)] == [5, 5, 2, 0]
    assert [found[post].rest and found[post].rest.count for post in (question, *answers)] == [
        *(295, 495, None, None)
    ]


def test_thread_without_comments_costs_no_query(count_queries, db):
    question = make_question()

    assert count_queries(lambda: comments_beneath(question, [], NOBODY)) == 0


def test_moderator_reads_hidden_ones_without_reading_all(moderator):
    question = make_question()
    fill(question, 60)
    Comment.objects.update(hidden_at=timezone.now())
    Question.objects.update(comment_count=0)
    question.refresh_from_db()

    found = comments_beneath(question, [], moderator)

    assert len(found[question].comments) == FIRST_COMMENTS


def test_page_of_comments_costs_the_same_everywhere(client, db, count_queries):
    question = make_question()
    made = fill(question, 200)
    path = reverse("community:comments", args=["question", question.pk])
    client.get(path)

    first = count_queries(lambda: client.get(path))
    later = count_queries(lambda: client.get(f"{path}?after={made[100].pk}"))

    assert first == later <= 8
