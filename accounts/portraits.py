"""A person as others see him: who he is, what he wrote, and what it has earned him."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from accounts import medals
from accounts.medals import Level, Medal
from accounts.models import Affiliation, MedalAward, User
from accounts.profile_parts.points_chart import Chart, points_chart
from accounts.profile_parts.registry import Part, asides, counts_of, parts
from config.paging import Page


@dataclass(frozen=True)
class Portrait:
    """`counts` and `honours` are empty for everybody who speaks or spoke for the company: there
    are no figures per employee. `boxes` are templates with their content."""

    person: User
    affiliation: Affiliation | None
    has_points: bool
    chart: Chart | None
    counts: list[tuple[Part, int]]
    honours: list[tuple[Medal, int]]
    tabs: Iterable[Part]
    part: Part
    page: Page
    boxes: list[tuple[str, Any]]


def portrait_of(person: User, *, viewer, query: QueryDict) -> Portrait:
    """Load what the profile of `person` shows to `viewer`, `query` says which part and page.

    The number of queries does not depend on how much there is. Raises Http404 for an unknown part.
    """
    affiliations = list(person.affiliations.select_related("organisation"))
    speaking = [each for each in affiliations if not each.earns_points]
    has_points = not any(each.ended_at is None for each in speaking)
    counts = {} if speaking else counts_of(person, viewer)
    part = _part(query, counts)
    return Portrait(
        person=person,
        affiliation=next((each for each in affiliations if each.is_active), None),
        has_points=has_points,
        chart=points_chart(person) if has_points else None,
        counts=[(each, counts[name]) for name, each in parts().items() if name in counts],
        honours=[] if speaking else _honours(person),
        tabs=parts().values(),
        part=part,
        page=part.load(person, viewer, query),
        boxes=_boxes(person, viewer, with_figures=not speaking),
    )


def _part(query: QueryDict, counts: dict[str, int]) -> Part:
    """The one asked for, else the first that has something to show."""
    wanted = query.get("part")
    if wanted is None:
        wanted = next((name for name, count in counts.items() if count), next(iter(parts())))
    if wanted not in parts():
        raise Http404("no such part")
    return parts()[wanted]


def _honours(person: User) -> list[tuple[Medal, int]]:
    """Gold first; what is no longer declared is not shown."""
    awards = MedalAward.objects.filter(user=person).order_by("medal", "id")
    times = Counter(awards.values_list("medal", flat=True))
    known = [(medal, times[name]) for name in times if (medal := medals.get(name))]
    levels = list(Level)
    return sorted(known, key=lambda honour: -levels.index(honour[0].level))


def _boxes(person: User, viewer, *, with_figures: bool) -> list[tuple[str, Any]]:
    shown = (aside for aside in asides() if with_figures or not aside.tells_figures)
    filled = ((aside.template, aside.load(person, viewer)) for aside in shown)
    return [(template, content) for template, content in filled if content]
