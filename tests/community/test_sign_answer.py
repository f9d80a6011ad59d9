"""Official is one revision of an answer: signed, ended and declined by those entitled alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.signing import propose_signing_right, revoke_signing_right
from accounts.models import Affiliation, SigningRight
from accounts.notifications.models import Notice
from community.actions.signing_answers import (
    CannotSign,
    decline_official_mark,
    end_official_mark,
    sign_answer,
    void_official_mark,
)
from community.models import OfficialMark
from config.events.models import Event
from knowledge.models import Candidate
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_organisation,
    make_product,
    make_question,
    make_signer,
)


@pytest.fixture
def signer(db):
    return make_signer(display_name="Saskia K.")


@pytest.fixture
def answer(asker, helper):
    return make_answer(question=make_question(author=asker), author=helper)


@pytest.fixture
def mark(answer, signer) -> OfficialMark:
    return sign_answer(answer=answer, by=signer)


def test_signer_stands_behind_the_text_as_it_is(answer, signer):
    product = make_product()
    until = timezone.localdate() + timedelta(days=30)

    mark = sign_answer(
        answer=answer,
        by=signer,
        valid_product=product,
        valid_version="7.32",
        valid_until=until,
        version=1,
    )

    mark.refresh_from_db()
    assert mark.body_html == answer.body_html
    assert mark.revision.body == answer.body
    assert (mark.signed_by, mark.affiliation.user) == (signer, signer)
    assert (mark.valid_product, mark.valid_version, mark.valid_until) == (product, "7.32", until)
    event = Event.objects.get(name="community.AnswerSigned")
    assert (event.payload["mark_id"], event.actor) == (mark.pk, signer)


@pytest.mark.parametrize("who", ["employee", "moderator", "administrator", "curator", "helper"])
def test_nobody_signs_without_the_right(answer, request, who):
    """A-BG-11: neither a badge nor a role is the right to sign."""
    with pytest.raises(CannotSign, match="right to sign"):
        sign_answer(answer=answer, by=request.getfixturevalue(who))

    assert not OfficialMark.objects.exists()


def test_right_that_one_administrator_proposed_signs_nothing(answer, employee, administrator):
    """A-BG-11: four eyes."""
    mine = Affiliation.objects.get(user=employee)
    propose_signing_right(affiliation=mine, by=administrator, reason="Leads the team")

    with pytest.raises(CannotSign):
        sign_answer(answer=answer, by=employee)


def test_revoked_right_signs_nothing(answer, signer, administrator):
    """A-BG-11"""
    right = SigningRight.objects.in_force().get()
    revoke_signing_right(right=right, by=administrator, because="Left the team")

    with pytest.raises(CannotSign):
        sign_answer(answer=answer, by=signer)


@pytest.mark.parametrize("change", [{"suspended_at": timezone.now()}, {"ended_at": timezone.now()}])
def test_affiliation_that_does_not_hold_signs_nothing(answer, signer, change):
    """A-BG-11"""
    Affiliation.objects.filter(user=signer).update(**change)

    with pytest.raises(CannotSign):
        sign_answer(answer=answer, by=signer)


def test_signer_may_sign_what_he_or_a_colleague_wrote_for_the_company(asker, signer, employee):
    """A-BG-16: the company answers for itself; points are not in play."""
    for author in (signer, employee):
        answer = make_answer(question=make_question(author=asker), author=author)

        sign_answer(answer=answer, by=signer)

        author.refresh_from_db()
        assert author.points == 0
        assert answer.official_marks.in_force().exists()


def test_signing_the_same_again_changes_nothing(answer, signer, mark):
    """C-20"""
    assert sign_answer(answer=answer, by=signer) == mark
    assert Event.objects.filter(name="community.AnswerSigned").count() == 1


def test_signing_for_longer_ends_the_earlier_mark(answer, signer, mark):
    until = timezone.localdate() + timedelta(days=5)

    newer = sign_answer(answer=answer, by=signer, valid_until=until)

    mark.refresh_from_db()
    assert mark.ended_by == signer
    assert list(answer.official_marks.open()) == [newer]


def test_two_marks_in_force_are_refused_by_the_database(answer, mark):
    """C-04"""
    OfficialMark.objects.filter(pk=mark.pk).update(ended_at=timezone.now())
    copy = OfficialMark.objects.get(pk=mark.pk)
    OfficialMark.objects.filter(pk=mark.pk).update(ended_at=None)
    copy.pk, copy.ended_at = None, None

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_text_that_changed_while_it_was_read_is_not_signed(answer, signer):
    """C-07: nobody signs what he has not seen."""
    type(answer).objects.filter(pk=answer.pk).update(version=2, body="Drill a hole.")

    with pytest.raises(CannotSign, match="changed meanwhile"):
        sign_answer(answer=answer, by=signer, version=1)


def test_day_that_is_over_is_refused(answer, signer):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(CannotSign, match="later day"):
        sign_answer(answer=answer, by=signer, valid_until=yesterday)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_post_is_not_signed(answer, signer, what):
    """A-AZ-17"""
    hide(answer if what == "answer" else answer.question)

    with pytest.raises(CannotSign, match="hidden"):
        sign_answer(answer=answer, by=signer)


def test_after_its_last_day_it_was_official(answer, signer):
    today = timezone.localdate()
    mark = sign_answer(answer=answer, by=signer, valid_until=today)
    assert mark.is_in_force
    assert mark.official_until is None

    mark.valid_until = today - timedelta(days=1)

    assert not mark.is_in_force
    assert mark.official_until == today - timedelta(days=1)


def test_company_ends_it_with_a_reason(mark, signer):
    ended = end_official_mark(mark=mark, by=signer, because="Version 7.33 is out.")
    end_official_mark(mark=mark, by=signer, because="Again")

    assert ended.ended_by == signer
    assert ended.official_until == timezone.localdate()
    assert OfficialMark.objects.get().ended_because == "Version 7.33 is out."
    assert Event.objects.filter(name="community.OfficialMarkEnded").count() == 1


def test_administrator_ends_it_where_no_signer_is_left(mark, administrator):
    assert not end_official_mark(mark=mark, by=administrator, because="Dangerous").is_open


@pytest.mark.parametrize("who", ["employee", "moderator", "curator", "helper", "asker"])
def test_nobody_else_ends_it(mark, request, who):
    """A-AZ-10, A-BG-11: signing and ending need the same right."""
    with pytest.raises(CannotSign, match="same organisation"):
        end_official_mark(mark=mark, by=request.getfixturevalue(who), because="Because")

    mark.refresh_from_db()
    assert mark.is_open


def test_signer_of_another_organisation_does_not_end_it(mark):
    """A-AZ-10"""
    other = make_signer()
    elsewhere = make_organisation(name="Nordlicht")
    Affiliation.objects.filter(user=other).update(organisation=elsewhere)

    with pytest.raises(CannotSign, match="same organisation"):
        end_official_mark(mark=mark, by=other, because="Because")


def test_ending_takes_a_reason(mark, signer):
    with pytest.raises(CannotSign, match="say why"):
        end_official_mark(mark=mark, by=signer, because=" \u200b ")


def test_customer_declines_to_be_quoted_and_it_stays_so(answer, mark, helper, signer):
    decline_official_mark(mark=mark, by=helper)
    decline_official_mark(mark=mark, by=helper)

    mark.refresh_from_db()
    assert not mark.is_in_force
    assert Event.objects.filter(name="community.OfficialMarkEnded").count() == 1
    with pytest.raises(CannotSign, match="does not want"):
        sign_answer(answer=answer, by=signer)


@pytest.mark.parametrize("who", ["signer", "asker", "moderator", "employee"])
def test_nobody_declines_for_the_author(mark, request, who):
    """A-AZ-10"""
    with pytest.raises(CannotSign, match="customer whose text"):
        decline_official_mark(mark=mark, by=request.getfixturevalue(who))


def test_employee_does_not_decline_the_word_of_the_company(asker, employee, signer):
    answer = make_answer(question=make_question(author=asker), author=employee)
    mark = sign_answer(answer=answer, by=signer)

    with pytest.raises(CannotSign):
        decline_official_mark(mark=mark, by=employee)


def test_perk_receiver_is_a_customer_and_may_decline(asker, helper, signer):
    make_affiliation(user=helper, kind=Affiliation.Kind.PERK)
    mark = sign_answer(
        answer=make_answer(question=make_question(author=asker), author=helper), by=signer
    )

    assert decline_official_mark(mark=mark, by=helper).declined_at


def test_hidden_answer_loses_its_mark(answer, mark, moderator):
    void_official_mark(answer=answer, by=moderator, because="The answer was hidden.")
    void_official_mark(answer=answer, by=moderator, because="Again")

    mark.refresh_from_db()
    assert mark.ended_by == moderator
    assert Event.objects.filter(name="community.OfficialMarkEnded").count() == 1


def kinds_of(user) -> list[str]:
    kinds = "signed", "asked-signed", "signing-ended", "signing-declined"
    told = Notice.objects.filter(user=user, kind__in=kinds).order_by("id")
    return list(told.values_list("kind", flat=True))


def test_author_and_asker_are_told_and_the_signer_when_it_is_declined(
    mark, asker, helper, signer, deliver_events
):
    deliver_events()
    assert kinds_of(helper) == ["signed"]
    assert kinds_of(asker) == ["asked-signed"]
    assert kinds_of(signer) == []

    decline_official_mark(mark=mark, by=helper)
    deliver_events()

    assert kinds_of(signer) == ["signing-declined"]
    assert kinds_of(helper) == ["signed"]


def test_author_is_told_why_it_ended(client_of, mark, helper, signer, deliver_events):
    end_official_mark(mark=mark, by=signer, because="Version 7.33 is out.")
    deliver_events()

    page = client_of(helper).get("/en/notices/").text

    assert "Version 7.33 is out." in page
    assert "confirms your answer" not in page  # the signing itself is no longer true


def test_author_who_signs_himself_is_told_nothing(asker, signer, deliver_events):
    sign_answer(answer=make_answer(question=make_question(author=asker), author=signer), by=signer)
    deliver_events()

    assert kinds_of(signer) == []


def test_official_answer_is_a_candidate_until_it_ends(answer, mark, signer, deliver_events):
    """C-21"""
    deliver_events()
    assert Candidate.objects.waiting().get().answer == answer

    end_official_mark(mark=mark, by=signer, because="Outdated")
    deliver_events()

    assert not Candidate.objects.waiting().exists()
