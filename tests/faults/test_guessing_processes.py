"""Four web processes of one site count guesses together (A-AU-03, C-23)."""

import os
import subprocess
import sys

from config.place import BASE_DIR

PROCESSES, TRIES, LIMIT = 4, 25, 5
GUESS = f"""
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.test import RequestFactory
from django.utils import timezone
from accounts.known_devices import count_guess
from config.limits import TooOften

now = timezone.now().replace(hour=12, minute=0, second=0)
timezone.now = lambda: now  # no window of the limit ends meanwhile

def passes(number):
    request = RequestFactory().post("/", REMOTE_ADDR=f"198.51.100.{{number}}")
    try:
        count_guess(request, "login", "lena@example.org")
    except TooOften:
        return 0
    return 1

print("ready", flush=True)
input()
with ThreadPoolExecutor({TRIES}) as pool:
    print(sum(pool.map(passes, range({TRIES}))))
"""


def test_hundred_guesses_over_four_processes_pass_five_times(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DEMO": "1",
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    processes = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", GUESS],
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]

    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    passed = [int(process.communicate(timeout=120)[0]) for process in processes]

    assert sum(passed) == LIMIT
