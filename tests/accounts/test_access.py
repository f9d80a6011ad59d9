"""The decorators that say who may enter, each with one view behind it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from accounts import access
from tests.factories import make_user

SOLVED = "/en/suggestions/question-1/solved/"
ADMIN = "/admin/"


@pytest.fixture
def entered(rf):
    """Whether `user` gets through `decorator` with a GET."""

    def attempt(decorator, user) -> int:
        request = rf.get("/")
        request.user = user
        return decorator(lambda _request: HttpResponse())(request).status_code

    return attempt


@pytest.mark.parametrize(
    ("decorator", "roles"),
    [
        (access.curators_only, {"curator", "administrator"}),
        (access.moderators_only, {"moderator", "administrator"}),
        (access.analysts_only, {"analyst", "curator", "administrator"}),
    ],
)
@pytest.mark.parametrize(
    "role", ["", "employee", "curator", "moderator", "analyst", "administrator"]
)
def test_role_opens_its_door_and_no_other(db, entered, decorator, roles, role):
    user = make_user(roles=role)

    if role in roles:
        assert entered(decorator, user) == 200
    else:
        with pytest.raises(PermissionDenied):
            entered(decorator, user)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_anonymous_post_from_our_own_page_is_taken(client, db, headers):
    assert client.post(SOLVED, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://sub.testserver"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8080"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Referer": "http://testserver/"},
    ],
)
def test_anonymous_post_from_anywhere_else_is_refused(client, db, headers):
    """A-CS-02"""
    assert client.post(SOLVED, headers=headers).status_code == 403


def test_anonymous_post_as_plain_text_is_no_way_around(client, db):
    """A-CS-02: what a foreign page may send without asking."""
    response = client.post(
        SOLVED,
        '{"submission": "1"}',
        content_type="text/plain",
        headers={"Origin": "https://evil.example"},
    )

    assert response.status_code == 403


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_anonymous_post_is_a_post(client, db, method):
    """A-CS-01"""
    headers = {"Sec-Fetch-Site": "same-origin"}

    assert getattr(client, method)(SOLVED, headers=headers).status_code == 405


def test_anonymous_posts_are_limited_by_network(client, db, at_noon):
    """A-VO-17"""
    headers = {"Sec-Fetch-Site": "same-origin"}
    statuses = [client.post(SOLVED, headers=headers).status_code for _ in range(12)]

    assert statuses == [404] * 10 + [429] * 2


def test_refusal_says_when_to_come_back(client, db, at_noon):
    headers = {"Sec-Fetch-Site": "same-origin"}
    for _ in range(11):
        response = client.post(SOLVED, headers=headers)

    assert response["Retry-After"] == "60"
    assert "wait a little" in response.text


def test_anonymous_post_sets_no_cookie(client, db):
    """L-TD-01"""
    assert not client.post(SOLVED, headers={"Sec-Fetch-Site": "same-origin"}).cookies


def test_admin_has_no_door_of_its_own(client, db):
    """A-AU-04: one sign-in, one limiter."""
    first = client.get(ADMIN)
    assert first["Location"].startswith("/admin/login/")

    second = client.get(first["Location"])
    assert second["Location"] == f"{reverse('account_login')}?next={ADMIN}"


def test_admin_takes_no_password(client, db):
    """A-AU-04"""
    response = client.post("/admin/login/", {"username": "x", "password": "y"})

    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_admin_is_for_administrators(client, db, roles):
    client.force_login(make_user(roles=roles))

    assert client.get(ADMIN, follow=True).status_code == 403


def test_administrator_enters_and_can_only_look(client, administrator, asker):
    """A-AZ-19, A-BG-10: nobody is made an employee by a form."""
    client.force_login(administrator)

    assert client.get(ADMIN).status_code == 200
    for path in ("add/", f"{asker.pk}/change/", f"{asker.pk}/delete/"):
        assert client.post(f"/admin/accounts/user/{path}", {"roles": "x"}).status_code == 403
    for model in ("affiliation", "rolegrant", "reputationentry"):
        assert client.post(f"/admin/accounts/{model}/add/", {}).status_code == 403


@pytest.mark.parametrize("lookup", ["password__startswith=a", "email__contains=a"])
def test_admin_lists_are_not_filtered_by_secrets(client, administrator, lookup):
    """A-AZ-19"""
    client.force_login(administrator)

    assert client.get(f"/admin/accounts/user/?{lookup}").status_code in (302, 400)


def test_password_hash_is_not_shown_to_administrators(client, administrator, asker):
    asker.set_password("a long enough pass phrase")
    asker.save()
    client.force_login(administrator)

    page = client.get(f"/admin/accounts/user/{asker.pk}/change/").text

    assert asker.display_name in page
    assert asker.password not in page
