"""Official is one revision of an answer: the company stands behind this text, for so long."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Affiliation, User
from community.actions.posting import current_affiliation
from community.actions.revisions import current_revision
from community.events import AnswerSigned, OfficialMarkEnded
from community.models import Answer, OfficialMark, Product, Question, Revision
from community.policies import signing_answers
from config.audit.recording import record_act
from config.events.bus import record
from config.text import is_blank


class CannotSign(Exception):
    """The message is meant for who tried."""


@dataclass(frozen=True)
class Validity:
    """For what a signed text holds, as far as its signer said."""

    valid_product: Product | None
    valid_version: str
    valid_until: date | None


@transaction.atomic
def sign_answer(
    *,
    answer: Answer,
    by: User,
    valid_product: Product | None = None,
    valid_version: str = "",
    valid_until: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> OfficialMark:
    """Stand behind the text of `answer` as it is now; an earlier mark of it ends.

    `version` is that of the text which the signer has read; None for the newest. Raises CannotSign
    for who may not, for a hidden post, a text changed meanwhile, a day that is over, and a
    customer's text whose author has declined.
    """
    at = now or timezone.now()
    question, answer = _locked(answer)
    affiliation = _signer(by)
    _check(question, answer, version)
    validity = Validity(valid_product, valid_version, valid_until)
    _refuse_past(valid_until, at)
    revision = current_revision(answer)
    former = answer.official_marks.open().first()
    if former and _says_the_same(former, revision, validity):
        return former
    if former:
        _end(former, by, _("Signed anew."), at)
    mark = OfficialMark.objects.create(
        answer=answer,
        revision=revision,
        body_html=answer.body_html,
        signed_by=by,
        affiliation=affiliation,
        signed_at=at,
        **vars(validity),
    )
    _record(mark, answer, by)
    return mark


@transaction.atomic
def end_official_mark(
    *, mark: OfficialMark, by: User, because: str, now: datetime | None = None
) -> OfficialMark:
    """The company stands behind it no longer; raises CannotSign for others and without a reason."""
    mark = _locked_mark(mark)
    if not signing_answers.can_end_mark(by, current_affiliation(by), mark):
        raise CannotSign(_("Only who may sign for the same organisation can end this."))
    if is_blank(because):
        raise CannotSign(_("Please say why: the reason is kept."))
    if mark.is_open:
        _end(mark, by, because, now or timezone.now())
        record(OfficialMarkEnded(mark.answer.question_id, mark.answer_id, mark.pk), actor=by)
    return mark


@transaction.atomic
def decline_official_mark(
    *, mark: OfficialMark, by: User, now: datetime | None = None
) -> OfficialMark:
    """The author does not want the company beside his name: it is gone, and stays away.

    What was signed anew while he pressed goes with it. Raises CannotSign for anybody else.
    """
    mark = _locked_mark(mark)
    if not signing_answers.can_decline_mark(by, mark):
        raise CannotSign(_("Only the customer whose text was signed can decline it."))
    at = now or timezone.now()
    standing = mark.answer.official_marks.open().first()
    mark.answer.official_marks.filter(declined_at=None).update(declined_at=at)
    mark.declined_at = mark.declined_at or at
    record_act("official-mark-declined", by=by, subject=f"answer-{mark.answer_id}")
    if standing is not None:
        record(OfficialMarkEnded(mark.answer.question_id, mark.answer_id, standing.pk), actor=by)
    return mark


@transaction.atomic
def void_official_mark(
    *, answer: Answer, by: User | None, because: str, now: datetime | None = None
) -> None:
    """End the mark of an answer that nobody can read any more; its row is locked."""
    mark = answer.official_marks.open().select_for_update(no_key=True).first()
    if mark is not None:
        _end(mark, by, because, now or timezone.now())
        record(OfficialMarkEnded(answer.question_id, answer.pk, mark.pk), actor=by)


def _locked(answer: Answer) -> tuple[Question, Answer]:
    question = Question.objects.select_for_update(no_key=True).get(pk=answer.question_id)
    answers = Answer.objects.select_for_update(of=("self",), no_key=True)
    return question, answers.select_related("affiliation", "author").get(pk=answer.pk)


def _locked_mark(mark: OfficialMark) -> OfficialMark:
    answer = Answer.objects.only("question_id").get(pk=mark.answer_id)
    _question, locked = _locked(answer)
    marks = OfficialMark.objects.select_for_update(of=("self",), no_key=True)
    mark = marks.select_related("affiliation").get(pk=mark.pk)
    mark.answer = locked
    return mark


def _refuse_past(valid_until: date | None, at: datetime) -> None:
    if valid_until and valid_until < timezone.localdate(at):
        raise CannotSign(_("Please choose today or a later day."))


def _record(mark: OfficialMark, answer: Answer, by: User) -> None:
    record_act(
        "answer-signed",
        by=by,
        subject=f"answer-{answer.pk}",
        revision=answer.version,
        after=answer.body,
    )
    record(AnswerSigned(answer.question_id, answer.pk, mark.pk), actor=by)


def _signer(by: User) -> Affiliation:
    affiliation = current_affiliation(by)
    if affiliation is None or not signing_answers.can_sign(by, affiliation):
        raise CannotSign(_("Signing takes the right to sign, given by two administrators."))
    return affiliation


def _check(question: Question, answer: Answer, version: int | None) -> None:
    if question.hidden_at or answer.hidden_at:
        raise CannotSign(_("This post was hidden by a moderator."))
    if version is not None and version != answer.version:
        raise CannotSign(_("The text was changed meanwhile. Please read it again, then sign."))
    if answer.official_marks.filter(declined_at__isnull=False).exists():
        raise CannotSign(_("The author does not want this text to be official."))


def _says_the_same(mark: OfficialMark, revision: Revision, validity: Validity) -> bool:
    said = Validity(mark.valid_product, mark.valid_version, mark.valid_until)
    return mark.revision_id == revision.pk and said == validity


def _end(mark: OfficialMark, by: User | None, because: str, at: datetime) -> None:
    mark.ended_at, mark.ended_by, mark.ended_because = at, by, because
    mark.save(update_fields=["ended_at", "ended_by", "ended_because"])
    record_act("official-mark-ended", by=by, subject=f"answer-{mark.answer_id}", why=because)
