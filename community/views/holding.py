"""What waits for a moderator, and how its writer learns of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, moderators_only
from community import policies
from community.actions.holding import CannotRelease, release_post
from community.models import Answer, Comment, Question
from community.policies import moderation
from community.policies.holding import hold_mode
from community.views.posts import readable_post
from community.withheld import waiting


@moderators_only
@require_safe
def held(request: MemberRequest) -> HttpResponse:
    rows = [(row, moderation.can_decide_about(request.user, row.post.author)) for row in waiting()]
    context = {"rows": rows, "mode": hold_mode()}
    return render(request, "community/held_posts.html", context)


@moderators_only
@require_POST
def release(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(moderation.can_decide_about(request.user, post.author))
    try:
        release_post(post=post, by=request.user)
    except CannotRelease as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Released. Everybody can read it now."))
    return redirect("community:held")


def led_to_post(request: HttpRequest, post: Question | Answer | Comment) -> HttpResponse:
    """To what was just written; what waits is shown to its writer on a page of his own."""
    if post.hidden_at is None:
        return redirect(post)
    messages.info(
        request, _("Your text is kept. A moderator looks at it before everybody can read it.")
    )
    return redirect(f"{reverse('community:my-hidden')}?kind={post._meta.model_name}")
