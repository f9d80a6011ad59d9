"""What the database gave up is done again from the start, and not more than three times (C-17)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from psycopg import errors

from accounts.access import public
from accounts.models import User
from config.limits import TooOften, count_member
from tests.factories import make_user


def of_database(cause: type[Exception]) -> OperationalError:
    problem = OperationalError(cause.__name__)
    problem.__cause__ = cause()
    return problem


CIRCLE = of_database(errors.DeadlockDetected)
GIVEN_UP = [CIRCLE, of_database(errors.SerializationFailure), User.DoesNotExist("gone meanwhile")]
# What is yet to go wrong, one in each try, and what each try had before it.
troubles: list[Exception] = []
tries: list[str] = []


@public
def rename(request: HttpRequest) -> HttpResponse:
    count_member("reconfirm", request.user)
    tries.append(f"{request.user.display_name} {request.FILES['picture'].read().decode()}")
    request.user.display_name = "Never written"
    if troubles:
        raise troubles.pop()
    return HttpResponse("renamed")


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("not found", status=404)


urlpatterns = [path("rename/", rename)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _nothing_tried_yet():
    tries.clear()
    troubles.clear()


@pytest.fixture
def send(client):
    client.force_login(make_user(display_name="Kim L."))
    return lambda: client.post("/rename/", {"picture": SimpleUploadedFile("a.png", b"drawn")})


@pytest.mark.parametrize("trouble", GIVEN_UP, ids=str)
def test_what_was_given_up_is_done_again_from_the_start(send, trouble):
    """Rows and files are read anew, and what is limited to once a minute is counted once."""
    troubles.extend([trouble] * 2)
    assert send().status_code == 200
    assert tries == ["Kim L. drawn"] * 3


def test_after_three_tries_it_is_an_error(send):
    troubles.extend([CIRCLE] * 3)
    with pytest.raises(OperationalError):
        send()
    assert len(tries) == 3


def test_what_is_gone_is_not_found(send):
    troubles.extend([Http404(), User.DoesNotExist()])
    assert send().status_code == 404


def test_any_other_trouble_is_an_error_at_once(send):
    troubles.append(of_database(errors.AdminShutdown))
    with pytest.raises(OperationalError):
        send()
    assert len(tries) == 1


def test_what_is_begun_anew_by_the_member_is_counted_anew(send):
    troubles.append(CIRCLE)
    send()
    with pytest.raises(TooOften):
        send()


def test_within_a_transaction_nothing_is_done_again(send):
    troubles.append(CIRCLE)
    with pytest.raises(OperationalError), transaction.atomic():
        send()
    assert len(tries) == 1
