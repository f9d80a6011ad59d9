"""What a profile says about somebody's posts, and to whom it says nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.actions.reputation import Award, award
from accounts.actions.reputation import reverse as take_back
from accounts.models import Affiliation, MedalAward, User
from accounts.profile_parts.points_chart import HEIGHT, MONTHS, points_chart
from accounts.profile_parts.registry import asides, parts
from community.actions.solutions import accept_answer
from community.models import Expertise, Tag
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_article,
    make_question,
    make_user,
)


def solve(**values):
    answer = make_answer(**values)
    accept_answer(answer=answer, by=answer.question.author)
    return answer


def earn(user: User, points: int, *, at=None, key: str = "vote:1") -> None:
    award(
        Award(user.pk, "answer-voted", points, key, "answer", 1, make_user().pk),
        now=at or timezone.now(),
    )


def portrait(browser, user: User, query: str = ""):
    return browser.get(user.get_absolute_url() + query).context["portrait"]


def counts(browser, user: User) -> dict[str, int]:
    return {part.name: count for part, count in portrait(browser, user).counts}


def titles(browser, user: User, part: str) -> list[str]:
    rows = portrait(browser, user, f"?part={part}").page
    return [row.question.title if hasattr(row, "question") else row.title for row in rows]


@pytest.fixture
def busy(helper):
    """Somebody with one of everything: a solution that became an article, an answer, a question."""
    solved = solve(author=helper, question=make_question(title="It was solved", tags=["wifi"]))
    make_article(answer=solved, title="How to solve it")
    make_answer(author=helper, question=make_question(title="It was answered", tags=["dsl"]))
    make_question(author=helper, title="She asks herself", tags=["dsl"])
    return helper


def test_figures_are_those_of_what_everybody_sees(client, busy):
    assert counts(client, busy) == {"answers": 2, "solutions": 1, "questions": 1, "articles": 1}


def test_every_part_lists_its_posts_newest_first(client, busy):
    assert titles(client, busy, "answers") == ["It was answered", "It was solved"]
    assert titles(client, busy, "solutions") == ["It was solved"]
    assert titles(client, busy, "questions") == ["She asks herself"]
    assert titles(client, busy, "articles") == ["How to solve it"]


def test_rows_lead_to_the_post_itself(client, busy):
    answer = busy.answers.order_by("id").first()

    assert f'href="{answer.get_absolute_url()}"' in client.get(busy.get_absolute_url()).text


def test_tags_are_those_that_are_used_most(client, busy):
    page = client.get(busy.get_absolute_url()).text

    assert page.index(">dsl<") < page.index(">wifi<")


def test_first_part_with_something_in_it_is_open(client, helper):
    make_question(author=helper, title="My first question")

    assert portrait(client, helper).part.name == "questions"


def test_unknown_part_is_no_page(client, helper):
    assert client.get(helper.get_absolute_url() + "?part=votes").status_code == 404
    assert client.get(helper.get_absolute_url() + "?part=").status_code == 404


@pytest.mark.parametrize("cursor", ["abc", "-1", "1-", "9" * 30 + "-1", "٣-1"])
def test_bad_cursor_is_no_page(client, busy, cursor):
    """A-DO-05"""
    assert client.get(f"{busy.get_absolute_url()}?before={cursor}").status_code == 404


def test_long_list_is_paged_within_its_part(client, helper):
    now = timezone.now()
    for number in range(25):
        make_question(author=helper, title=f"Number {number}", now=now - timedelta(hours=number))

    first = portrait(client, helper, "?part=questions").page
    second = portrait(client, helper, first.older_url).page

    assert (len(first), len(second)) == (20, 5)
    assert "part=questions" in first.older_url
    assert second.items[-1].title == "Number 24"


def test_newcomer_with_nothing_has_a_page_of_zeros(client, stranger):
    response = client.get(stranger.get_absolute_url())

    assert set(counts(client, stranger).values()) == {0}
    assert "Nothing here yet" in response.text
    assert "<svg viewBox" not in response.text


# What is hidden leaves no trace.


def inside(page: str) -> str:
    return page[page.index("<main") : page.index("</main")]


def trace(browser, user: User) -> tuple:
    shown = portrait(browser, user)
    page = browser.get(user.get_absolute_url()).text
    lists = [titles(browser, user, name) for name in parts()]
    return counts(browser, user), lists, len(shown.boxes), "secret" in page


@pytest.mark.parametrize("who", ["visitor", "stranger", "himself"])
def test_hidden_posts_leave_no_trace(client, helper, stranger, who):
    """A-AZ-05, A-AZ-06, A-AZ-07: in no count, list, tag, order or box."""
    if who != "visitor":
        client.force_login(helper if who == "himself" else stranger)
    before = trace(client, helper)

    hide(make_answer(author=helper, question=make_question(title="Secret one", tags=["secret"])))
    hidden = make_question(title="Secret two", tags=["secret"])
    hide(solve(author=helper, question=hidden).question)
    hide(make_question(author=helper, title="Secret three", tags=["secret"]))

    assert trace(client, helper) == before


def test_article_of_a_hidden_answer_is_no_merit(client, helper):
    """A-AZ-09: the article may stand, its source is not named."""
    answer = make_answer(author=helper)
    make_article(answer=answer)
    hide(answer)

    assert counts(client, helper)["articles"] == 0
    assert titles(client, helper, "articles") == []


def test_draft_is_nobodys_merit_yet(client, client_of, helper, curator):
    article = make_article(answer=make_answer(author=helper))
    type(article).objects.update(state="draft")

    for browser in (client, client_of(curator)):
        assert counts(browser, helper)["articles"] == 0


def test_moderator_sees_what_he_hid(client_of, moderator, helper):
    hide(make_answer(author=helper))

    assert counts(client_of(moderator), helper)["answers"] == 1


def test_votes_of_a_member_are_nowhere(client_of, busy, stranger):
    """A-AZ-05, L-GD-10"""
    page = client_of(stranger).get(busy.get_absolute_url()).text

    assert "vote" not in inside(page).lower()


# Who speaks for the company.


def write_a_lot(user: User) -> None:
    make_article(answer=solve(author=user, question=make_question(tags=["wifi"])))
    make_answer(author=user)
    MedalAward.objects.create(user=user, medal="first-answer")


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_nothing_is_counted_of_who_speaks_for_the_company(client, helper, kind):
    """L-GD-12, A-BG-16: no figures per employee, and no points."""
    values = {"kind": kind}
    if kind != "employee":
        values["contract_until"] = values["valid_until"] = timezone.localdate() + timedelta(90)
    earn(helper, 45)
    make_affiliation(user=helper, **values)
    write_a_lot(helper)

    shown = portrait(client, helper)

    assert (shown.counts, shown.honours, shown.chart, shown.has_points) == ([], [], None, False)
    page = client.get(helper.get_absolute_url()).text
    assert not any(figure in inside(page) for figure in ("Points", ">45<", "kpi", "Medals"))
    assert all(not aside.tells_figures for aside in asides() if aside.template in dict(shown.boxes))


def test_points_since_leaving_stand_alone(client, employee, administrator):
    spoken = Affiliation.objects.get()
    end_affiliation(affiliation=spoken, by=administrator, because="left")
    earn(employee, 45)

    page = inside(client.get(employee.get_absolute_url()).text)

    assert "<b>45</b>" in page
    assert page.count(" kpi") == 1


def test_nothing_is_counted_of_who_spoke_for_it(client, helper, administrator):
    """L-GD-12: figures about the time as an employee would be figures about an employee; points
    are of the time since."""
    spoken = make_affiliation(user=helper)
    write_a_lot(helper)
    end_affiliation(affiliation=spoken, by=administrator, because="left")

    shown = portrait(client, helper)

    assert (shown.counts, shown.honours, shown.has_points) == ([], [], True)
    assert shown.affiliation is None


def test_suspended_employee_has_no_figures_either(client, employee):
    """A-BG-06"""
    Affiliation.objects.update(suspended_at=timezone.now())

    shown = portrait(client, employee)

    assert (shown.affiliation, shown.has_points, shown.counts) == (None, False, [])


def test_who_receives_perks_is_counted_like_a_customer(client, helper):
    make_affiliation(user=helper, kind="perk")
    make_answer(author=helper)

    assert counts(client, helper)["answers"] == 1
    assert portrait(client, helper).has_points


def test_posts_of_an_employee_say_so_in_the_list(client, employee):
    """A-BG-07: before the text, in words, also here."""
    make_answer(author=employee)

    page = client.get(employee.get_absolute_url()).text

    assert page.count("Verified employee") == 2
    assert "Miriam Vogt" in page
    assert "Customer Care" in page


def test_posts_of_a_former_employee_say_what_was_true(client, employee, administrator):
    """A-BG-08"""
    make_answer(author=employee)
    spoken = Affiliation.objects.get()
    end_affiliation(affiliation=spoken, by=administrator, because="left")

    page = client.get(employee.get_absolute_url()).text

    assert "<h1>Miriam V.</h1>" in page
    assert "Verified employee" not in page
    assert "when this was written" in page


# Medals and points.


def test_unknown_medals_are_not_shown(client, helper):
    MedalAward.objects.create(user=helper, medal="of-another-time")

    assert portrait(client, helper).honours == []


def test_medals_stand_with_how_often_gold_first(client, helper):
    for medal, subject in (
        ("first-solution", "answer 1"),
        ("article", "answer 1"),
        ("article", "answer 2"),
        ("year-of-answers", ""),
    ):
        MedalAward.objects.create(user=helper, medal=medal, subject=subject)

    honours = portrait(client, helper).honours
    page = inside(client.get(helper.get_absolute_url()).text)

    assert honours[0][0].level == "gold"
    assert {medal.name: times for medal, times in honours}["article"] == 2
    assert "2 times" in page
    assert reverse("accounts:medal", args=["article"]) in page


def test_expert_is_called_so_with_the_number_behind_it(client, busy):
    tag = Tag.objects.get(slug="wifi")
    Expertise.objects.create(
        user=busy, tag=tag, solutions=7, useful=3, last_solution_at=timezone.now()
    )

    page = inside(client.get(busy.get_absolute_url()).text)

    assert "Expert in" in page
    assert "7 solutions" in page
    assert reverse("community:experts-of-tag", args=["wifi"]) in page
    assert "Expert in wifi" in client.get(reverse("accounts:members")).text


def test_expertise_in_a_hidden_topic_names_no_topic(client, busy):
    """A-AZ-07"""
    secret = make_question(tags=["secret"])
    Expertise.objects.create(
        user=busy, tag=secret.tags.get(), solutions=7, useful=3, last_solution_at=timezone.now()
    )
    hide(secret)

    for address in (busy.get_absolute_url(), reverse("accounts:members")):
        assert "secret" not in client.get(address).text


def test_points_are_summed_by_month(helper):
    now = timezone.now().replace(year=2026, month=8, day=15, hour=12)
    earn(helper, 5, at=now.replace(month=7, day=31, hour=10), key="a")
    earn(helper, 25, at=now.replace(month=8, day=1, hour=10), key="b")
    earn(helper, 5, at=now, key="c")

    chart = points_chart(helper, now=now)

    assert len(chart.bars) == MONTHS
    assert [(bar.month.month, bar.points) for bar in chart.earned] == [(7, 5), (8, 30)]
    assert (chart.first.month.year, chart.first.month.month) == (2024, 9)
    assert chart.most == 30


def test_months_are_those_of_the_place(helper):
    """The last evening of a month belongs to it in Berlin, not in Greenwich."""
    now = timezone.now().replace(year=2026, month=8, day=15)
    earn(helper, 5, at=now.replace(month=7, day=31, hour=22, minute=30))

    assert [bar.month.month for bar in points_chart(helper, now=now).earned] == [8]


def test_what_was_taken_back_is_not_in_the_chart(helper):
    """A-AZ-07"""
    earn(helper, 5, key="a")
    take_back("a")

    assert points_chart(helper) is None


def test_bad_month_hangs_below_the_line(helper):
    now = timezone.now().replace(day=15)
    earn(helper, 5, at=now - timedelta(days=40), key="a")
    earn(helper, 45, at=now - timedelta(days=70), key="b")
    take_back("a", now=now)

    chart = points_chart(helper, now=now)

    good, _less, bad = chart.earned
    assert (good.points, bad.points) == (45, -5)
    assert (good.y, good.height + bad.height) == (0, HEIGHT)
    assert bad.y == chart.baseline == good.height


def test_chart_can_be_read_without_seeing_it(client, helper):
    earn(helper, 25)

    page = client.get(helper.get_absolute_url()).text

    assert 'role="img"' in page
    assert "<desc" in page
    assert "style=" not in page[page.index("<svg viewBox") : page.index("</figure>")]
    assert page.count('<td class="figure">25</td>') == 1


def test_measures_of_the_chart_are_whole_in_every_language(client, helper):
    earn(helper, 1234567)

    page = client.get(helper.get_absolute_url().replace("/en/", "/de/")).text
    drawing = page[page.index("<svg viewBox") : page.index("</svg>", page.index("<svg viewBox"))]

    assert 'height="100"' in drawing
    assert "," not in drawing.split("</desc>")[1].split("<title>")[0]


# Former members, and what it costs.


def test_former_member_has_a_plain_page(client, busy):
    User.objects.filter(pk=busy.pk).update(erased_at=timezone.now(), is_active=False)

    response = client.get(busy.get_absolute_url())

    assert response.status_code == 200
    assert "Former member" in response.text
    assert 'content="noindex"' in response.text
    for word in ("Heike", "It was solved", "Points", "Here since"):
        assert word not in inside(response.text)


def test_account_that_was_never_confirmed_is_not_there(client, db):
    """A-AZ-04, A-AU-01"""
    newcomer = make_user(confirmed_at=None)

    missing = client.get(reverse("accounts:profile", args=[10**6]))
    unconfirmed = client.get(newcomer.get_absolute_url())

    assert missing.status_code == unconfirmed.status_code == 404
    assert unconfirmed.text.replace(f"/{newcomer.pk}/", "/1000000/") == missing.text


@pytest.mark.parametrize("part", ["answers", "solutions", "questions", "articles"])
def test_profile_costs_the_same_with_many_rows(client_of, stranger, busy, count_queries, part):
    """A-DO-10: at most fourteen, signed in, whatever there is."""
    browser = client_of(stranger)
    earn(busy, 25)
    with_few = count_queries(lambda: portrait(browser, busy, f"?part={part}"))

    for number in range(4):
        solved = solve(author=busy, question=make_question(tags=[f"tag-{number}", "wifi"]))
        make_article(answer=solved)
        make_question(author=busy, tags=[f"mine-{number}"])
        earn(busy, 5, key=f"more:{number}")

    assert count_queries(lambda: portrait(browser, busy, f"?part={part}")) == with_few <= 14
