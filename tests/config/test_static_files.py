"""What browsers keep for good bears its content in its name."""

import re

from django.core.management import call_command

NAMED = re.compile(r'^import .* from "\./([^"]+)"', re.MULTILINE)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


def test_modules_name_each_other_as_they_are_served(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.static_files.HashedStaticFiles"}
    }

    call_command("collectstatic", verbosity=0, interactive=False)

    served = {path.name: path.read_text() for path in (tmp_path / "js").glob("*.js")}
    named = {name for text in served.values() for name in NAMED.findall(text)}
    assert named
    assert named <= served.keys()
    assert all(HASHED.search(name) for name in named)
