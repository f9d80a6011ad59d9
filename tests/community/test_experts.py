"""Experts are computed from solutions of the last 12 months, by people who speak for nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions.experts import find_experts
from community.actions.solutions import accept_answer
from community.experts import experts_in, topics_without_expert
from community.models import Answer, Expertise, Product, Question, Tag
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_product,
    make_question,
    make_user,
)

PAGE = reverse("community:experts")


@pytest.fixture
def product(db) -> Product:
    return make_product()


def solve(helper, *, times: int = 1, days_ago: int = 10, **values) -> list[Answer]:
    at = timezone.now() - timedelta(days=days_ago)
    solved = []
    for _ in range(times):
        asker = values.get("author") or make_user()
        question = make_question(now=at, **(values | {"author": asker}))
        answer = make_answer(question=question, author=helper, now=at)
        accept_answer(answer=answer, by=asker, now=at)
        solved.append(answer)
    return solved


def experts(topic) -> list:
    find_experts()
    return [(row.user, row.solutions) for row in experts_in(topic)]


def test_three_solutions_make_an_expert_two_do_not(product, helper, stranger):
    solve(helper, times=3, product=product)
    solve(stranger, times=2, product=product)

    assert experts(product) == [(helper, 3)]


def test_tags_have_experts_of_their_own(product, helper):
    solve(helper, times=3, product=product, tags=["wifi"])
    solve(helper, times=2, product=product, tags=["dns"])

    assert experts(Tag.objects.get(name="wifi")) == [(helper, 3)]
    assert experts(Tag.objects.get(name="dns")) == []
    assert experts(product) == [(helper, 5)]


def test_upper_level_counts_what_stands_below_it(product, helper):
    parts = [make_product(parent=product) for _ in range(2)]
    solve(helper, times=2, product=parts[0])
    solve(helper, times=1, product=parts[1])

    assert experts(product) == [(helper, 3)]
    assert experts(parts[0]) == []


def test_numbers_behind_it_are_kept(product, helper):
    answers = solve(helper, times=3, product=product)
    Answer.objects.filter(pk=answers[0].pk).update(score=7)
    Answer.objects.filter(pk=answers[1].pk).update(score=-4)
    find_experts()

    expert = Expertise.objects.get(product=product)
    assert (expert.solutions, expert.useful) == (3, 7)
    assert expert.last_solution_at == max(Question.objects.values_list("solved_at", flat=True))


def test_of_the_same_many_solutions_the_more_useful_come_first(product, helper, stranger):
    solve(helper, times=3, product=product)
    useful = solve(stranger, times=3, product=product)
    Answer.objects.filter(pk=useful[0].pk).update(score=7)

    assert [person for person, _solutions in experts(product)] == [stranger, helper]


def test_old_solutions_count_no_more(product, helper):
    solve(helper, times=2, product=product)
    solve(helper, product=product, days_ago=366)

    assert experts(product) == []


def test_own_and_hidden_posts_count_for_nothing(product, helper, stranger):
    solve(helper, times=3, product=product, author=helper)
    hidden = solve(stranger, times=3, product=product)
    hide(hidden[0])
    hide(hidden[1].question)

    assert experts(product) == []


@pytest.mark.parametrize("kind", ["employee", "agency", "partner", "perk"])
def test_who_has_an_affiliation_is_no_expert(product, helper, kind):
    """A-BG-16"""
    make_affiliation(user=helper, kind=kind)
    solve(helper, times=3, product=product)

    assert experts(product) == []


def test_who_joins_the_company_is_no_longer_shown_at_once(product, helper):
    solve(helper, times=3, product=product)
    find_experts()
    make_affiliation(user=helper)

    assert experts_in(product) == []


def test_ten_at_most_for_each_topic(product):
    for _ in range(11):
        solve(make_user(), times=3, product=product)

    assert len(experts(product)) == 10


def test_computing_again_gives_the_same(product, helper):
    """C-20"""
    solve(helper, times=3, product=product, tags=["wifi"])

    assert [find_experts(), find_experts()] == [2, 2]
    assert Expertise.objects.count() == 2


def test_nothing_is_computed_while_others_wait(product, helper, while_locked):
    """SQLite has one writer."""
    solve(helper, times=3, product=product)

    statements = while_locked(find_experts)

    assert statements
    assert not [sql for sql in statements if 'FROM "community_answer"' in sql]


def test_what_was_undone_is_gone_with_the_next_run(product, helper):
    answers = solve(helper, times=3, product=product)
    assert experts(product)
    hide(answers[0])

    assert experts(product) == []


def test_topics_with_traffic_and_no_expert(product, helper, moderator):
    quiet, known = make_product(), make_product()
    for _ in range(5):
        make_question(product=product, tags=["dns"])
    for _ in range(4):
        make_question(product=quiet)
    solve(helper, times=5, product=known)
    find_experts()

    found = topics_without_expert(moderator)

    assert [(each.topic, each.questions) for each in found] == [
        (product, 5),
        (Tag.objects.get(name="dns"), 5),
    ]


def test_staff_alone_see_topics_without_expert(client_of, client, product, curator, stranger):
    for _ in range(5):
        make_question(product=product)

    assert "Topics without an expert" in client_of(curator).get(PAGE).text
    assert "Topics without an expert" not in client_of(stranger).get(PAGE).text
    assert "Topics without an expert" not in client.get(PAGE).text


def test_pages_show_experts_with_their_numbers(client, product, helper):
    solve(helper, times=3, product=product, tags=["wifi"])
    find_experts()

    for address in (
        PAGE,
        reverse("community:experts-of-product", args=[product.slug]),
        reverse("community:experts-of-tag", args=["wifi"]),
        product.get_absolute_url(),
        reverse("community:tag", args=["wifi"]),
    ):
        page = client.get(address)
        assert helper.display_name in page.text, address
        assert "Experts" in page.text


def test_topic_without_experts_says_so(client, product):
    assert "No experts yet" in client.get(PAGE).text
    of_product = client.get(reverse("community:experts-of-product", args=[product.slug]))
    assert "No expert here yet" in of_product.text
    assert client.get(reverse("community:experts-of-tag", args=["no-such"])).status_code == 404


def test_hidden_tag_is_not_named(client, helper, product):
    """A-AZ-07: a tag on hidden questions alone is not there."""
    answers = solve(helper, times=3, product=product, tags=["secret-tag"])
    find_experts()
    for answer in answers:
        hide(answer.question)

    assert "secret-tag" not in client.get(PAGE).text


def test_pages_cost_the_same_with_many_experts(client, curator, product, helper, count_queries):
    """A-DO-10"""
    client.force_login(curator)
    addresses = [PAGE, product.get_absolute_url(), reverse("community:tag", args=["wifi"])]

    def cost() -> list[int]:
        return [count_queries(lambda each=each: client.get(each)) for each in addresses]

    busy = make_product()
    for _ in range(5):
        make_question(product=busy, tags=["dns"])
    solve(helper, times=3, product=product, tags=["wifi"])
    find_experts()
    with_one = cost()
    for number in range(4):
        solve(make_user(), times=3, product=make_product(), tags=["wifi", f"tag-{number}"])
    find_experts()

    assert cost() == with_one
    assert max(with_one[1:]) <= 8
