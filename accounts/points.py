"""What helping is worth, and how many points the rights of the community take.

PRODUCT, section 1, “Reputation” and “Privileges”. Prices are the same everywhere; what a right
takes depends on how grown a community is, and an operator may set each figure himself.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# What everybody has from the first day on, and what is shown at least.
START = 1

ANSWER_VOTED = 5
ANSWER_VOTED_AT_MOST = 50
ANSWER_ACCEPTED = 25
ACCEPTED_AN_ANSWER = 2
ACCEPTANCES_PER_DAY = 5
SAME_PAIR_IN_30_DAYS = 3
ANSWER_CONFIRMED = 12
ARTICLE_SOURCE = 30
# Once so many people say “not useful”; one person alone may err.
ANSWER_NOT_USEFUL = -2
NOT_USEFUL_TAKES = 2
# For an insult, deception or advertising, once a moderator has agreed with a report.
REPORT_UPHELD = -50

PRESETS: Mapping[str, Mapping[str, int]] = {
    "young": {
        "comment": START,
        "propose-edit": START,
        "propose-duplicate": 50,
        "edit-tags": 250,
        "edit-posts": 500,
        "queues": 1000,
    },
    "grown": {
        "comment": START,
        "propose-edit": START,
        "propose-duplicate": 150,
        "edit-tags": 750,
        "edit-posts": 2000,
        "queues": 4000,
    },
}


def thresholds() -> dict[str, int]:
    """How many points each right takes, by its name.

    Raises ImproperlyConfigured for a preset or a right that there is not, and for a bad figure.
    """
    preset = PRESETS.get(settings.REPUTATION_PRESET)
    if preset is None:
        raise ImproperlyConfigured(
            f"REPUTATION_PRESET is “{settings.REPUTATION_PRESET}”; choose {_listed(PRESETS)}."
        )
    return dict(preset) | dict(_own_figure(entry, preset) for entry in settings.PRIVILEGES)


def _own_figure(entry: str, known: Mapping[str, int]) -> tuple[str, int]:
    name, _sign, figure = (part.strip() for part in entry.partition("="))
    if name not in known:
        raise ImproperlyConfigured(f"PRIVILEGES names “{name}”; there are {_listed(known)}.")
    if not (figure.isascii() and figure.isdecimal() and START <= int(figure) <= 10**6):
        raise ImproperlyConfigured(
            f"PRIVILEGES gives {name} the figure “{figure}”; write {name}=300, from 1 to 1000000."
        )
    return name, int(figure)


def _listed(names: Mapping) -> str:
    return ", ".join(names)
