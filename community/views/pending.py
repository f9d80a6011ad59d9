"""What the link in a guest's mail opens: a last look at the question, and its publication."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import public
from accounts.actions.mailboxes import owner_of_mailbox
from accounts.forms.fields import NAME_TAKEN
from accounts.models import User
from accounts.sign_in import sign_in_by_mailbox
from community import markup
from community.actions.pending import (
    SIGNS_IN_FOR,
    CannotPublish,
    adopt_pending,
    discard_pending,
    join_and_publish,
    publish_pending,
    rewrite_pending,
)
from community.actions.posting import CannotPost, MustDeclare
from community.forms.publishing import JoinForm, PublishForm
from community.models import PendingQuestion
from community.views.guarding import tell_masked
from community.views.holding import led_to_post

T = TypeVar("T")
_TOKEN = "pending-question"  # noqa: S105


@public
@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address before anything is shown (A-AU-06)."""
    if not PendingQuestion.objects.behind(token).exists():
        return _gone(request)
    request.session[_TOKEN] = token
    return redirect("community:pending")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pending(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    if found is None:
        return _gone(request)
    if found.question is not None:
        return led_to_post(request, found.question)
    owner = found.author or owner_of_mailbox(found.email)
    stop = _stop(request, found, owner)
    if stop is not None:
        return stop
    if request.method == "POST":
        return _decide(request, found, owner)
    return _render(request, found, _form_of(owner)(initial=_text_of(found)))


def _found(request: HttpRequest) -> PendingQuestion | None:
    """What the link of the newest mail opens, else what waits for the member who is signed in."""
    questions = PendingQuestion.objects.select_related("question", "product__parent", "author")
    found = questions.behind(request.session.get(_TOKEN, "")).first()
    if found is None and request.user.is_authenticated:
        found = questions.waiting_for(request.user).first()
    return found


def _stop(request: HttpRequest, found: PendingQuestion, owner: User | None) -> HttpResponse | None:
    """The page that says why it can't be published here and now, if that is so."""
    if found.is_expired(timezone.now()):
        again = {"pending": found, "tags": ", ".join(found.tags), "submission": uuid4()}
        return render(request, "community/pending_expired.html", again)
    if request.user.is_authenticated and request.user != owner:
        return render(request, "community/pending_other_account.html", {"pending": found})
    if owner is not None and not owner.is_active:
        return render(request, "community/pending_closed.html", {"pending": found})
    if found.author_id and not request.user.is_authenticated:
        return redirect_to_login(reverse("community:pending"))
    return None


def _decide(request: HttpRequest, found: PendingQuestion, owner: User | None) -> HttpResponse:
    if "discard" in request.POST:
        discard_pending(pending=found)
        request.session.pop(_TOKEN, None)
        messages.success(request, _("The question and the address are deleted."))
        return redirect("home")
    form = _form_of(owner)(request.POST, initial=_text_of(found))
    if form.is_valid() and _attempt(form, lambda: _rewrite(found, form)):
        if owner is None:
            response = _publish_as_newcomer(request, found, form)
        else:
            response = _publish_as_member(request, found, owner, form)
        if response is not None:
            return response
    return _render(request, found, form, status=422)


def _rewrite(found: PendingQuestion, form: PublishForm) -> bool:
    rewrite_pending(pending=found, title=form.cleaned_data["title"], body=form.cleaned_data["body"])
    return True


def _publish_as_newcomer(
    request: HttpRequest, found: PendingQuestion, form: PublishForm
) -> HttpResponse | None:
    def join() -> HttpResponse:
        member = join_and_publish(
            pending=found,
            display_name=form.cleaned_data["display_name"],
            language=get_language() or found.language,
            independent=not form.cleaned_data["speaks_for_us"],
        )
        if member is None:
            return redirect("community:pending")
        mailbox, next_url = found.email, _after(request, found, form)
        return sign_in_by_mailbox(request, member, mailbox=mailbox, next_url=next_url)

    return _attempt(form, join)


def _publish_as_member(
    request: HttpRequest, found: PendingQuestion, owner: User, form: PublishForm
) -> HttpResponse | None:
    if not request.user.is_authenticated:
        response = _sign_in(request, found, owner)
        if request.user != owner:
            return response

    def publish() -> HttpResponse:
        try:
            publish_pending(pending=found, by=owner)
        except MustDeclare:
            adopt_pending(pending=found, by=owner)
        return redirect(_after(request, found, form))

    return _attempt(form, publish)


def _sign_in(request: HttpRequest, found: PendingQuestion, owner: User) -> HttpResponse:
    here = reverse("community:pending")
    if found.mailed_at is None or timezone.now() - found.mailed_at > SIGNS_IN_FOR:
        messages.info(request, _("You have an account. Please sign in; your question is kept."))
        return redirect_to_login(here)
    return sign_in_by_mailbox(request, owner, mailbox=found.email, next_url=here)


def _attempt(form: PublishForm, act: Callable[[], T]) -> T | None:
    try:
        return act()
    except markup.TooComplex as problem:
        form.add_error("body", str(problem))
    except (CannotPost, CannotPublish) as problem:
        form.add_error(None, str(problem))
    except IntegrityError:
        form.add_error("display_name", NAME_TAKEN)
    return None


def _after(request: HttpRequest, found: PendingQuestion, form: PublishForm) -> str:
    """The published question, or where its writer has to say first for whom he speaks."""
    published = PendingQuestion.objects.select_related("question").get(pk=found.pk).question
    if published is None:
        messages.info(request, _("Your question is kept until you can publish it."))
        said_yes = form.cleaned_data.get("speaks_for_us")
        page = reverse("accounts:affiliation-request" if said_yes else "accounts:declare")
        return f"{page}?{urlencode({'next': reverse('community:pending')})}"
    request.session.pop(_TOKEN, None)
    if published.hidden_at:
        tell_masked(request, form)
        return str(led_to_post(request, published)["Location"])
    messages.success(request, _("Your question is published."))
    tell_masked(request, form)
    return f"{published.get_absolute_url()}?published=1"


def _form_of(owner: User | None) -> type[PublishForm]:
    return JoinForm if owner is None else PublishForm


def _text_of(found: PendingQuestion) -> dict[str, str]:
    return {"title": found.title, "body": found.body}


def _render(
    request: HttpRequest, found: PendingQuestion, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    html = markup.render(found.body).html
    context = {"pending": found, "html": html, "form": form}
    return render(request, "community/pending_question.html", context, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "community/pending_gone.html", status=404)
