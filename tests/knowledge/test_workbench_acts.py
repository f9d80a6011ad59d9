"""What is done at the workbench, with one entry or many, and how it is undone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from knowledge.actions.claiming import claim
from knowledge.models import Article, Candidate, Claim, Doubt, Gap, Reuse
from tests.factories import make_article, make_user
from tests.knowledge.workbench_rows import make_candidate, make_doubted, make_gap

ACT, UNDO = reverse("knowledge:curate-act"), reverse("knowledge:curate-undo")
DESK = reverse("knowledge:curate")
State = Candidate.State
Cause = Doubt.Cause


@pytest.fixture
def act(client, curator):
    """Do it, as the form of the page would; the page that follows."""
    client.force_login(curator)

    def do(name: str, *things, **fields):
        kinds = {Candidate: "candidate", Article: "article", Gap: "gap"}
        entries = [f"{kinds[type(thing)]}-{thing.pk}" for thing in things]
        return client.post(ACT, {"act": name, "entry": entries} | fields, follow=True)

    return do


@pytest.fixture
def undo(client):
    def press(page):
        return client.post(UNDO, {"key": page.context["undo"]["key"]}, follow=True)

    return press


def states() -> list[str]:
    return list(Candidate.objects.order_by("pk").values_list("state", flat=True))


def test_candidate_is_dismissed_with_a_reason_and_put_back(act, undo):
    candidate = make_candidate()

    page = act("dismiss", candidate, reason="not-ours")
    assert "1 dismissed." in page.text
    assert states() == [State.DISMISSED]

    assert "Undone." in undo(page).text
    assert states() == [State.WAITING]


def test_many_are_dismissed_and_put_back_at_once(act, undo):
    candidates = [make_candidate() for _ in range(3)]

    page = act("dismiss", *candidates, reason="too-special")
    assert "3 dismissed." in page.text
    assert states() == [State.DISMISSED] * 3

    undo(page)
    assert states() == [State.WAITING] * 3


def test_undoing_leads_back_to_the_one_it_was_about(client, act):
    first, second = make_candidate(), make_candidate()
    page = act("dismiss", first, reason="not-ours", next=f"candidate-{second.pk}")
    sent = {"key": page.context["undo"]["key"], "next": f"candidate-{second.pk}"}

    undone = client.post(UNDO, sent, follow=True)

    assert undone.context["shown"].opened == f"candidate-{first.pk}"


@pytest.mark.parametrize("reason", ["", "because"])
def test_dismissing_takes_one_of_the_reasons(act, reason):
    candidate = make_candidate()

    page = act("dismiss", candidate, reason=reason)

    assert "Please choose a reason." in page.text
    assert page.context["undo"] is None
    assert states() == [State.WAITING]


def test_what_somebody_else_decided_meanwhile_stays_decided(act):
    decided, waiting = make_candidate(), make_candidate()
    Candidate.objects.filter(pk=decided.pk).update(state=State.PROMOTED)

    page = act("dismiss", decided, waiting, reason="not-ours")

    assert "This was decided meanwhile" in page.text
    assert "1 dismissed." in page.text
    assert states() == [State.PROMOTED, State.DISMISSED]


def test_proposed_article_is_linked_and_unlinked(act, undo):
    article = make_article()
    candidate = make_candidate(likely_covered_by=article)

    page = act("cover", candidate)
    assert states() == [State.COVERED]
    assert Reuse.objects.filter(article=article, question=candidate.question).exists()

    undo(page)
    assert states() == [State.WAITING]
    assert not Reuse.objects.exists()


def test_nothing_is_linked_without_a_proposal(act):
    page = act("cover", make_candidate())

    assert "No article is proposed" in page.text
    assert states() == [State.WAITING]


def test_confirmed_article_waits_again_when_it_is_undone(act, undo):
    article = make_doubted(Cause.REVIEW_DUE, Cause.LINK_BROKEN)
    checked = article.checked_by_id, article.checked_at

    page = act("confirm", article, queue="due")
    assert "1 article confirmed." in page.text
    assert Article.objects.get(pk=article.pk).state == Article.State.PUBLISHED
    assert not article.doubts.open().exists()

    undo(page)
    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW
    assert (article.checked_by_id, article.checked_at) == checked
    assert article.doubts.open().count() == 2


def test_confirmation_is_not_undone_over_a_later_one(act, undo):
    article = make_doubted()
    page = act("confirm", article)
    later = make_user(roles="curator")
    Article.objects.update(checked_by=later, checked_at=timezone.now() + timedelta(minutes=1))

    assert "Somebody did something with it since." in undo(page).text
    assert Article.objects.get(pk=article.pk).checked_by == later


def test_doubt_that_was_raised_anew_stands_once_after_undoing(act, undo):
    article = make_doubted(Cause.FLAGGED)
    page = act("confirm", article)
    Doubt.objects.create(article=article, cause=Cause.FLAGGED)

    undo(page)

    assert article.doubts.open().count() == 1


def test_search_is_dismissed_and_put_back(act, undo):
    search = make_gap()

    page = act("dismiss-gap", search, queue="gaps")
    assert Gap.objects.get().state == "dismissed"

    undo(page)
    assert Gap.objects.get().state == "waiting"
    assert Gap.objects.get().decided_at is None
    assert search.pk


def test_claim_and_its_release_undo_each_other(act, undo, curator):
    candidate = make_candidate()

    page = act("claim", candidate)
    assert "Jana L. is on it until" in page.text
    undo(page)
    assert not Claim.objects.exists()

    claim(subject=f"candidate-{candidate.pk}", by=curator)
    page = act("release", candidate)
    assert not Claim.objects.exists()
    undo(page)
    assert Claim.objects.get().person == curator


def test_entry_of_somebody_else_is_not_claimed(act):
    candidate = make_candidate()
    jonas = make_user(display_name="Jonas", roles="curator")
    claim(subject=f"candidate-{candidate.pk}", by=jonas)

    assert "Jonas is on it already." in act("claim", candidate).text
    assert Claim.objects.get().person == jonas


def test_claim_by_writing_leaves_the_last_act_to_be_undone(act, undo):
    page = act("dismiss", make_candidate(), reason="not-ours")
    other = make_candidate()

    act("claim", other, quietly="1")

    assert "Undone." in undo(page).text
    assert Claim.objects.exists()


def test_only_the_last_act_is_undone_and_once(act, undo):
    first = act("dismiss", make_candidate(), reason="not-ours")
    second = act("dismiss", make_candidate(), reason="not-ours")

    assert "can&#x27;t be undone any more" in undo(first).text
    undo(second)
    assert "can&#x27;t be undone any more" in undo(second).text
    assert states() == [State.DISMISSED, State.WAITING]


def test_nobody_undoes_what_somebody_else_did(act, client_of):
    page = act("dismiss", make_candidate(), reason="not-ours")
    other = client_of(make_user(roles="curator"))

    other.post(UNDO, {"key": page.context["undo"]["key"]})

    assert states() == [State.DISMISSED]


def test_nothing_ticked_says_so(act):
    assert "Tick something first." in act("dismiss", reason="not-ours").text


@pytest.mark.parametrize("name", ["", "write", "delete"])
def test_there_is_no_other_act(client, curator, name):
    client.force_login(curator)

    assert client.post(ACT, {"act": name}).status_code == 400


def test_what_an_act_is_not_for_is_passed_by(act):
    article = make_doubted()

    act("dismiss", article, reason="not-ours")

    assert article.doubts.open().exists()


def test_next_entry_is_opened_on_the_same_page_of_the_queue(client, curator):
    client.force_login(curator)
    candidate = make_candidate()
    where = {"queue": "promote", "next": "candidate-7", "before": "50-9"}

    response = client.post(
        ACT,
        {"act": "dismiss", "entry": f"candidate-{candidate.pk}", "reason": "not-ours"} | where,
    )

    assert response["Location"].startswith(f"{DESK}?before=50-9&entry=candidate-7&done=")


def test_who_decides_too_fast_is_told(client, curator, settings):
    client.force_login(curator)
    settings.LIMITS_FACTOR = 0
    candidate = make_candidate()

    page = client.post(
        ACT,
        {"act": "dismiss", "entry": f"candidate-{candidate.pk}", "reason": "not-ours"},
        follow=True,
    )

    assert "Please wait a little." in page.text
    assert states() == [State.WAITING]


@pytest.mark.parametrize("roles", ["", User.Role.EMPLOYEE, User.Role.MODERATOR])
def test_both_directions_need_the_right(client, db, roles):
    """A-AZ-10"""
    candidate = make_candidate()
    client.force_login(make_user(roles=roles))
    sent = {"act": "dismiss", "entry": f"candidate-{candidate.pk}", "reason": "not-ours"}

    assert [client.post(ACT, sent).status_code, client.post(UNDO).status_code] == [403, 403]
    assert states() == [State.WAITING]
