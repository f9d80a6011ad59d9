"""Is everything that is derived still right after a storm?

    python -m config.throwaway_postgres -- python benchmarks/storm.py [--seconds 60] [--threads 16]

So many threads ask, answer, comment, edit, vote, solve, take back, join, leave, read their notices,
read and judge articles, curators do with articles whatever can be
done with them, and staff close, merge, hide, restore, mask and confirm, while others do the
work of the relay, the mail sender and the medals, all on the same few posts of a new PostgreSQL
database. Then scores, points, medals, unread counts and all other
counters are recomputed. The exit code is 1 if one differs or anything failed.
"""

import argparse
import os
import secrets
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DATA_DIR": tempfile.mkdtemp(prefix="klartext-storm-"),
    "SECRET_KEY": secrets.token_urlsafe(64),
    "LOG_LEVEL": "CRITICAL",
}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.storming import Storm, storm  # noqa: E402


def main() -> None:
    options = _options()
    if connection.vendor != "postgresql":
        sys.exit("A storm needs PostgreSQL: run it under `python -m config.throwaway_postgres --`.")
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("A storm needs an empty database: it would mix with what people wrote.")
    result = storm(seconds=options.seconds, threads=options.threads)
    _say(result, options.threads)
    sys.exit(0 if result.is_clean else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=16)
    return parser.parse_args()


def _say(result: Storm, threads: int) -> None:
    acts = sum(result.acts.values())
    lines = [
        f"{threads} threads, {result.seconds:.1f} s: {acts} acts, {result.rate:.0f} a second",
        ", ".join(f"{name} {count}" for name, count in result.acts.most_common()),
        f"refused as they should be: {result.refused}",
        f"given up by the database, done again: {dict(result.started_over)}",
        f"errors: {len(result.errors)}",
        *result.errors[:20],
        f"differences: {len(result.differences)}",
        *result.differences[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
