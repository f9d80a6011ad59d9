"""The comments beneath one post: all of them, page by page, and a new one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.privileges import PrivilegeMissing
from accounts.unsent import declare_first
from community import policies
from community.actions.comments import post_comment
from community.actions.posting import CannotPost, MustDeclare, was_sent
from community.discussions import discussion_page
from community.forms.commenting import CommentForm
from community.markup import TooComplex
from community.models import Answer, Comment, Question
from community.policies.comments import can_comment_on
from community.views.drafting import at_place, forget_typed, keep_masked, restored, text_kept
from community.views.guarding import tell_masked
from community.views.holding import led_to_post
from config.http import render_page, wants_fragment
from config.limits import TooOften, count_member, forgive_member
from config.reader_pages import for_readers
from config.text import number_in

Commented = Question | Answer


@public
@for_readers
@require_safe
def comments(request: HttpRequest, kind: str, post_id: int) -> HttpResponse:
    """Those behind `after`; a script puts them where the fold was."""
    post = _post(request, kind, post_id)
    after = _cursor(request, "after") or 0
    page = discussion_page(post, request.user, after=after, before=_cursor(request, "before"))
    for each in page.comments:
        each.question = _question_of(post)
    context = _context(post, kind) | {"discussion": page, "is_first_page": not after}
    return render_page(
        request, "community/comments.html", context, fragment="community/_comments_unfolded.html"
    )


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    """The form for a comment, in place or on a page of its own, and what is sent by it."""
    place = f"comment-answer:{post_id}" if kind == "answer" else f"comment:{post_id}"
    try:
        post = _post(request, kind, post_id)
    except Http404:
        if request.method != "POST":
            raise
        return text_kept(request, place)
    if request.method != "POST":
        policies.require(can_comment_on(request.user, _question_of(post)))
        empty = restored(request, CommentForm, place, path=request.path)
        return _render_form(request, post, kind, empty)
    form = at_place(CommentForm(request.POST), place)
    if form.is_valid():
        try:
            posted = _post_comment(request, post, form)
        except MustDeclare:
            return _declare_first(request)
        if posted is not None:
            forget_typed(request, place)
            posted.question = _question_of(post)
            return _posted(request, post, kind, posted, form)
    keep_masked(request, form)
    return _render_form(request, post, kind, form, status=422)


def _post_comment(request: MemberRequest, post: Commented, form: CommentForm) -> Comment | None:
    submission = form.cleaned_data["submission"]
    is_new = not was_sent(Comment.objects.all(), by=request.user, submission=submission)
    answer = post if isinstance(post, Answer) else None
    try:
        if is_new:
            count_member("comment", request.user)
        return post_comment(
            question=_question_of(post), answer=answer, by=request.user, **form.cleaned_data
        )
    except MustDeclare:
        if is_new:
            forgive_member("comment", request.user)
        raise
    except (TooComplex, CannotPost, PrivilegeMissing) as problem:
        if is_new:
            forgive_member("comment", request.user)
        form.add_error("body", str(problem))
    except TooOften:
        form.add_error("body", _("You have commented a lot in a minute. Please wait a little."))
    return None


def _declare_first(request: MemberRequest) -> HttpResponse:
    """From the page on which the text then stands filled in; a fragment leads there whole."""
    response = declare_first(request, back=request.path)
    if not wants_fragment(request):
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})


def _posted(
    request: MemberRequest, post: Commented, kind: str, posted: Comment, form: CommentForm
) -> HttpResponse:
    if not wants_fragment(request):
        tell_masked(request, form)
        return led_to_post(request, posted)
    context = _context(post, kind) | {"comment": posted, "masked": form.masked_names}
    return render(request, "community/_comment_posted.html", context)


def _render_form(
    request: MemberRequest, post: Commented, kind: str, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    form.auto_id = f"id_comment_{kind}_{post.pk}_%s"  # several may be open on one page
    form.fields["body"].widget.attrs["data-focus" if wants_fragment(request) else "autofocus"] = ""
    context = _context(post, kind) | {"form": form}
    return render_page(
        request,
        "community/comment.html",
        context,
        fragment="community/_comment_form.html",
        status=status,
    )


def _context(post: Commented, kind: str) -> dict:
    return {"post": post, "kind": kind, "question": _question_of(post)}


def _post(request: HttpRequest, kind: str, post_id: int) -> Commented:
    if kind == "question":
        questions = Question.objects.visible_to(request.user).with_speaker()
        return get_object_or_404(questions, pk=post_id)
    if kind == "answer":
        answers = Answer.objects.visible_to(request.user).for_page().select_related("question")
        return get_object_or_404(answers, pk=post_id)
    raise Http404("no such post")


def _question_of(post: Commented) -> Question:
    return post.question if isinstance(post, Answer) else post


def _cursor(request: HttpRequest, name: str) -> int | None:
    """The id that the address gives; Http404 for one that no page of ours has made."""
    text = request.GET.get(name)
    if text is None:
        return None
    number = number_in(text)
    if number is None:
        raise Http404("no such page")
    return number
