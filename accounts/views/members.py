from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.models import Affiliation, Organisation, User
from accounts.names import name_key
from accounts.profile_parts.registry import expertise_of, has_written
from config.http import render_page
from config.paging import keyset_page
from config.reader_pages import for_readers
from config.text import clean_line

LONGEST_SEARCH = 80
BY_POINTS = "points"


@public
@for_readers
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Everybody who takes part, the newest first; by points those who agreed to be ranked."""
    by_points = request.GET.get("order") == BY_POINTS
    search = clean_line(request.GET.get("q", "")[:LONGEST_SEARCH])
    people = User.objects.listed().filter(has_written(request.user)).prefetch_related(_speaking())
    if search:
        people = people.filter(_shown_as(search))
    if by_points:
        people = people.ranked().exclude(_affiliated())
    page = keyset_page(people, request.GET, key="points" if by_points else "created_at")
    topics = expertise_of(page.items)
    for person in page:
        person.topics = topics[person.pk]
    return render_page(
        request,
        "accounts/members.html",
        {"page": page, "by_points": by_points, "search": search},
        fragment="accounts/_members.html",
    )


def _speaking() -> Prefetch:
    """For whom people speak, also those who are suspended, as `speaking`."""
    rows = Affiliation.objects.open().select_related("organisation")
    return Prefetch("affiliations", rows, to_attr="speaking")


def _affiliated() -> Exists:
    return Exists(Affiliation.objects.open().filter(user=OuterRef("pk")))


def _shown_as(search: str) -> Q:
    """Whose name, as everybody sees it, begins like this.

    Of a name that is shown shortened the rest must not come out letter by letter.
    """
    beginning = name_key(search)
    in_full = Affiliation.objects.active().filter(
        user=OuterRef("pk"),
        organisation__name_form=Organisation.NameForm.FULL,
        name_key__startswith=beginning,
    )
    return Q(name_key__startswith=beginning) | Q(Exists(in_full))
