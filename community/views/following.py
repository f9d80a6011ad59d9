from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.models import User
from community.actions.following import follow_question, mute_question, unfollow_question
from community.models import Following, Question, TopicFollowing
from community.models.topic_following import TopicFollowingQuerySet
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count_member
from config.paging import keyset_page

TOPICS = {
    "tags": TopicFollowingQuerySet.tags,
    "products": TopicFollowingQuerySet.products,
    "members": TopicFollowingQuerySet.members,
}
WISHES = {"follow": follow_question, "mute": mute_question, "unfollow": unfollow_question}


@members_only
@require_safe
def following(request: MemberRequest) -> HttpResponse:
    """What a member hears of, and what he muted; nobody else's."""
    wanted = request.GET.get("of", "")
    sort = wanted if wanted in TOPICS else "questions"
    page = keyset_page(_followed(sort, request.user), request.GET)
    return render(request, "community/following.html", {"page": page, "sort": sort})


def _followed(sort: str, person: User) -> QuerySet:
    if sort == "questions":
        return Following.objects.of(person).for_listing(person)
    return TOPICS[sort](TopicFollowing.objects.of(person))


@members_only
@require_POST
def follow(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    change = WISHES.get(request.POST.get("wish", ""))
    if change is None:
        raise BadRequest("no such wish")
    try:
        count_member("follow", request.user)
    except TooOften as limit:
        return too_often(request, limit.seconds)
    change(question=question, by=request.user)
    if "list" in request.POST:
        return redirect("community:following")
    if not wants_fragment(request):
        return redirect(question)
    row = Following.objects.of(request.user).filter(question=question).first()
    context = {"question": question, "is_following": row, "is_muted": row and row.muted_at}
    return render(request, "community/_following.html", context | {"takes_focus": True})
