"""Doing something with entries of a queue, and undoing it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, curators_only
from accounts.models import User
from config.limits import TooOften, count_member
from knowledge.queues import KINDS, kind_and_number
from knowledge.views.workbench.acts import ACTS, REFUSALS, Act
from knowledge.views.workbench.counting import count_anew
from knowledge.views.workbench.places import place_in, place_of
from knowledge.views.workbench.undoing import forget, remember, remembered

# No page shows more rows.
MOST_AT_ONCE = 100


@curators_only
@require_POST
def act(request: MemberRequest) -> HttpResponse:
    """One act with each of the posted entries; what refuses it stays, and says why."""
    name = request.POST.get("act", "")
    chosen = ACTS.get(name)
    if chosen is None or chosen.do is None:
        raise BadRequest("no such act")
    if not _is_counted(request):
        return redirect(place_in(request.POST))
    subjects = request.POST.getlist("entry")[:MOST_AT_ONCE]
    if not subjects:
        messages.info(request, _("Tick something first."))
    done = list(_do(request, chosen, subjects))
    count_anew()
    # What a script does by itself takes no other undoing away.
    is_remembered = bool(done) and "quietly" not in request.POST
    key = remember(request, name, done) if is_remembered else ""
    return redirect(place_in(request.POST, done=key))


@curators_only
@require_POST
def undo(request: MemberRequest) -> HttpResponse:
    """Take the last act back; an older one stays."""
    last = remembered(request, request.POST.get("key", ""))
    if last is None:
        messages.info(request, _("That can't be undone any more."))
    elif _is_counted(request):
        undone = _undo(request, ACTS[last["act"]], last["done"])
        count_anew()
        forget(request)
        if len(undone) == 1:
            return redirect(place_of(undone[0], request.POST))
    return redirect(place_in(request.POST))


def _is_counted(request: MemberRequest) -> bool:
    try:
        count_member("curate", request.user)
    except TooOften:
        messages.error(request, _("You have decided a lot in a short time. Please wait a little."))
        return False
    return True


def _do(request: MemberRequest, chosen: Act, subjects: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for subject, thing in _things(subjects, chosen, request.user):
        try:
            left = chosen.do(thing, request.user, request.POST.get("reason", ""))  # type: ignore[misc]
        except REFUSALS as problem:
            messages.error(request, str(problem))
        else:
            yield subject, left


def _undo(
    request: MemberRequest, done_before: Act, done: Sequence[tuple[str, Any]]
) -> Sequence[str]:
    left = dict(done)
    undone = []
    for subject, thing in _things(list(left), done_before, request.user):
        try:
            done_before.undo(thing, request.user, left[subject])
        except REFUSALS as problem:
            messages.error(request, str(problem))
        else:
            undone.append(subject)
    if undone:
        messages.success(request, _("Undone."))
    return undone


def _things(subjects: Sequence[str], chosen: Act, viewer: User) -> Iterator[tuple[str, Model]]:
    """Those that there are and that the viewer may see, in the order of `subjects`."""
    named = [kind_and_number(subject) for subject in dict.fromkeys(subjects)]
    for kind in sorted(chosen.kinds):
        numbers = [each[1] for each in named if each and each[0] == kind]
        found = KINDS[kind].objects.visible_to(viewer).in_bulk(numbers)  # type: ignore[attr-defined]
        for number in numbers:
            if number in found:
                yield f"{kind}-{number}", found[number]
