"""The list of members: who stands there, with what, and who does not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.imported_people import Newcomer, create_imported_people
from accounts.models import User
from community.models import Answer
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_employee,
    make_organisation,
    make_question,
    make_user,
)

MEMBERS = reverse("accounts:members")
HTMX = {"HX-Request": "true"}


def names(response) -> list[str]:
    return [person.display_name for person in response.context["page"]]


def agree(*people: User) -> None:
    ids = [person.pk for person in people]
    User.objects.filter(pk__in=ids).update(on_leaderboards_since=timezone.now())


def make_imported(name: str) -> User:
    newcomer = Newcomer(name=name, number="1", language="en", joined_at=timezone.now())
    return create_imported_people([newcomer])[0]


def test_newest_member_stands_first(client, db):
    now = timezone.now()
    make_user(display_name="Old Hand", created_at=now - timedelta(days=900))
    make_user(display_name="New Hand", created_at=now)

    assert names(client.get(MEMBERS)) == ["New Hand", "Old Hand"]


def test_list_says_little(client, helper):
    """A-PR-02, L-GD-10"""
    page = client.get(MEMBERS).text

    assert helper.email not in page
    assert 'content="noindex"' in page
    assert helper.get_absolute_url() in page


def test_who_is_not_there_is_not_listed(client, client_of, moderator):
    """A-AZ-04: for nobody, moderators included."""
    make_user(display_name="Closed", is_active=False)
    make_user(display_name="Unconfirmed", confirmed_at=None)
    make_user(display_name="Erased", erased_at=timezone.now())

    for browser in (client, client_of(moderator)):
        assert names(browser.get(MEMBERS)) == ["Per O."]


def test_imported_person_is_listed_for_what_can_be_read(client, helper):
    """A-AZ-07: somebody who came with a hidden post alone is not there."""
    writer, asker, nobody = (make_imported(name) for name in ("Ada W.", "Bob W.", "Cyd W."))
    make_question(author=helper)
    answer = make_answer(author=helper)
    Answer.objects.filter(pk=answer.pk).update(author=writer)
    type(answer.question).objects.filter(pk=answer.question_id).update(author=asker)

    assert set(names(client.get(MEMBERS))) >= {"Ada W.", "Bob W."}
    assert nobody.display_name not in names(client.get(MEMBERS))
    hide(answer)
    assert "Ada W." not in names(client.get(MEMBERS))


def test_employee_stands_there_with_words_instead_of_points(client, helper):
    """A-BG-07, A-BG-16"""
    make_employee(display_name="Miri 77", full_name="Miriam Vogt")
    User.objects.update(points=4321)

    page = client.get(MEMBERS).text

    assert page.count("4,321 points") == 1
    assert "Miriam Vogt" in page
    assert "Miri 77" not in page
    assert "Verified employee" in page
    assert "Customer Care" in page


def test_suspended_employee_has_neither_words_nor_points(client, helper):
    """PRODUCT 1: no figures per employee; the mark holds only while it is proved."""
    make_answer(author=helper, question=make_question(author=helper))
    affiliation = make_affiliation(user=helper)
    suspend_affiliation(affiliation=affiliation, because="The mailbox was lost.")
    User.objects.update(points=4321)

    page = client.get(MEMBERS).text

    assert helper.display_name in page
    assert "4,321 points" not in page
    assert "Verified employee" not in page


def test_who_receives_perks_has_words_and_points(client, helper):
    make_affiliation(user=helper, kind="perk")

    page = client.get(MEMBERS).text

    assert "Receives perks from" in page
    assert "1 point<" in page


# By points.


def test_by_points_stand_those_who_agreed(client, helper, stranger, asker):
    """PRODUCT, section 1: leaderboards only with consent."""
    agree(helper, asker)
    for person, points in ((helper, 30), (stranger, 900), (asker, 50)):
        User.objects.filter(pk=person.pk).update(points=points)

    assert names(client.get(MEMBERS, {"order": "points"})) == ["Lena B.", "Heike R."]


@pytest.mark.parametrize("kind", ["employee", "agency", "partner", "perk"])
def test_who_speaks_for_the_company_stands_in_no_order_of_points(client, helper, kind):
    """A-BG-16"""
    values = {"kind": kind}
    if kind in {"agency", "partner"}:
        values["contract_until"] = values["valid_until"] = timezone.localdate() + timedelta(90)
    agree(helper)
    make_affiliation(user=helper, **values)

    assert names(client.get(MEMBERS, {"order": "points"})) == []


def test_nobody_agreed_yet_is_said(client, helper):
    assert "Nobody is listed by points yet" in client.get(MEMBERS, {"order": "points"}).text


# By name.


@pytest.mark.parametrize("typed", ["Hei", "hei", "HEIKE", " heike r", "Héik", "H"])
def test_member_is_found_by_the_beginning_of_the_name(client, helper, stranger, typed):
    assert names(client.get(MEMBERS, {"q": typed})) == ["Heike R."]


def test_middle_of_a_name_is_no_beginning(client, helper):
    response = client.get(MEMBERS, {"q": "eike"})

    assert names(response) == []
    assert "Nobody is called that" in response.text


@pytest.mark.parametrize("typed", ["%", "_", "\\", "%%", "a" * 500, "<script>", "'; --", "\u200b"])
def test_odd_searches_find_nothing_odd(client, helper, typed):
    """A-DO-06, A-MA-03"""
    response = client.get(MEMBERS, {"q": typed})

    assert response.status_code == 200
    assert "<script>'" not in response.text
    assert set(names(response)) <= {"Heike R."}


def test_employee_is_found_by_the_name_that_is_shown(client, db):
    make_employee(display_name="Miri 77", full_name="Miriam Vogt")

    assert names(client.get(MEMBERS, {"q": "miriam vo"})) == ["Miri 77"]


def test_rest_of_a_shortened_name_does_not_come_out_letter_by_letter(client, helper):
    organisation = make_organisation(name="Reederei AG", name_form="initial")
    make_affiliation(user=helper, organisation=organisation, full_name="Miriam Vogt")

    assert "Miriam V." in client.get(MEMBERS).text
    assert names(client.get(MEMBERS, {"q": "Miriam Vog"})) == []


def test_search_and_order_stay_when_one_turns_the_page(client, db):
    people = [make_user(display_name=f"Otter {number}") for number in range(25)]
    agree(*people)

    older = client.get(MEMBERS, {"q": "Otter", "order": "points"}).context["page"].older_url

    assert "q=Otter" in older
    assert "order=points" in older
    assert len(client.get(MEMBERS + older).context["page"]) == 5


# The page.


def test_empty_community_is_said(client, db):
    assert "Nobody is here yet" in client.get(MEMBERS).text


def test_fragment_is_the_list_alone(client, helper):
    response = client.get(MEMBERS, headers=HTMX)

    assert "<main" not in response.text
    assert "Heike R." in response.text
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize(
    "query", ["?before=abc", "?after=1", "?before=-", "?before=1-99999999999999999999"]
)
def test_bad_cursor_is_no_page(client, helper, query):
    """A-DO-05"""
    assert client.get(MEMBERS + query).status_code == 404


@pytest.mark.parametrize("query", ["", "?order=points", "?q=Person"])
def test_list_costs_the_same_with_many_members(client_of, helper, count_queries, query):
    """A-DO-10: at most eight, signed in."""
    browser = client_of(helper)
    agree(make_user())
    make_employee(display_name="Person of the firm")
    with_few = count_queries(lambda: browser.get(MEMBERS + query))

    for _ in range(12):
        agree(make_user())
        make_answer(author=make_employee())

    assert count_queries(lambda: browser.get(MEMBERS + query)) == with_few <= 8
