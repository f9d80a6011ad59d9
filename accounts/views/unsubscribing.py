"""Links in mails that stop mails, or start them again; none needs a sign-in, no GET changes
anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache

from accounts.access import signed_post
from accounts.models import User
from accounts.notifications.bounces import resume_address
from accounts.notifications.choosing import stop_all_mails, stop_mails
from accounts.notifications.kinds import mute_thread
from accounts.notifications.tokens import Unsubscribing, read_reconfirm, read_unsubscribe


@signed_post(read_unsubscribe)
@never_cache
def unsubscribe(request: HttpRequest, what: Unsubscribing) -> HttpResponse:
    reader = User.objects.filter(pk=what.user_id, is_active=True).first()
    if reader is None:
        return render(request, "accounts/link_unknown.html", status=404)
    is_everything = "everything" in request.POST
    if request.method == "POST":
        _stop(what, reader, is_everything=is_everything)
    context = {
        "group": what.group.label if what.group else "",
        "is_done": request.method == "POST",
        "is_everything": is_everything,
    }
    return _in_language_of(reader, request, "accounts/unsubscribe.html", context)


def _stop(what: Unsubscribing, reader: User, *, is_everything: bool) -> None:
    if is_everything:
        stop_all_mails(user=reader)
    elif what.group:
        stop_mails(user=reader, group=what.group)
    else:
        mute_thread(what.thread, by=reader)


@signed_post(read_reconfirm)
@never_cache
def reconfirm(request: HttpRequest, signed: tuple[int, int]) -> HttpResponse:
    user_id, paused_id = signed
    reader = User.objects.filter(pk=user_id, is_active=True).first()
    if reader is None:
        return render(request, "accounts/link_unknown.html", status=404)
    is_done = request.method == "POST"
    if is_done:
        resume_address(user=reader, paused_id=paused_id)
    return _in_language_of(reader, request, "accounts/reconfirm.html", {"is_done": is_done})


def _in_language_of(
    reader: User, request: HttpRequest, template: str, context: dict
) -> HttpResponse:
    """These addresses have no language of their own."""
    with translation.override(reader.language):
        response = render(request, template, context)
    response["Content-Language"] = reader.language
    return response
