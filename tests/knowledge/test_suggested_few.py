"""How much of what was found stands between a title and the details."""

import pytest
from django.urls import reverse

from community.actions.solutions import accept_answer
from config.events import relay
from knowledge.search import index
from tests.factories import make_answer, make_question

pytestmark = pytest.mark.django_db
TITLE = "Router loses the wifi network after the update"


@pytest.mark.parametrize(("found", "folded"), [(3, 0), (5, 2)])
def test_three_are_shown_and_the_rest_is_one_press_away(client, found, folded):
    for _ in range(found):
        answer = make_answer(question=make_question(title=TITLE))
        accept_answer(answer=answer, by=answer.question.author)
    relay.deliver_pending(limit=1000)
    index.rebuild()

    page = client.get(reverse("knowledge:suggest"), {"title": TITLE}).text

    shown, _, rest = page.partition("<details>")
    assert shown.count('class="suggestion"') == 3
    assert rest.count('class="suggestion"') == folded
    assert (f"{folded} more" in rest) == bool(folded)
