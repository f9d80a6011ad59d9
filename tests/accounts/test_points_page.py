from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.actions.imported_points import Credit, credit_imported
from accounts.actions.reputation import Award, award
from accounts.actions.reputation import reverse as take_back
from accounts.models import ReputationEntry
from community.actions.votes import vote_answer
from tests.factories import hide, make_affiliation, make_answer, make_question, make_user

POINTS = reverse("accounts:points")


def earn(user, key: str, *, now=None, answer_id: int = 10**9) -> None:
    wanted = Award(user.pk, "answer-voted", 5, key, "answer", answer_id, make_user().pk)
    award(wanted, now=now)


def lines(client, query: str = "") -> list:
    return client.get(POINTS + query).context["lines"]


def test_member_sees_every_row_in_plain_words(client, helper):
    earn(helper, "vote:1")
    earn(helper, "vote:2")
    take_back("vote:2")
    client.force_login(helper)

    page = client.get(POINTS)

    assert len(page.context["lines"]) == 3
    assert "Your answer was found useful" in page.text
    assert page.text.count("(taken back)") == 1
    assert "You have 5 points." in page.text


def test_row_leads_to_the_post_by_the_title_of_its_question(client, helper, stranger):
    answer = make_answer(author=helper, question=make_question(title="Router blinks red"))
    vote_answer(answer=answer, by=stranger, value=1)
    client.force_login(helper)

    page = client.get(POINTS).text

    assert "Router blinks red" in page
    assert answer.get_absolute_url() in page


def test_nobody_learns_who_voted(client, helper, stranger):
    """A-VO-13: votes are not public."""
    answer = make_answer(author=helper)
    vote_answer(answer=answer, by=stranger, value=1)
    client.force_login(helper)

    assert stranger.display_name not in client.get(POINTS).text


def test_post_that_is_hidden_is_not_named(client, helper, stranger):
    """A-AZ-07"""
    question = make_question(title="A secret token")
    vote_answer(answer=make_answer(author=helper, question=question), by=stranger, value=1)
    hide(question)
    client.force_login(helper)

    page = client.get(POINTS).text

    assert "A secret token" not in page
    assert "A post that is no longer shown" in page


def test_each_row_shows_the_balance_after_it(client, helper):
    now = timezone.now()
    for number in range(1, 4):
        earn(helper, f"vote:{number}", now=now - timedelta(hours=number))
    take_back("vote:1", now=now)
    client.force_login(helper)

    assert [line.balance for line in lines(client)] == [10, 15, 10, 5]


def test_balance_goes_on_over_the_pages(client, helper):
    """Also where many lines bear the same moment."""
    now = timezone.now()
    for number in range(1, 46):
        earn(helper, f"vote:{number}", now=now)
    client.force_login(helper)

    first = client.get(POINTS)
    second = client.get(POINTS + first.context["page"].older_url)
    third = client.get(POINTS + second.context["page"].older_url)
    back = client.get(POINTS + third.context["page"].newer_url)

    pages = [[line.balance for line in page.context["lines"]] for page in (first, second, third)]
    assert [balance for page in pages for balance in page] == list(range(225, 0, -5))
    assert [line.balance for line in back.context["lines"]] == pages[1]


def test_rows_about_one_post_stand_under_its_title_once(client, helper):
    answer = make_answer(author=helper, question=make_question(title="Router blinks red"))
    for _ in range(3):
        vote_answer(answer=answer, by=make_user(), value=1)
    client.force_login(helper)

    assert client.get(POINTS).text.count("Router blinks red") == 1


def test_reasons_are_summed_up(client, helper):
    earn(helper, "vote:1")
    earn(helper, "vote:2")
    credit_imported(
        [
            Credit(
                user_id=helper.pk,
                reason=ReputationEntry.Reason.IMPORTED,
                points=40,
                subject="answer",
                subject_id=1,
            )
        ]
    )
    client.force_login(helper)

    page = client.get(POINTS)

    assert [(str(label), total) for label, total in page.context["reasons"]] == [
        ("Brought along from the former community", "+40"),
        ("Your answer was found useful", "+10"),
    ]


def test_figures_are_written_as_the_reader_writes_them(client, helper):
    wanted = Award(helper.pk, "article-source", 1250, "article:1", "answer", 1, make_user().pk)
    award(wanted)
    client.force_login(helper)

    assert "+1,250" in client.get(POINTS).text
    assert "+1.250" in client.get(POINTS.replace("/en/", "/de/")).text


def test_next_privilege_is_named_with_the_way_there(client, helper):
    for number in range(4):
        earn(helper, f"vote:{number}")
    client.force_login(helper)

    page = client.get(POINTS)

    assert "Next: Propose a duplicate" in page.text
    assert "20 of 50, 30 more to go" in page.text


def test_who_speaks_for_the_company_is_promised_nothing(client, helper):
    make_affiliation(user=helper)
    client.force_login(helper)

    assert client.get(POINTS).context["next"] is None


def test_nobody_sees_the_rows_of_others(client, helper, stranger):
    """A-AZ-05: also by a parameter."""
    earn(helper, "vote:1")
    client.force_login(stranger)

    for query in ("", f"?user={helper.pk}", f"?user_id={helper.pk}"):
        assert "Your answer was found useful" not in client.get(POINTS + query).text


def test_visitor_is_led_to_the_sign_in_and_back(client, db):
    assert client.get(POINTS)["Location"] == f"{reverse('account_login')}?next={POINTS}"


def test_member_without_points_is_told_how_they_come(client, helper):
    client.force_login(helper)

    assert "No points yet" in client.get(POINTS).text


def test_ledger_is_paged_and_costs_the_same_with_many_rows(client, helper, count_queries):
    """A-DO-10"""
    client.force_login(helper)
    earn(helper, "vote:0", answer_id=make_answer(author=helper).pk)
    with_one = count_queries(lambda: client.get(POINTS))
    for number in range(1, 25):
        earn(helper, f"vote:{number}", answer_id=make_answer(author=helper).pk)

    assert count_queries(lambda: client.get(POINTS)) == with_one <= 8
    older = client.get(POINTS).context["page"].older_url
    assert len(client.get(POINTS + older).context["page"]) == 5


def test_ledger_lists_a_bad_cursor_as_no_page(client, helper):
    """A-DO-05"""
    client.force_login(helper)

    assert client.get(f"{POINTS}?before=abc").status_code == 404
