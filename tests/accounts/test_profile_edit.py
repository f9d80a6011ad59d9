"""One's own name and picture: what is wrong is said beside its field, and what is right is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import FormerName, User
from config.limits import LIMITS
from config.uploads import MOST_BYTES
from tests.accounts.pictures import halves, picture

EDIT = reverse("accounts:profile-edit")


def upload(content: bytes, *, name: str = "me.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


@pytest.fixture
def member(client, helper):
    client.force_login(helper)
    return client


def send(browser, **values):
    return browser.post(EDIT, {"display_name": "Heike R."} | values)


def beside(response, field: str) -> str:
    return " ".join(response.context["form"].errors.get(field, []))


def test_page_shows_what_others_see(member):
    page = member.get(EDIT).text

    assert 'value="Heike R."' in page
    assert "initials" not in page


def test_member_sets_name_and_picture(member, helper):
    response = send(member, display_name="Heike Rabe", picture=upload(picture()))

    helper.refresh_from_db()
    assert response["Location"] == helper.get_absolute_url()
    assert helper.display_name == "Heike Rabe"
    assert helper.avatar


def test_name_alone_leaves_the_picture(member, helper):
    send(member, picture=upload(picture()))
    send(member, display_name="Heike Rabe")

    helper.refresh_from_db()
    assert (helper.display_name, bool(helper.avatar)) == ("Heike Rabe", True)


def test_picture_can_be_taken_away(member, helper):
    send(member, picture=upload(picture()))

    assert "Show my initials" in member.get(EDIT).text
    send(member, remove_picture="on")

    helper.refresh_from_db()
    assert helper.avatar == ""


def test_new_picture_counts_more_than_the_wish_for_none(member, helper):
    send(member, picture=upload(picture()), remove_picture="on")

    helper.refresh_from_db()
    assert helper.avatar


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"",
        b"GIF89a",
        halves("PNG")[:60],
        halves("JPEG")[:400],
        picture("BMP"),
    ],
    ids=["svg", "empty", "magic", "half-png", "half-jpeg", "bmp"],
)
def test_what_is_no_picture_is_refused_beside_its_field(member, helper, content):
    """A-XS-05, A-UP-01: nothing is stored and the name that was typed stays."""
    response = send(member, display_name="Heike Rabe", picture=upload(content))

    assert response.status_code == 422
    assert beside(response, "picture")
    assert 'value="Heike Rabe"' in response.text
    helper.refresh_from_db()
    assert (helper.display_name, helper.avatar) == ("Heike R.", "")


@pytest.mark.parametrize(
    "name",
    [
        "me.svg",
        "../../etc/passwd",
        "C:\\con",
        "x" * 300 + ".png",
        ".htaccess",
        "a\x00b.png",
        "é.exe",
    ],
)
def test_name_of_the_file_means_nothing(member, helper, settings, name):
    """A-UP-03"""
    response = send(member, picture=upload(picture(), name=name, kind="text/html"))

    helper.refresh_from_db()
    kept = [path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    if response.status_code == 302:
        assert kept == [f"{helper.avatar}.webp"]
    else:
        assert (response.status_code, kept) == (422, [])


def test_file_that_is_too_large_is_refused_and_never_stored(member, helper):
    huge = picture() + bytes(MOST_BYTES)

    response = send(member, display_name="Heike Rabe", picture=upload(huge))

    assert response.status_code == 422
    assert "larger than 5 MB" in beside(response, "picture")
    assert 'value="Heike Rabe"' in response.text


def test_largest_file_is_taken(member, helper):
    whole = picture()
    largest = whole + bytes(MOST_BYTES - len(whole))

    assert send(member, picture=upload(largest)).status_code == 302


def test_bad_name_is_refused_beside_its_field(member, helper, stranger):
    response = send(member, display_name="Okan Y.")

    assert response.status_code == 422
    assert "already has this name" in beside(response, "display_name")
    assert 'value="Okan Y."' in response.text


def test_member_hears_that_a_good_picture_beside_a_bad_name_was_not_kept(member, helper):
    response = send(member, display_name="Admin", picture=upload(picture()))

    assert response.status_code == 422
    assert "choose the picture again" in beside(response, "picture")
    helper.refresh_from_db()
    assert helper.avatar == ""


def test_picture_that_is_refused_changes_no_name(member, helper):
    send(member, display_name="Heike Rabe", picture=upload(b"no picture"))

    assert not FormerName.objects.exists()


def test_third_name_in_a_month_is_refused_in_words(member):
    for name in ("Heike One", "Heike Two"):
        send(member, display_name=name)

    response = send(member, display_name="Heike Three")

    assert "twice lately" in beside(response, "display_name")


def test_who_changes_pictures_all_the_time_is_asked_to_wait(member, at_noon):
    """A-DO-12: each one costs a process."""
    most = LIMITS["picture"][0][0]
    for _ in range(most):
        assert send(member, picture=upload(picture())).status_code == 302

    response = send(member, picture=upload(picture()))

    assert response.status_code == 422
    assert "wait a little" in beside(response, "picture")


def test_nobody_elses_profile_can_be_named(member, helper, stranger):
    """A-MA-02"""
    send(
        member,
        display_name="Heike Rabe",
        picture=upload(picture()),
        user=stranger.pk,
        user_id=stranger.pk,
        id=stranger.pk,
        avatar="x",
        name_key="x",
    )

    stranger.refresh_from_db()
    assert (stranger.display_name, stranger.avatar) == ("Okan Y.", "")
    assert User.objects.get(pk=helper.pk).avatar != "x"


def test_visitor_is_led_to_the_sign_in_and_back(client, db):
    assert client.get(EDIT)["Location"] == f"{reverse('account_login')}?next={EDIT}"


def test_menu_and_settings_lead_to_the_page(member, helper):
    assert EDIT in member.get(reverse("account_email")).text
    assert EDIT in member.get(helper.get_absolute_url()).text
