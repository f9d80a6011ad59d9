"""Unsafe settings are refused at start, each with a sentence that says what to set (A-LG-01)."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.guard import MIN_SECRET_LENGTH, is_loopback, refuse_unsafe
from config.place import BASE_DIR

SECRET = "k3y-with-many-different-characters-" + "0123456789" * 3
SAFE = {
    "debug": False,
    "on_loopback": False,
    "base_url": "https://community.example",
    "secret_key": SECRET,
    "allowed_hosts": ["community.example"],
    "trusted_proxy_count": 1,
    "demo": False,
    "limits_factor": 1,
}


def test_safe_settings_pass():
    refuse_unsafe(**SAFE)


@pytest.mark.parametrize(
    ("unsafe", "sentence"),
    [
        ({"debug": True}, "Unset DEBUG"),
        ({"demo": True}, "Unset DEMO"),
        ({"limits_factor": 10}, "Unset LIMITS_FACTOR"),
        ({"require_second_factor": False}, "Set REQUIRE_SECOND_FACTOR"),
        ({"base_url": "http://community.example"}, "Set BASE_URL to the https://"),
        ({"trusted_proxy_count": -1}, "Set TRUSTED_PROXY_COUNT"),
        ({"secret_key": "x" * (MIN_SECRET_LENGTH - 1)}, "Set SECRET_KEY"),
        ({"secret_key": "abcd" * MIN_SECRET_LENGTH}, "Set SECRET_KEY"),
        ({"secret_key": ""}, "Set SECRET_KEY"),
        ({"allowed_hosts": []}, "Set ALLOWED_HOSTS"),
        ({"allowed_hosts": ["*"]}, "Set ALLOWED_HOSTS"),
        ({"allowed_hosts": [".community.example"]}, "Set ALLOWED_HOSTS"),
        ({"allowed_hosts": ["community.example", "*.example"]}, "Set ALLOWED_HOSTS"),
    ],
)
def test_unsafe_setting_is_refused_with_its_remedy(unsafe, sentence):
    """A-AU-21, A-CS-06, A-LG-01, A-VO-17"""
    with pytest.raises(ImproperlyConfigured, match=sentence):
        refuse_unsafe(**SAFE | unsafe)


@pytest.mark.parametrize("convenience", [{"debug": True}, {"demo": True}, {"limits_factor": 10}])
def test_conveniences_are_allowed_on_loopback(convenience):
    here = {"on_loopback": True, "base_url": "http://127.0.0.1:8000", "trusted_proxy_count": 0}

    refuse_unsafe(**SAFE | here | convenience)


def test_short_key_is_refused_on_loopback_too():
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        refuse_unsafe(**SAFE | {"on_loopback": True, "secret_key": "short"})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("https://community.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://127.0.0.1@evil.example", False),
    ],
)
def test_only_this_machine_is_loopback(url, expected):
    assert is_loopback(url) is expected


def settings_of_a_public_site(**changes: str) -> subprocess.CompletedProcess:
    """What a fresh process says to `import config.settings`."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": os.environ["DATA_DIR"],
        "BASE_URL": "https://community.example",
        "ALLOWED_HOSTS": "community.example",
        "TRUSTED_PROXY_COUNT": "1",
        "SECRET_KEY": SECRET,
    }
    look = "import config.settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", look],
        env=environment | changes,
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_public_site_starts_with_host_cookies():
    """A-AU-10"""
    assert settings_of_a_public_site().stdout == "__Host-session True\n"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DEBUG": "1"}, "Unset DEBUG"),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY"),
        ({"TRUSTED_PROXY_COUNT": "-1"}, "Set TRUSTED_PROXY_COUNT"),
        ({"DEMO": "perhaps"}, "Set DEMO to 1 or 0"),
    ],
)
def test_public_site_does_not_start_with_an_unsafe_setting(changes, sentence):
    started = settings_of_a_public_site(**changes)

    assert started.returncode != 0
    assert sentence in started.stderr
