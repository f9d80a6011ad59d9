"""Where emergencies, contracts and privacy lead at once; the administrators' list."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, administrators_only, recently_authenticated
from knowledge.actions.direct_links import remove_direct_link, set_direct_link
from knowledge.forms.direct_words import PROPOSED
from knowledge.forms.search_tools import DirectLinkForm
from knowledge.models import DirectLink


@administrators_only
@require_safe
def direct_links(request: MemberRequest) -> HttpResponse:
    known = {(link.topic, link.language): link for link in DirectLink.objects.all()}
    topics = [
        (
            label,
            [(code, name, topic, known.get((topic, code))) for code, name in settings.LANGUAGES],
        )
        for topic, label in DirectLink.Topic.choices
    ]
    return render(request, "knowledge/search_tools/direct_links.html", {"topics": topics})


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def direct_link(request: MemberRequest, topic: str, language: str) -> HttpResponse:
    """One of them in one language, with the words that usually mean it."""
    if (topic, language) not in PROPOSED:
        raise Http404("no such topic")
    link = DirectLink.objects.filter(topic=topic, language=language).first()
    form = DirectLinkForm(request.POST or None, initial=_initial(topic, language, link))
    if form.is_valid():
        set_direct_link(topic=topic, language=language, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved: it stands above the next search for these words."))
        return redirect("knowledge:direct-links")
    context = {
        "form": form,
        "link": link,
        "topic": DirectLink.Topic(topic).label,
        "language": dict(settings.LANGUAGES)[language],
    }
    status = 422 if form.is_bound else 200
    return render(request, "knowledge/search_tools/direct_link.html", context, status=status)


@administrators_only
@recently_authenticated
@require_POST
def remove(request: MemberRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(DirectLink, pk=link_id)
    remove_direct_link(link=link, by=request.user)
    messages.success(request, _("Removed: these words show no direct link any more."))
    return redirect("knowledge:direct-links")


def _initial(topic: str, language: str, link: DirectLink | None) -> dict[str, str]:
    label, words = PROPOSED[topic, language]
    if link is None:
        return {"label": label, "words": words}
    return {"label": link.label, "words": link.words, "target": link.target}
