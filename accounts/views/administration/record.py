"""The record for administrators: who decided what, when and why; to read and to take along."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, administrators_only, recently_authenticated
from accounts.actions.exports import note_export
from accounts.forms.record import RecordForm
from accounts.views.administration.record_lines import Line, lines_of
from config.audit.hashing import content_of, spelt
from config.audit.models import AuditRecord
from config.paging import keyset_page
from config.spreadsheet import BYTE_ORDER_MARK, csv_row

BATCH = 500
_HEADINGS = (
    *("number", "day", "at", "act", "by", "roles", "about", "revision", "why"),
    *("origin", "request", "before", "after", "digest"),
)


@administrators_only
@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    form = RecordForm(request.GET)
    page = keyset_page(form.narrowed(_rows()), request.GET, key="id")
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "filters": _without_cursor(request),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/administration/record.html", context, status=status)


@administrators_only
@recently_authenticated
@never_cache
@require_safe
def export(request: MemberRequest, form: str) -> StreamingHttpResponse:
    """`form` is csv, for reading, or jsonl, from which every digest can be computed again."""
    if form not in _FORMS:
        raise Http404("no such form")
    write, kind = _FORMS[form]
    rows = RecordForm(request.GET).narrowed(_rows())
    note_export(act="record-exported", by=request.user, why=_without_cursor(request))
    response = StreamingHttpResponse(write(rows), content_type=f"{kind}; charset=utf-8")
    name = f"record-{timezone.localdate().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows() -> QuerySet[AuditRecord]:
    return AuditRecord.objects.select_related("words", "seal")


def _without_cursor(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()


def _in_batches(rows: QuerySet[AuditRecord]) -> Iterator[Line]:
    """Oldest first, so that neither memory nor an open cursor grows with their number."""
    last = 0
    while batch := lines_of(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].record.pk


def _as_csv(rows: QuerySet[AuditRecord]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_row(_HEADINGS)
    for line in _in_batches(rows):
        yield csv_row(_cells(line))


def _cells(line: Line) -> list[object]:
    """`_HEADINGS` in their order."""
    one, seal = line.record, getattr(line.record, "seal", None)
    by = line.by.display_name if line.by else one.person
    about = line.about.display_name if line.about else one.subject
    placed = [seal.number, seal.day] if seal else [None, None]
    said = [one.at.isoformat(), one.act, by, one.roles, about, one.revision, line.why]
    proof = [one.origin, one.request_id, one.before_hash, one.after_hash]
    return [*placed, *said, *proof, seal.digest if seal else ""]


def _as_lines(rows: QuerySet[AuditRecord]) -> Iterator[str]:
    names = [field.attname for field in AuditRecord._meta.concrete_fields]
    for line in _in_batches(rows):
        seal = getattr(line.record, "seal", None)
        words = getattr(line.record, "words", None)
        entry = {
            "number": seal and seal.number,
            "day": seal and seal.day,
            "digest": seal and seal.digest,
            "record": dict(zip(names, content_of(line.record), strict=True)),
            "words": words and {"salt": words.salt, "why": words.why},
        }
        yield json.dumps(entry, default=spelt, ensure_ascii=False) + "\n"


_FORMS = {"csv": (_as_csv, "text/csv"), "jsonl": (_as_lines, "application/x-ndjson")}
