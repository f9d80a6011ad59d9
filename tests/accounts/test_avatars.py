"""Pictures of people: who sees which, for how long, and what is left of those nobody shows."""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.profiles import remove_avatar, set_avatar, sweep_avatars
from accounts.avatars import files
from accounts.avatars.drawing import draw
from accounts.models import User
from config.events.models import Event
from tests.accounts.pictures import looked_at, picture
from tests.factories import make_answer, make_user


def show(user: User, *, colour="red") -> User:
    return set_avatar(user=user, picture=draw(picture(colour=colour)), by=user)


def address(key: str) -> str:
    return reverse("accounts:avatar", args=[key])


def folder(settings) -> list[str]:
    return sorted(os.listdir(settings.MEDIA_ROOT / "avatars"))


@pytest.fixture
def shown(helper) -> User:
    return show(helper)


def grow_old(settings) -> None:
    """As if the files had been written two hours ago."""
    then = (timezone.now() - timedelta(hours=2)).timestamp()
    for path in (settings.MEDIA_ROOT / "avatars").iterdir():
        os.utime(path, (then, then))


def test_everybody_sees_the_picture_of_a_member(client, shown):
    response = client.get(address(shown.avatar))

    assert response.status_code == 200
    assert looked_at(response.content).size == (256, 256)


def test_picture_is_served_so_that_it_can_be_nothing_else(client, shown):
    """A-XS-05, A-CA-03"""
    response = client.get(address(shown.avatar))

    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_picture_costs_one_query(client, shown, count_queries):
    """A-DO-10: a page of thirty people asks for thirty of them."""
    assert count_queries(lambda: client.get(address(shown.avatar))) == 1


def test_browser_that_has_it_is_told_so(client, shown):
    etag = client.get(address(shown.avatar))["ETag"]

    response = client.get(address(shown.avatar), headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_removed_picture_is_gone_at_its_old_address(client, shown):
    """A-AZ-13"""
    remove_avatar(user=shown, by=shown)

    for headers in ({}, {"If-None-Match": f'"{shown.avatar}"'}):
        assert client.get(address(shown.avatar), headers=headers).status_code == 404


def test_replaced_picture_is_gone_at_its_old_address(client, shown):
    """A-AZ-13"""
    again = show(shown, colour="blue")

    assert client.get(address(shown.avatar)).status_code == 404
    assert client.get(address(again.avatar)).status_code == 200


@pytest.mark.parametrize(
    "closed", [{"is_active": False}, {"confirmed_at": None}, {"is_active": False, "avatar": ""}]
)
def test_picture_of_a_closed_account_is_not_there(client, client_of, moderator, shown, closed):
    """A-AZ-13: the same for everybody, for nobody is asked who looks."""
    User.objects.filter(pk=shown.pk).update(**closed)

    assert client.get(address(shown.avatar)).status_code == 404
    assert client_of(moderator).get(address(shown.avatar)).status_code == 404


@pytest.mark.parametrize("key", ["x", "a" * 32, "_", "-"])
def test_unknown_picture_is_not_there(client, helper, key):
    """A-UP-03: names are ours; nothing but letters and digits reaches the folder."""
    assert client.get(address(key)).status_code == 404


@pytest.mark.parametrize("path", ["../db.sqlite3", "%2e%2e%2fsecret", "a/b", "a%00b", "C:\\x"])
def test_address_leads_to_no_other_file(client, shown, path):
    """A-UP-03"""
    response = client.get(f"/en/people/pictures/{path}.webp")

    assert response.status_code in {400, 404}


def test_row_without_its_file_is_no_failure(client, shown):
    files.forget(shown.avatar)

    assert client.get(address(shown.avatar)).status_code == 404


def test_key_tells_nothing_of_its_person(helper, stranger):
    """A-PR-02: neither id nor mailbox, and the same picture twice has two keys."""
    keys = {show(helper).avatar, show(stranger).avatar}

    assert len(keys) == 2
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in keys)


def test_change_is_recorded_once(helper):
    first = show(helper)
    remove_avatar(user=first, by=first)
    remove_avatar(user=first, by=first)

    assert Event.objects.filter(name="accounts.AvatarChanged").count() == 2


def test_stranger_may_not_touch_the_picture_of_somebody(shown, stranger):
    with pytest.raises(PermissionDenied):
        remove_avatar(user=shown, by=stranger)
    with pytest.raises(PermissionDenied):
        set_avatar(user=shown, picture=b"", by=stranger)

    shown.refresh_from_db()
    assert shown.avatar


def test_refused_picture_leaves_no_file(settings, helper, stranger):
    with pytest.raises(PermissionDenied):
        set_avatar(user=helper, picture=b"", by=stranger)

    assert not (settings.MEDIA_ROOT / "avatars").exists()


def test_moderator_may_take_away_what_offends(shown, moderator):
    assert remove_avatar(user=shown, by=moderator).avatar == ""


def test_files_that_nobody_shows_are_swept(settings, shown, stranger):
    replaced = shown.avatar
    kept = {show(shown, colour="blue").avatar, show(stranger).avatar}
    files.keep(b"of a transaction that failed")
    (settings.MEDIA_ROOT / "avatars" / "x.unfinished").write_bytes(b"half")
    grow_old(settings)

    assert sweep_avatars() == 2

    assert folder(settings) == sorted(f"{key}.webp" for key in kept)
    assert replaced not in kept
    assert sweep_avatars() == 0


def test_file_whose_row_is_just_being_written_is_not_swept(settings, db):
    key = files.keep(b"written a moment ago")

    assert sweep_avatars() == 0
    assert folder(settings) == [f"{key}.webp"]


def test_file_that_another_sweep_has_just_deleted_is_no_fault(settings, db):
    """C-20: the task may run twice at once."""
    for _ in range(2):
        files.keep(b"nobody shows it")
    grow_old(settings)

    keys = files.kept_before(timezone.now())
    (other,) = set(folder(settings)) - {f"{next(keys)}.webp"}
    files.forget(other.removesuffix(".webp"))

    assert list(keys) == []


def test_sweeping_where_nobody_ever_had_a_picture(db):
    assert sweep_avatars() == 0


def test_files_are_for_this_account_alone(settings, shown):
    assert (settings.MEDIA_ROOT / "avatars").stat().st_mode & 0o077 == 0


def test_picture_stands_beside_the_name_and_says_nothing_to_those_who_listen(client, shown):
    answer = make_answer(author=shown)

    page = client.get(answer.question.get_absolute_url()).text

    tag = page[page.index(f'<img src="{address(shown.avatar)}"') :].partition(">")[0]
    for attribute in ('alt=""', 'width="256"', 'height="256"', 'loading="lazy"'):
        assert attribute in tag


def test_initials_lie_beneath_the_picture(client, shown):
    """Where the picture is gone, they are what one sees."""
    page = client.get(shown.get_absolute_url()).text

    assert "HR" in page[page.index('class="avatar') : page.index(address(shown.avatar))]


def test_erased_members_picture_is_gone(shown):
    """L-GD-10"""
    User.objects.filter(pk=shown.pk).update(erased_at=timezone.now(), is_active=False, avatar="")

    assert Client().get(address(shown.avatar)).status_code == 404
    assert make_user().avatar == ""
