"""The workbench: what a curator sees of a queue and can do in it."""

from datetime import timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions.solutions import accept_answer
from knowledge.actions.article_feedback import say_article_helped
from knowledge.actions.claiming import claim
from knowledge.models import Article, Candidate, Doubt
from knowledge.queues import QUEUES
from knowledge.views.workbench.counting import count_anew
from tests.factories import hide, make_answer, make_article, make_question, make_user
from tests.knowledge.workbench_rows import (
    make_candidate,
    make_candidates,
    make_doubted,
    make_gap,
)

DESK = reverse("knowledge:curate")
NUMBERS = count()
Cause = Doubt.Cause


def address(queue: str) -> str:
    return reverse("knowledge:curate-queue", args=[queue])


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return lambda path=DESK: client.get(path)


def make_translation_behind() -> Article:
    original, article = make_article(), make_doubted(Cause.ORIGINAL_CHANGED)
    Article.objects.filter(pk=article.pk).update(
        language="de", family=original.family, original=original, original_version=1
    )
    return article


def make_draft() -> Article:
    article = make_doubted(Cause.MASKED)
    article.doubts.all().delete()
    Article.objects.filter(pk=article.pk).update(state=Article.State.DRAFT)
    return article


ROWS = {
    "promote": make_candidate,
    "review": lambda: make_doubted(Cause.PUBLISHED_ALONE),
    "source": lambda: make_doubted(Cause.SOURCE_EDITED),
    "due": lambda: make_doubted(Cause.REVIEW_DUE, Cause.LINK_BROKEN),
    "unhelpful": lambda: make_doubted(Cause.DID_NOT_HELP),
    "gaps": lambda: make_gap(f"words {next(NUMBERS)}"),
    "translations": lambda: make_translation_behind(),
    "drafts": make_draft,
}


def test_solution_waits_there_once_events_are_delivered(desk, deliver_events):
    answer = make_answer(question=make_question(title="A solution that waits"))
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()

    page = desk().text

    assert "A solution that waits" in page
    assert "To promote" in page


def test_source_and_draft_stand_beside_the_list(desk):
    candidate = make_candidate(title="Can I keep my number?")

    page = desk()

    assert page.context["shown"].chosen.thing == candidate
    assert candidate.answer.body in page.text
    assert page.context["form"]["title"].value() == "Can I keep my number?"
    assert page.context["form"]["solution"].value() == candidate.answer.body


def test_entry_is_opened_by_its_address(desk):
    small, _large = make_candidate(value=1), make_candidate(value=2)

    page = desk(f"{DESK}?entry=candidate-{small.pk}")

    assert page.context["shown"].chosen.thing == small


def test_entry_of_a_later_page_is_opened_on_that_page(desk):
    candidates = make_candidates(50)

    page = desk(f"{DESK}?entry=candidate-{candidates[0].pk}")

    assert page.context["shown"].chosen.thing == candidates[0]
    assert page.context["shown"].newer_url


def test_entry_that_somebody_dealt_with_says_so(desk):
    candidate = make_candidate()
    Candidate.objects.update(state="promoted")
    make_candidate(title="Another one")

    page = desk(f"{DESK}?entry=candidate-{candidate.pk}")

    assert "somebody has dealt with it" in page.text
    assert "Another one" in page.text


@pytest.mark.parametrize("entry", ["x", "candidate-0", "user-1", "candidate-" + "9" * 40])
def test_address_that_names_nothing_shows_the_queue(desk, entry):
    make_candidate()

    assert desk(f"{DESK}?entry={entry}").status_code == 200


def test_hidden_candidate_is_not_opened_by_its_address(desk):
    """A-AZ-07"""
    candidate = make_candidate(title="Hidden canary")
    hide(candidate.question)

    assert "Hidden canary" not in desk(f"{DESK}?entry=candidate-{candidate.pk}").text


def test_page_that_has_run_empty_leads_to_the_start(desk):
    make_candidate(value=50)

    response = desk(f"{DESK}?before=10-1")

    assert response["Location"] == DESK


@pytest.mark.parametrize("queue", QUEUES)
def test_empty_queue_says_what_will_appear(desk, queue):
    assert "Nothing waits" in desk(address(queue)).text


