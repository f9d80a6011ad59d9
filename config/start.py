"""Starts the whole of Klartext on one machine: web server, two workers and their clock.

`make run` and `make dev` call it. What it needs comes from the environment, with defaults;
docs/operating.md lists the variables.
"""

import argparse
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from config.place import BASE_DIR, CannotStart, Place
from config.supervisor import STOP_SIGNALS, Program, Supervisor, say


def main() -> None:
    options = _options()
    for number in STOP_SIGNALS:
        signal.signal(number, _leave)
    os.chdir(BASE_DIR)
    try:
        place = Place.from_environment(os.environ)
        place.refuse_taken_port()
        with place.locked():
            _run(place, options)
    except CannotStart as problem:
        sys.exit(str(problem))


def environment_for(place: Place, given: Mapping[str, str], *, dev: bool) -> dict[str, str]:
    """The environment of every process: what was given, completed for this place."""
    defaults = {
        "BASE_URL": place.url,
        "DEMO": "1" if place.is_loopback and not given.get("BASE_URL") else "0",
        "WEB_WORKERS": "2",
        "WEB_THREADS": "4",
    }
    if not given.get("SECRET_KEY") and not given.get("SECRET_KEY_FILE"):
        defaults["SECRET_KEY_FILE"] = str(place.secret_file())
    fixed = {
        "BIND": place.bind,
        "PORT": str(place.port),
        "DATA_DIR": str(place.data_dir),
        "DEBUG": "1" if dev else "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUTF8": "1",
    }
    return defaults | {name: value for name, value in given.items() if value} | fixed


def programs(place: Place, environment: Mapping[str, str], *, dev: bool) -> list[Program]:
    beat_dir = place.data_dir / "beat"
    beat_dir.mkdir(exist_ok=True)
    return [
        Program("web", _runserver(place) if dev else _granian(place, environment)),
        Program("pulse", _worker("pulse")),
        Program("jobs", _worker("jobs")),
        Program("beat", [*_celery("beat"), "--schedule", str(beat_dir / "schedule")]),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.start", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="DEBUG, and a web server that reloads")
    parser.add_argument(
        "--with-caller", action="store_true", help="stop when caller or terminal have gone"
    )
    return parser.parse_args()


def _leave(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def _run(place: Place, options: argparse.Namespace) -> None:
    environment = environment_for(place, os.environ, dev=options.dev)
    _prepare(environment, dev=options.dev)
    supervisor = Supervisor(
        programs(place, environment, dev=options.dev),
        log_dir=place.data_dir / "log",
        environment=environment,
    )
    caller_has_gone = _caller_watch() if options.with_caller else lambda: False
    supervisor.run(each_tick=_announcement(place, environment["BASE_URL"]), until=caller_has_gone)


def _prepare(environment: Mapping[str, str], *, dev: bool) -> None:
    command = [sys.executable, "manage.py", "prepare", *(["--no-static"] if dev else [])]
    # In a session of its own, so that Ctrl-C ends it through us and without a traceback.
    done = subprocess.run(command, env=dict(environment), start_new_session=True)  # noqa: S603
    if done.returncode:
        sys.exit("Klartext was not started, for the reason above.")


def _announcement(place: Place, url: str) -> Callable[[], None]:
    """Says once, as soon as the web server answers, where it is."""
    sentences = [f"Klartext is ready at {url}/ — Ctrl-C stops it."]

    def announce() -> None:
        if sentences and place.answers():
            say(sentences.pop())

    return announce


def _caller_watch() -> Callable[[], bool]:
    """True once `make` was killed or its terminal closed: neither sends us a signal for sure."""
    parent, terminal = os.getppid(), select.poll()
    if sys.stdin.isatty():
        terminal.register(sys.stdin, 0)
    return lambda: os.getppid() != parent or bool(terminal.poll(0))


def _granian(place: Place, environment: Mapping[str, str]) -> list[str]:
    return [
        *[sys.executable, "-m", "granian", "--interface", "wsgi"],
        *["--host", place.bind, "--port", str(place.port)],
        *["--workers", environment["WEB_WORKERS"]],
        *["--blocking-threads", environment["WEB_THREADS"]],
        *["--respawn-failed-workers", "--workers-kill-timeout", "5", "--no-ws"],
        "config.wsgi:application",
    ]


def _runserver(place: Place) -> list[str]:
    address = place.url.removeprefix("http://")
    return [sys.executable, "manage.py", "runserver", address]


def _celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-q", "-A", "config", *arguments, "-l", "WARNING"]


def _worker(queue: str) -> list[str]:
    # One process each: a pool whose child was killed in the filesystem transport never takes a
    # task again (its lock dies with the child), and nobody would notice.
    alone = ["--pool", "solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return _celery("worker", "-Q", queue, "-n", f"{queue}@%h", *alone)


if __name__ == "__main__":
    main()
