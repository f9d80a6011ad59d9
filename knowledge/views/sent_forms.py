"""A form was sent although something had been suggested beside it: noted when its response goes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from community.views.sent_forms import SentForm
from config.reach import is_customer
from knowledge import policies
from knowledge.actions.journeys import forget_form, note_return, send_form
from knowledge.suggest import documents_named


def note_sent_forms(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware for what `leave_sent` has left."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        sent = getattr(request, "sent_form", None)
        if sent is not None:
            _note_sent(request, sent)
        return response

    return middleware


def _note_sent(request: HttpRequest, sent: SentForm) -> None:
    if request.user.is_authenticated:
        note_return(person=request.user)
    if sent.journey is None:
        return
    if not is_customer(request, is_insider=policies.is_insider):
        forget_form(form=sent.journey)
        return
    failed = documents_named(sent.tried)
    failed += [document for document, step in sent.suggested.items() if step == "failed"]
    send_form(form=sent.journey, kind=sent.kind, language=sent.language, failed=failed)
