"""Should two requests ever wait for each other, neither of the two members sees it (C-17)."""

from functools import partial

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.access import public
from community.models import Question
from tests.factories import make_question
from tests.races.lines import one_behind_the_other

pytestmark = pytest.mark.urls(__name__)


@public
@transaction.atomic
def visit(request: HttpRequest, number: int) -> HttpResponse:
    """Locks the questions that are asked for in the order in which they are asked for."""
    for pk in request.GET.getlist("question"):
        Question.objects.select_for_update(no_key=True).get(pk=pk)
    Question.objects.filter(pk=pk).update(body=f"Visit {number}")
    return HttpResponse("visited")


urlpatterns = [path("visit/<int:number>/", visit)]


def test_who_waited_in_a_circle_starts_over_unseen():
    first, second, held = (make_question() for _ in range(3))
    calls = [
        partial(Client().get, "/visit/1/", {"question": [first.pk, held.pk, second.pk]}),
        partial(Client().get, "/visit/2/", {"question": [second.pk, first.pk]}),
    ]

    answers = one_behind_the_other(Question.objects.filter(pk=held.pk), calls)

    assert [answer.status_code for answer in answers] == [200, 200]
    for question, visited in (first, "Visit 2"), (second, "Visit 1"):
        question.refresh_from_db()
        assert question.body == visited
