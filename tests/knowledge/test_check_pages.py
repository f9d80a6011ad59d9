"""Employees vouch for an article or flag it; curators say which versions have ended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Article, Doubt, EndedVersion
from tests.factories import make_article, make_product, make_user


@pytest.fixture
def article(curator) -> Article:
    return make_article(by=curator)


@pytest.fixture
def expert(db, client_of):
    """Somebody with the role of an employee, in his browser."""
    return client_of(make_user(roles="employee"))


def flag_page(article) -> str:
    return reverse("knowledge:article-flag", args=[article.pk])


def test_employee_flags_an_article(article, expert):
    response = expert.post(flag_page(article), {"note": "The button is green now."}, follow=True)

    assert "Thank you." in response.text
    assert Doubt.objects.get().note == "The button is green now."


@pytest.mark.parametrize("note", ["", "   ", "x" * 1001])
def test_flag_without_words_or_with_too_many_comes_back_with_them(article, expert, note):
    response = expert.post(flag_page(article), {"note": note})

    assert response.status_code == 422
    assert note.strip() in response.text
    assert not Doubt.objects.exists()


def test_markup_in_a_flag_is_shown_as_it_was_typed(article, expert, client_of, curator):
    """A-XS-01"""
    expert.post(flag_page(article), {"note": "<script>alert(1)</script>"})

    page = client_of(curator).get(reverse("knowledge:article-edit", args=[article.pk]))
    assert "<script>alert(1)</script>" not in page.text


def test_employee_vouches_for_an_article(article, expert):
    path = reverse("knowledge:article-vouch", args=[article.pk])

    response = expert.post(path, follow=True)

    assert "Checked" in response.text
    article.refresh_from_db()
    assert article.checked_by.roles == "employee"


@pytest.mark.parametrize("roles", ["", "moderator"])
def test_who_knows_nothing_of_it_is_refused(article, client_of, roles):
    """A-AZ-10"""
    browser = client_of(make_user(roles=roles))

    assert browser.get(flag_page(article)).status_code == 403
    assert browser.post(flag_page(article), {"note": "Wrong."}).status_code == 403
    path = reverse("knowledge:article-vouch", args=[article.pk])
    assert browser.post(path).status_code == 403


def test_draft_is_not_there_for_employees(article, expert):
    """A-AZ-09: neither its page nor its title."""
    Article.objects.update(state="draft")

    response = expert.get(flag_page(article))

    assert response.status_code == 404
    assert article.title not in response.text


def test_too_many_flags_wait(article, expert, at_noon, settings):
    """A-VO-17"""
    settings.LIMITS_FACTOR = 1
    seen = {expert.post(flag_page(article), {"note": "Wrong."}).status_code for _ in range(121)}

    assert seen == {302, 429}


# Versions.


@pytest.fixture
def desk(client_of, curator):
    return client_of(curator)


def said(product, **values) -> dict:
    today = timezone.localdate().isoformat()
    return {"product": product.pk, "version": "7.2", "ended_on": today} | values


def test_curator_says_that_a_version_has_ended(desk, curator):
    product = make_product()

    response = desk.post(reverse("knowledge:ended-versions"), said(product), follow=True)

    assert "within an hour" in response.text
    assert f"{product.name} · 7.2" in response.text
    assert EndedVersion.objects.get().said_by == curator


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": ""},
        {"version": "x" * 61},
        {"ended_on": "soon"},
        {"ended_on": ""},
        {"product": ""},
        {"product": "987654"},
    ],
)
def test_what_is_wrong_is_said_beside_the_field(desk, wrong):
    response = desk.post(reverse("knowledge:ended-versions"), said(make_product()) | wrong)

    assert response.status_code == 422
    assert "aria-invalid" in response.text
    assert not EndedVersion.objects.exists()


def test_version_is_in_use_after_all(desk):
    desk.post(reverse("knowledge:ended-versions"), said(make_product()))
    path = reverse("knowledge:version-resume", args=[EndedVersion.objects.get().pk])

    assert desk.post(path).status_code == 302
    assert not EndedVersion.objects.exists()
    assert desk.post(path).status_code == 404


def test_list_asks_as_often_for_many_as_for_few(desk, curator, count_queries):
    path = reverse("knowledge:ended-versions")

    def end(number: int) -> None:
        product = make_product()
        for version in range(number):
            EndedVersion.objects.create(
                product=product,
                version=f"7.{version}",
                ended_on=timezone.localdate(),
                said_by=curator,
            )

    end(1)
    desk.get(path)
    few = count_queries(lambda: desk.get(path))
    end(40)

    assert count_queries(lambda: desk.get(path)) == few <= 8


def test_empty_list_says_so(desk):
    assert "No version has ended" in desk.get(reverse("knowledge:ended-versions")).text
