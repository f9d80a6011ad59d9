"""The register with its whole history as a file, for auditors."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch
from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, administrators_only, recently_authenticated
from accounts.actions.exports import note_export
from accounts.models import Affiliation, AffiliationChange
from config.spreadsheet import BYTE_ORDER_MARK, csv_row

BATCH = 500
_FACTS = (
    *("id", "kind", "organisation", "person", "community_name", "full_name", "role_title"),
    *("proof", "evidence", "proved_at", "granted_by", "granted_at", "valid_until"),
    *("contract_until", "suspended_at", "suspended_because", "ended_at", "ended_because"),
)
_LINE = ("at", "what", "by", "why", "proof_shown")


@administrators_only
@recently_authenticated
@require_safe
def export(request: MemberRequest, form: str) -> StreamingHttpResponse:
    """`form` is csv (a row for each line of the history) or json (each with its history)."""
    if form not in _FORMS:
        raise Http404("no such form")
    write, kind = _FORMS[form]
    note_export(act="affiliations-exported", by=request.user)
    response = StreamingHttpResponse(write(), content_type=f"{kind}; charset=utf-8")
    name = f"affiliations-{timezone.localdate().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _as_csv() -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_row([*_FACTS, *_LINE])
    for affiliation in _all():
        facts = [*_facts(affiliation).values()]
        for line in _history(affiliation) or [dict.fromkeys(_LINE)]:
            yield csv_row([*facts, *line.values()])


def _as_json() -> Iterator[str]:
    yield '{"affiliations": ['
    for number, affiliation in enumerate(_all()):
        entry = _facts(affiliation) | {"history": _history(affiliation)}
        yield (",\n" if number else "\n") + json.dumps(entry, cls=DjangoJSONEncoder)
    yield "\n]}\n"


_FORMS = {"csv": (_as_csv, "text/csv"), "json": (_as_json, "application/json")}


def _all() -> Iterator[Affiliation]:
    """In batches, so that neither memory nor an open cursor grows with their number."""
    lines = AffiliationChange.objects.select_related("by").order_by("id")
    rows = Affiliation.objects.for_register().prefetch_related(Prefetch("changes", lines))
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _facts(affiliation: Affiliation) -> dict[str, Any]:
    """`_FACTS` in their order."""
    related = {
        "organisation": affiliation.organisation.name,
        "person": affiliation.user_id,
        "community_name": affiliation.user.display_name,
        "granted_by": _name(affiliation.granted_by),
    }
    return {name: related[name] if name in related else vars(affiliation)[name] for name in _FACTS}


def _history(affiliation: Affiliation) -> list[dict[str, Any]]:
    """`_LINE` in its order, oldest first."""
    return [
        {
            "at": line.at,
            "what": line.what,
            "by": _name(line.by),
            "why": line.why,
            "proof_shown": line.proof,
        }
        for line in affiliation.changes.all()
    ]


def _name(user) -> str:
    return user.display_name if user else ""
