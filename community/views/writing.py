from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import anonymous_post
from community import markup


@anonymous_post("preview")
def preview(request: HttpRequest) -> HttpResponse:
    """What readers would see of a text, by the renderer that posts go through; nothing is kept."""
    try:
        html, problem = markup.render(request.POST.get("body", "")).html, ""
    except markup.TooComplex as refusal:
        html, problem = "", str(refusal)
    context = {"html": html, "problem": problem}
    return render(request, "community/_preview.html", context, status=422 if problem else 200)
