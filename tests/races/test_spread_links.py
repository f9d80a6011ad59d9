"""The same link from many accounts at once: who comes after them waits, and no counter is lost."""

from functools import partial

from community.actions.spread_links import SPREADERS
from community.models import Answer, Decision
from config import recount
from tests.factories import make_answer, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures


def test_link_of_many_accounts_waits_as_soon_as_they_are_seen():
    """A-VO-11: those of one moment do not see each other; everybody after them waits."""
    question = make_question()
    for number in range(ROUNDS):
        link = f"https://shop.example/{number}"
        newcomers = [make_user() for _ in range(THREADS)]
        results = at_once(
            partial(make_answer, question=question, author=newcomer, body=f"See {link} now.")
            for newcomer in newcomers
        )
        assert failures(results) == []
        seen = Answer.objects.filter(body__contains=link, links_held_at=None).count()
        assert seen >= SPREADERS

        late = make_answer(question=question, body=f"See {link} as well.")

        assert late.links_held_at
        waiting = Answer.objects.filter(body__contains=link, links_held_at__isnull=False)
        assert Decision.objects.filter(answer__in=waiting).count() == waiting.count()
    found = [each for one in recount.registered() for each in one.differences()]
    assert [str(each) for each in found if each.model.startswith("community.")] == []
