from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.models import User
from accounts.post_links import about_what
from accounts.unsent import declare_first, keep_unsent
from community import policies
from community.actions.posting import CannotPost, MustDeclare, was_sent
from community.actions.questions import ask_question, join_affected, leave_affected
from community.actions.tagging import CannotTag
from community.decided import decided_about
from community.forms.asking import AnswerForm, AskForm, GuestAskForm
from community.markup import TooComplex
from community.models import Affected, PendingQuestion, Question
from community.promises import promise_to
from community.suggested_before import suggested_before
from community.threads import question_for_page, thread_of
from community.views.drafting import at_place, forget_typed, keep_masked, restored
from community.views.guarding import tell_masked
from community.views.holding import led_to_post
from community.views.sent_forms import leave_sent
from config.errors import too_often
from config.http import redirect_to_current, wants_fragment
from config.limits import TooOften, count_member, forgive_member
from config.reader_pages import for_readers


@public
@for_readers
@require_safe
def question(request: HttpRequest, question_id: int, slug: str = "") -> HttpResponse:
    found = question_for_page(question_id, request.user)
    if found is None or found.merged_into_id:
        into = Question.objects.visible_to(request.user).merged_from(question_id)
        return redirect_to_current(request, get_object_or_404(into))
    if slug != found.slug:
        return redirect_to_current(request, found)
    path = reverse("community:answer", args=[found.pk])
    form = restored(request, AnswerForm, f"answer:{found.pk}", path=path)
    return render_thread(request, found, form)


def render_thread(
    request: HttpRequest, question: Question, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    """The page of one question, with `form` beneath it as far as it was filled in."""
    thread = thread_of(question, viewer=request.user, query=request.GET)
    context = {"question": question, "thread": thread, "form": form}
    context["decided"] = decided_about(question, request.user)
    context["promise"] = promise_to(question)
    context["about"] = about_what(question.asked_about, viewer=request.user)
    context["before"] = suggested_before(question, request.user)
    return render(request, "community/question.html", context, status=status)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    user = request.user
    if request.method == "POST" and user.is_authenticated:
        return _post_question(request, user)
    if request.method == "POST":
        keep_unsent(request)
        return redirect(_sign_in_first(request.POST))
    form = AskForm if user.is_authenticated else GuestAskForm
    typed = _carried_over(request.GET)
    return render_ask_form(
        request, restored(request, form, "ask", path=request.path, initial=typed)
    )


def _post_question(request: HttpRequest, member: User) -> HttpResponse:
    form = at_place(AskForm(request.POST), "ask")
    if form.is_valid():
        try:
            question = _ask(form, member)
        except MustDeclare:
            return declare_first(request, back=request.path)
        if question is not None:
            forget_typed(request, "ask")
            leave_sent(request, form, kind="ask", language=form.cleaned_data["language"])
            if question.hidden_at is None:
                messages.success(request, _("Your question is published."))
            tell_masked(request, form)
            return led_to_post(request, question)
    keep_masked(request, form)
    return render_ask_form(request, form, status=422)


def _ask(form: AskForm, member: User) -> Question | None:
    submission = form.cleaned_data["submission"]
    is_new = not was_sent(Question.objects.all(), by=member, submission=submission)
    try:
        if is_new:
            count_member("ask", member)
        return ask_question(by=member, **form.question())
    except MustDeclare:
        if is_new:
            forgive_member("ask", member)
        raise
    except (TooComplex, CannotTag) as problem:
        if is_new:
            forgive_member("ask", member)
        form.add_error("tags" if isinstance(problem, CannotTag) else "body", str(problem))
    except CannotPost as problem:
        form.add_error(None, str(problem))
    except TooOften:
        form.add_error(None, _("You have asked a lot today. Please come back tomorrow."))
    return None


def render_ask_form(
    request: HttpRequest,
    form: AskForm,
    *,
    status: int = 200,
    template: str = "community/ask.html",
    **beside: Any,
) -> HttpResponse:
    """The ask form of members, or of guests, and what a member has waiting from before.

    `template` may extend the page's and show what is found `beside` the form.
    """
    user = request.user
    waiting = PendingQuestion.objects.waiting_for(user).first() if user.is_authenticated else None
    about = about_what(str(form["asked_about"].value() or ""), viewer=user)
    context = beside | {"form": form, "waiting": waiting, "about": about}
    return render(request, template, context, status=status)


def _carried_over(query: Mapping[str, str]) -> dict[str, str]:
    """What a search or a sign-in on the way here has brought along."""
    carried = ("title", "product", "kind", "body", "asked_about")
    kept = {name: query[name] for name in carried if query.get(name)}
    return {"language": get_language() or "en", **kept}


def _sign_in_first(query: Mapping[str, str]) -> str:
    """The sign-in page, which leads back to the form with what was typed so far."""
    carried = ("title", "product", "kind", "asked_about")
    kept = {name: query[name] for name in carried if query.get(name)}
    back = f"{reverse('community:ask')}?{urlencode(kept)}"
    return f"{reverse('account_login')}?{urlencode({'next': back})}"


@members_only
@require_POST
def affected(request: MemberRequest, question_id: int) -> HttpResponse:
    found = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    policies.require(policies.can_join_affected(request.user, found))
    change = leave_affected if request.POST.get("undo") else join_affected
    try:
        count_member("affected", request.user)
        found = change(question=found, by=request.user)
    except CannotPost as problem:
        messages.error(request, str(problem))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    if not wants_fragment(request):
        return redirect(found)
    is_affected = Affected.objects.filter(person=request.user, question=found).exists()
    context = {"question": found, "is_affected": is_affected}
    return render(request, "community/_affected.html", context)
