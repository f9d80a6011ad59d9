from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import medals as registry
from accounts.access import public
from accounts.medals import Medal
from accounts.models import MedalAward
from accounts.post_links import PostLink, links_to, parsed
from config.paging import Page, keyset_page
from config.reader_pages import for_readers


@dataclass(frozen=True)
class Row:
    """A medal with how many people hold it, how often its reader does, and how far he is."""

    medal: Medal
    holders: int
    mine: int = 0
    so_far: int = 0


@dataclass(frozen=True)
class Holder:
    award: MedalAward
    link: PostLink | None


@public
@for_readers
@require_safe
def medals(request: HttpRequest) -> HttpResponse:
    rows = list(_rows(request.user))
    context = {"rows": rows, "held": sum(1 for row in rows if row.mine)}
    return render(request, "accounts/medals.html", context)


@public
@for_readers
@require_safe
def medal(request: HttpRequest, name: str) -> HttpResponse:
    """What it takes, and who earned it lately."""
    found = registry.get(name)
    if found is None:
        raise Http404("no such medal")
    awards = MedalAward.objects.filter(medal=name).shown()
    page = keyset_page(awards.for_listing(), request.GET, key="awarded_at")
    context = {
        "medal": found,
        "page": page,
        "holders": _holders(page, request.user),
        "people": awards.values("user").distinct().count(),
    }
    return render(request, "accounts/medal.html", context)


def _rows(reader) -> Iterable[Row]:
    holders = MedalAward.objects.shown().holders()
    mine: Mapping[str, int] = {}
    so_far: Mapping[str, int] = {}
    if reader.is_authenticated:
        mine = MedalAward.objects.filter(user=reader).times()
        so_far = registry.counts_of(reader.pk)
    for each in registry.all_medals():
        name = each.name
        reached = min(so_far.get(name, 0), each.goal)
        yield Row(each, holders.get(name, 0), mine.get(name, 0), reached)


def _holders(page: Page, reader) -> list[Holder]:
    subjects = {award: parsed(award.subject) for award in page}
    links = links_to([each for each in subjects.values() if each], viewer=reader)
    return [
        Holder(award, links.get(subject) if subject else None)
        for award, subject in subjects.items()
    ]
