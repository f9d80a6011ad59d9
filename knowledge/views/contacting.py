"""Writing to the operator, with the same suggestions as beside a question."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import anonymous_post, public
from accounts.post_links import links_to, parsed
from community.views.sent_forms import leave_sent
from config.http import wants_fragment
from config.limits import TooOften, count, forgive, visitor
from knowledge.actions.journeys import Kind
from knowledge.actions.writing_to_us import write_to_us
from knowledge.forms.contacting import ContactForm
from knowledge.suggest import found_for
from knowledge.views.beside_forms import beside_form, more_beside, note_begin, with_open_one

# What can be carried into the form, and back into it when it looks for suggestions.
TYPED = ("title", "body", "tried", "email", "submission", "journey")


@public
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    initial = {"title": request.GET.get("title", "")}
    if request.user.is_authenticated:
        initial["email"] = request.user.email or ""
    return _page(request, ContactForm(initial=initial))


@anonymous_post("look")
def look(request: HttpRequest) -> HttpResponse:
    """Suggestions for what is being written, as `suggestions.look` gives them for a question."""
    beside = beside_form(request.POST)
    finds = found_for(request.POST, viewer=request.user, language=get_language() or "en")
    note_begin(request, beside)
    if wants_fragment(request):
        return render(request, "knowledge/_suggestions.html", more_beside(beside, finds))
    typed = {name: request.POST[name] for name in TYPED if request.POST.get(name)}
    context = with_open_one(request, beside, finds) | {"has_looked": True}
    return _page(request, ContactForm(initial=typed), **context)


@anonymous_post("contact")
def send(request: HttpRequest) -> HttpResponse:
    _require_somebody_to_write_to()
    form = ContactForm(request.POST)
    if form.is_valid() and _is_written(request, form):
        leave_sent(request, form, kind=Kind.CONTACT, language=get_language() or "en")
        return redirect("knowledge:contact-sent")
    return _page(request, form, status=422)


@public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/contact/sent.html")


def _is_written(request: HttpRequest, form: ContactForm) -> bool:
    """However often the same form arrives, it is one letter."""
    submission = str(form.cleaned_data["submission"])
    try:
        count("contact-sent", submission)
    except TooOften:
        return True
    try:
        count("contact-letter", visitor(request))
        _write(request, form.cleaned_data)
    except TooOften:
        forgive("contact-sent", submission)
        form.add_error(None, _too_many_letters())
        return False
    except Exception:
        forgive("contact-sent", submission)  # it may be sent again
        raise
    return True


def _write(request: HttpRequest, values: dict[str, Any]) -> None:
    write_to_us(
        title=values["title"],
        body=values["body"],
        mailbox=values["email"],
        tried=values["tried"],
        looked_at=_titles(request, values["suggested"]),
    )


def _too_many_letters() -> str:
    return _(
        "Several messages have come from your network a short time ago. Please send this again"
        " later."
    )


def _titles(request: HttpRequest, suggested: dict[str, str]) -> list[str]:
    """Of what was opened, as far as its reader could see it."""
    opened = [parsed(key.replace("-", " ")) for key, step in suggested.items() if step != "shown"]
    links = links_to([subject for subject in opened if subject], viewer=request.user)
    return [link.title for link in links.values()]


def _page(
    request: HttpRequest, form: ContactForm, *, status: int = 200, **beside: Any
) -> HttpResponse:
    _require_somebody_to_write_to()
    return render(request, "knowledge/contact/write.html", beside | {"form": form}, status=status)


def _require_somebody_to_write_to() -> None:
    if not settings.COMMUNITY["email"]:
        raise Http404("nobody to write to")
