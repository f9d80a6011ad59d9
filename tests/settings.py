"""The product's own settings, with a data folder of the run and fast password hashing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if not WORKER:
    os.environ["TESTS_DIR"] = tempfile.mkdtemp(prefix="klartext-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_DIR"], ignore_errors=True)
# Each worker has its own: they inherit the environment of the process that started them.
os.environ["DATA_DIR"] = str(Path(os.environ["TESTS_DIR"]) / (WORKER or "main"))
os.environ.setdefault("SECRET_KEY", "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("DEMO", "1")

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # In a file: an in-memory database has one connection and locks under threads.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF;"
else:
    # Nobody waits at a page here: who queues on a busy machine may take long, and only who waits
    # in a circle fails.
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=60s -c lock_timeout=30s"
WHITENOISE_AUTOREFRESH = True
# Tests look again at once; tests/config/test_kept_pages.py turns it on.
READER_PAGE_SECONDS = 0
