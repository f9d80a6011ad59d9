"""What the medals of the conversation are earned by, each at its edge."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts import medals
from accounts.actions.medals import award_medals
from accounts.models import MedalAward, User
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.actions.votes import vote_answer
from community.models import Answer, Question
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_product,
    make_question,
    make_user,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def solve(
    helper: User, *, asked: timedelta = timedelta(days=2), after=timedelta(hours=5), **values
):
    """Somebody asks, `helper` answers `after` that, and at once it is said to have solved it."""
    asker = values.pop("asker", None) or make_user()
    question = make_question(author=asker, now=NOW - asked, **values)
    answer = make_answer(question=question, author=helper, now=NOW - asked + after)
    accept_answer(answer=answer, by=asker, now=NOW - asked + after)
    return answer


def answer_of(helper: User) -> Answer:
    """Neither quick nor late."""
    question = make_question(now=timezone.now() - timedelta(days=2))
    return make_answer(question=question, author=helper)


def held_by(user: User) -> set[str]:
    award_medals(people=[user.pk], now=NOW)
    return set(MedalAward.objects.filter(user=user).values_list("medal", flat=True))


def test_there_are_at_least_eighteen_each_with_a_sentence():
    declared = medals.all_medals()

    assert len(declared) >= 18
    assert {medal.level for medal in declared} == set(medals.Level)
    assert all(str(medal.title) and str(medal.sentence).endswith(".") for medal in declared)
    assert all(len(medal.name) <= 40 for medal in declared)
    assert len({str(medal.title) for medal in declared}) == len(declared)


def test_who_did_nothing_holds_nothing(helper):
    make_answer(author=helper)

    assert held_by(helper) == set()


def test_first_solution_counts_from_when_it_was_said(helper):
    answer = solve(helper)

    assert "first-solution" in held_by(helper)
    award = MedalAward.objects.get(user=helper, medal="first-solution")
    assert award.awarded_at == Question.objects.get(pk=answer.question_id).solved_at


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_posts_count_for_nothing(helper, what):
    answer = solve(helper)
    hide(answer if what == "answer" else answer.question)

    assert held_by(helper) == set()


def test_own_questions_count_for_nothing(helper):
    solve(helper, asker=helper)

    assert held_by(helper) == set()


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_what_was_written_for_the_company_counts_for_nothing(helper, kind):
    """A-BG-16: not even after leaving."""
    affiliation = make_affiliation(user=helper, kind=kind)
    solve(helper)
    assert held_by(helper) == set()

    type(affiliation).objects.update(ended_at=NOW)

    assert held_by(helper) == set()


def test_employee_earns_nothing_for_what_he_wrote_before(helper):
    solve(helper)
    make_affiliation(user=helper)

    assert held_by(helper) == set()


def test_who_receives_perks_earns_medals(helper):
    make_affiliation(user=helper, kind="perk")
    solve(helper)

    assert "first-solution" in held_by(helper)


def test_ten_solutions_are_not_nine(helper):
    for _ in range(9):
        solve(helper)
    assert "ten-solutions" not in held_by(helper)

    solve(helper)

    assert "ten-solutions" in held_by(helper)


def test_ten_in_a_product_and_in_a_tag_name_what_they_are_about(helper):
    product = make_product()
    for number in range(10):
        solve(helper, product=product, tags=["wifi", f"other-{number}"])

    assert {"ten-in-a-product", "ten-in-a-tag"} <= held_by(helper)
    subjects = MedalAward.objects.filter(medal__startswith="ten-in").order_by("medal")
    tag = Question.tags.get(name="wifi")
    assert [award.subject for award in subjects] == [f"product {product.pk}", f"tag {tag.pk}"]


@pytest.mark.parametrize("people", [1, 9])
def test_useful_to_few(helper, people):
    answer = answer_of(helper)
    for _ in range(people):
        vote_answer(answer=answer, by=make_user(), value=1)

    assert held_by(helper) == {"first-useful"}


def test_useful_to_ten_people_on_one_answer(helper):
    answer = make_answer(author=helper)
    for _ in range(10):
        vote_answer(answer=answer, by=make_user(), value=1)

    assert "useful-to-ten" in held_by(helper)
    assert MedalAward.objects.get(medal="useful-to-ten").subject == f"answer {answer.pk}"


def test_votes_of_the_company_make_no_medal(helper, employee):
    vote_answer(answer=make_answer(author=helper), by=employee, value=1)

    assert held_by(helper) == set()


def test_not_useful_makes_no_medal(helper):
    """Also beside a good word of others."""
    answer = answer_of(helper)
    for _ in range(9):
        vote_answer(answer=answer, by=make_user(), value=1)
    vote_answer(answer=answer, by=make_user(), value=-1)

    assert held_by(helper) == {"first-useful"}


def test_first_answer_within_a_quarter_of_an_hour(helper, stranger):
    solve(helper, after=timedelta(minutes=15))
    solve(stranger, after=timedelta(minutes=16))

    assert "quick-first" in held_by(helper)
    assert "quick-first" not in held_by(stranger)


def test_second_answer_is_not_the_first(helper):
    question = make_question(now=NOW - timedelta(hours=1))
    make_answer(question=question, now=NOW - timedelta(minutes=59))
    answer = make_answer(question=question, author=helper, now=NOW - timedelta(minutes=58))
    vote_answer(answer=answer, by=make_user(), value=1)

    assert held_by(helper) == {"first-useful"}


def test_solved_within_the_hour(helper, stranger):
    solve(helper, after=timedelta(minutes=60))
    solve(stranger, after=timedelta(minutes=61))

    assert "solved-soon" in held_by(helper)
    assert "solved-soon" not in held_by(stranger)


def test_first_answer_after_a_month(helper, stranger):
    solve(helper, asked=timedelta(days=60), after=timedelta(days=30))
    solve(stranger, asked=timedelta(days=60), after=timedelta(days=29))

    assert "after-long-wait" in held_by(helper)
    assert "after-long-wait" not in held_by(stranger)


def test_asker_who_says_what_solved_it(asker):
    for _ in range(2):
        solve(make_user(), asker=asker)
    assert held_by(asker) == set()

    solve(make_user(), asker=asker)

    assert held_by(asker) == {"said-what-solved"}


def test_twenty_five_different_people(helper):
    first = make_user()
    for _ in range(24):
        solve(helper)
    solve(helper, asker=Question.objects.first().author)
    assert "twenty-five-askers" not in held_by(helper)

    solve(helper, asker=first)

    assert "twenty-five-askers" in held_by(helper)


def test_five_products(helper):
    for _ in range(5):
        solve(helper, product=make_product())

    assert "five-products" in held_by(helper)


def test_two_languages_take_three_solutions_each(helper):
    for language in ("de", "de", "de", "en", "en"):
        solve(helper, language=language)
    assert "two-languages" not in held_by(helper)

    solve(helper, language="en")

    assert "two-languages" in held_by(helper)


def test_twelve_months(helper):
    for month in range(11):
        make_answer(author=helper, now=NOW - timedelta(days=31 * month))
    assert "year-of-answers" not in held_by(helper)

    make_answer(author=helper, now=NOW - timedelta(days=31 * 11))

    assert "year-of-answers" in held_by(helper)


def test_back_after_half_a_year(helper, stranger):
    for user, days in ((helper, 181), (stranger, 179)):
        make_answer(author=user, now=NOW - timedelta(days=days))
        answer = make_answer(author=user, now=NOW - timedelta(minutes=1))
        vote_answer(answer=answer, by=make_user(), value=1)

    assert "back-again" in held_by(helper)
    assert "back-again" not in held_by(stranger)


def test_among_the_first_three_of_ten(helper):
    question = make_question()
    early = [helper, make_user(), make_user()]
    late = [make_user() for _ in range(7)]
    for person in [*early, *late[:-1]]:
        join_affected(question=question, by=person)
    assert held_by(helper) == set()

    join_affected(question=question, by=late[-1])

    assert all(held_by(person) == {"early-sign"} for person in early)
    assert not any(held_by(person) for person in late)


def test_medal_goes_with_its_reason_while_it_is_young(helper):
    answer = solve(helper)
    assert "first-solution" in held_by(helper)

    withdraw_acceptance(question=answer.question, by=answer.question.author)

    assert held_by(helper) == set()


def test_medal_that_was_held_for_a_month_is_kept(helper):
    answer = solve(helper, asked=timedelta(days=40))
    assert "first-solution" in held_by(helper)

    hide(answer)

    assert "first-solution" in held_by(helper)
