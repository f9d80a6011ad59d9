"""Is the process alive, and can it do its work? Apps register what they depend on."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.events.models import Delivery

OLDEST_OPEN_DELIVERY = timedelta(minutes=5)

_checks: dict[str, Callable[[], str]] = {}


def register(name: str, check: Callable[[], str]) -> None:
    """Ask `check` at /readyz; it returns "" when all is well, else one sentence for operators."""
    _checks[name] = check


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    problems = {name: _ask(check) for name, check in _checks.items()}
    ready = not any(problems.values())
    body = {"ready": ready, "checks": {name: text or "ok" for name, text in problems.items()}}
    return JsonResponse(body, status=200 if ready else 503)


healthz.access = readyz.access = "public"  # type: ignore[attr-defined]


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # a check that fails is an answer, not a 500
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} migrations are missing." if plan else ""


def _deliveries() -> str:
    """Only what should have been tried by now counts: a dead letter waits for a person."""
    oldest = Delivery.objects.due(timezone.now() - OLDEST_OPEN_DELIVERY).exists()
    return "Events have been waiting for more than five minutes." if oldest else ""


register("database", _database)
register("migrations", _migrations)
register("deliveries", _deliveries)
