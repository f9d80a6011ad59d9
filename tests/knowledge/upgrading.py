"""Rows of the version before, written and read by a process that has the database to itself:

python -m tests.knowledge.upgrading

Leaves one line of JSON: what has become of them.
"""

import json
import sys
from datetime import UTC, datetime
from uuid import UUID

import django
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FORMER = [
    ("accounts", "0005_conversation"),
    ("community", "0006_knowledge_base"),
    ("knowledge", "0003_first_publications"),
    ("notifications", "0002_people"),
]
FIRST, LAST = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC)
FORM = UUID(int=7)


def main() -> None:
    django.setup()
    _write(_migrated(FORMER).apps)
    executor = MigrationExecutor(connection)
    upgraded = _read(_migrated(executor.loader.graph.leaf_nodes()).apps)
    sys.stdout.write(json.dumps(upgraded, default=str))


def _migrated(targets: list[tuple[str, str]]):
    executor = MigrationExecutor(connection)
    return executor.migrate([each for each in targets if each in executor.loader.graph.nodes])


def _write(apps: Apps) -> None:
    user = apps.get_model("accounts", "User").objects.create(
        email="asker@example.com", display_name="Asker"
    )
    apps.get_model("accounts", "RoleGrant").objects.create(user=user, role="curator")
    question = apps.get_model("community", "Question").objects.create(
        author=user, title="Is it on?", body="Is it?", language="en", renderer_version=1
    )
    apps.get_model("community", "PendingQuestion").objects.create(
        title="Is it off?",
        body="Is it?",
        language="en",
        email="later@example.com",
        submission=FORM,
        expires_at=LAST,
    )
    apps.get_model("notifications", "OutgoingMail").objects.create(to="asker@example.com")
    apps.get_model("knowledge", "JourneyEvent").objects.create(
        form=FORM, step="suggestion-solved", document=f"question-{question.pk}", language="en"
    )
    missed = apps.get_model("knowledge", "MissedSearch").objects
    dates = {"first_at": FIRST, "last_at": LAST}
    missed.create(language="en", words="fax", count=2, **dates)
    missed.create(language="en", words="dishwasher", count=3, **dates)
    missed.create(language="de", words="dishwasher", count=4, **dates)
    for state in "written", "dismissed":
        missed.create(language="en", words=state, count=9, state=state, decided_at=LAST, **dates)


def _read(apps: Apps) -> dict[str, list]:
    return {
        model._meta.model_name: list(model._base_manager.order_by("pk").values())
        for model in (
            apps.get_model("accounts", "RoleGrant"),
            apps.get_model("community", "Question"),
            apps.get_model("community", "PendingQuestion"),
            apps.get_model("notifications", "OutgoingMail"),
            apps.get_model("knowledge", "JourneyEvent"),
            apps.get_model("knowledge", "SearchedWords"),
            apps.get_model("knowledge", "Gap"),
        )
    }


if __name__ == "__main__":
    main()
