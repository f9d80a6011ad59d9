"""Who hears of official answers: the author whose text it is, the asker, and who had signed."""

from accounts.actions.reputation import lock
from accounts.notifications.actions import notify
from community.events import AnswerSigned, OfficialMarkEnded
from community.models import OfficialMark
from config.events.bus import handles


@handles(AnswerSigned)
def tell_author_and_asker(event: AnswerSigned) -> None:
    """By what is true now: it may be ended or declined already."""
    mark = _mark(event.mark_id)
    if mark is None or not mark.is_open:
        return
    author_id, asker_id = mark.answer.author_id, mark.answer.question.author_id
    lock([author_id, asker_id])
    if author_id != mark.signed_by_id:
        _tell(author_id, "signed", mark)
    if asker_id not in {author_id, mark.signed_by_id}:
        _tell(asker_id, "asked-signed", mark)


@handles(OfficialMarkEnded)
def tell_author_or_signer(event: OfficialMarkEnded) -> None:
    """The one who has not ended it himself."""
    mark = _mark(event.mark_id)
    if mark is None:
        return
    if mark.declined_at:
        _tell(mark.signed_by_id, "signing-declined", mark)
    elif mark.answer.author_id != mark.ended_by_id:
        _tell(mark.answer.author_id, "signing-ended", mark)


def _mark(mark_id: int) -> OfficialMark | None:
    marks = OfficialMark.objects.select_related("answer__question")
    return marks.filter(pk=mark_id).first()


def _tell(user_id: int, kind: str, mark: OfficialMark) -> None:
    notify(user_ids=[user_id], kind=kind, subject_id=mark.pk, key=f"{kind}:{mark.pk}")
