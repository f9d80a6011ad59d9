"""Ask first, mail last: what a guest writes is kept, and a link goes to his mailbox."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import anonymous_post, public
from accounts.mailbox import abuse_key
from accounts.unsent import keep_unsent
from community.actions.pending import KEPT, keep_question, was_just_mailed
from community.forms.asking import GuestAskForm
from community.views.questions import render_ask_form
from community.views.sent_forms import leave_sent
from config.limits import TooOften, count, unnamed, visitor


@anonymous_post("ask-guest")
def keep(request: HttpRequest) -> HttpResponse:
    ask = reverse("community:ask")
    if request.user.is_authenticated or "sign-in" in request.POST:
        keep_unsent(request, path=ask)
        return redirect(ask) if request.user.is_authenticated else redirect_to_login(ask)
    form = GuestAskForm(request.POST)
    if form.is_valid() and _keep(request, form):
        masked = "?masked=1" if form.masked_names else ""
        return redirect(reverse("community:question-kept") + masked)
    return render_ask_form(request, form, status=422)


def _keep(request: HttpRequest, form: GuestAskForm) -> bool:
    mailbox = form.cleaned_data["email"]
    submission = form.cleaned_data["submission"]
    try:
        if not was_just_mailed(mailbox=mailbox, submission=submission):
            count("ask-unconfirmed-network", visitor(request))
            count("ask-unconfirmed", unnamed(abuse_key(mailbox)))
    except TooOften:
        form.add_error(None, _too_many_links())
        return False
    keep_question(mailbox=mailbox, **form.question())
    leave_sent(request, form, kind="ask", language=form.cleaned_data["language"])
    return True


def _too_many_links() -> str:
    return _(
        "We have mailed several links to this address, or into your network, a short time ago."
        " Please look into your mailbox, or send this again later."
    )


@public
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The same page for every address, known or not (A-AU-01)."""
    context = {"days": KEPT.days, "is_masked": "masked" in request.GET}
    return render(request, "community/question_kept.html", context)
