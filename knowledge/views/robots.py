"""What machines read before the pages: the rules of the house and the list of addresses."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from accounts.access import public
from config.reader_pages import for_readers
from knowledge.sitemaps import SECTIONS


@public
@for_readers
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": settings.BASE_URL + reverse("sitemap")}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@public
@conditional_page
@for_readers
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one line for each page of addresses."""
    pages = [
        {"location": settings.BASE_URL + reverse("sitemap-section", args=[name, chunk])}
        for name, section in SECTIONS.items()
        for chunk in section.chunks()
    ]
    return _xml(request, "sitemap_index.xml", {"sitemaps": pages})


@public
@conditional_page
@require_safe
def sitemap_section(request: HttpRequest, name: str, chunk: int) -> HttpResponse:
    section = SECTIONS.get(name)
    if section is None or chunk not in section.chunks():
        raise Http404("no such page of addresses")
    return _xml(request, "sitemap.xml", {"urlset": section.addresses(chunk)})


def _xml(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")