def test_reasons_stand_in_the_row_and_beside_it(desk):
    make_doubted(Cause.SOURCE_EDITED, Cause.SOURCE_OUTVOTED)

    page = desk(address("source")).text

    assert page.count("The source was edited") == 2
    assert "Readers find another answer better" in page
    assert "Look here." in page


def test_hidden_source_is_not_named_beside_its_article(desk):
    """A-AZ-09"""
    article = make_doubted(Cause.SOURCE_HIDDEN, title="What to do with it")
    source = article.sources.get()
    type(source.question).objects.filter(pk=source.question_id).update(title="Hidden canary")
    hide(source.question)

    page = desk(address("source")).text

    assert "What to do with it" in page
    assert "Hidden canary" not in page
    assert page.count("The source was hidden") == 3
    assert "no source in the community" not in page


def test_article_without_a_source_opens_at_its_text_where_one_column_is_shown(desk):
    article = make_draft()
    open_entry = f"{address('drafts')}?entry=article-{article.pk}"
    assert "at-source" in desk(open_entry).text

    article.sources.all().delete()

    assert "at-draft" in desk(open_entry).text


def test_draft_says_what_its_reviewer_misses(desk):
    Article.objects.filter(pk=make_draft().pk).update(returned_note="Which plug is it?")

    assert "Which plug is it?" in desk(address("drafts")).text


def test_scheduled_article_says_when_it_goes_public(desk, curator):
    tomorrow = timezone.now() + timedelta(days=1)
    Article.objects.filter(pk=make_draft().pk).update(
        state=Article.State.IN_REVIEW, publish_at=tomorrow, approved_by=curator
    )

    assert "It goes public by itself" not in desk(address("review")).text
    page = desk(address("drafts")).text
    assert "Scheduled for" in page
    assert "It goes public by itself" in page
    assert "Not by itself" in page


def test_reasons_why_it_did_not_help_stand_beside_the_article(desk):
    article = make_doubted(Cause.DID_NOT_HELP)
    for reason in ("unclear", "outdated", "outdated", ""):
        say_article_helped(article=article, helped=False, reason=reason)

    page = desk(address("unhelpful")).text

    assert page.index("2 × It is out of date") < page.index("1 × I don&#x27;t understand it")


def test_others_see_who_is_on_it(desk, curator):
    candidate = make_candidate()
    claim(subject=f"candidate-{candidate.pk}", by=make_user(display_name="Jonas", roles="curator"))

    assert "Jonas is on it until" in desk().text


def test_form_of_what_is_written_is_kept_as_a_draft(desk):
    candidate = make_candidate()

    assert f'data-draft="write-candidate:{candidate.pk}"' in desk().text


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_desk_is_for_curators(client, db, roles):
    client.force_login(make_user(roles=roles))

    assert [client.get(DESK).status_code, client.get(address("due")).status_code] == [403, 403]


def test_visitor_is_led_to_the_sign_in_and_back(client, db):
    assert client.get(DESK)["Location"] == f"{reverse('account_login')}?next={DESK}"


def test_only_those_who_may_curate_are_shown_the_way(client, curator, helper):
    client.force_login(helper)
    assert DESK not in client.get("/en/").text
    client.force_login(curator)
    assert DESK in client.get("/en/").text


@pytest.mark.parametrize("queue", QUEUES)
def test_queue_costs_the_same_with_one_row_and_with_ten(desk, queue, count_queries):
    """A-DO-10"""
    ROWS[queue]()
    desk(address(queue))
    with_one = count_queries(lambda: desk(address(queue)))

    for _ in range(9):
        ROWS[queue]()
    desk(address(queue))

    assert count_queries(lambda: desk(address(queue))) == with_one <= 8


def test_ten_thousand_candidates_cost_what_ten_cost(desk, count_queries):
    """A-DO-10"""
    make_candidates(10)
    desk()
    count_anew()
    with_ten = count_queries(desk)

    make_candidates(9_990)
    desk()
    count_anew()

    assert count_queries(desk) == with_ten <= 8
    assert "· 1,000+" in desk().text
