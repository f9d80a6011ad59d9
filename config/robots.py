"""Programs that read pages and press buttons are no readers; those that say so are believed."""

import re

_ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scrap|headless|preview|monitor|curl/|wget/|python|java/|go-http",
    re.IGNORECASE,
)


def is_robot(user_agent: str) -> bool:
    """By what it calls itself; every browser calls itself something."""
    return not user_agent.strip() or _ROBOT.search(user_agent) is not None
