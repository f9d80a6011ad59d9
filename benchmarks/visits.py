"""What the benchmark asks of the product."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

SIGNED_IN = {"question, signed in"}
# Pages with this beginning are asked for by curators.
WORKBENCH = "workbench, "
# The queues, and an entry from the middle of the longest one.
WORKBENCH_PAGES = (
    *("promote", "review", "source", "due", "unhelpful", "gaps", "translations", "drafts"),
    "entry",
)
# The page with the form, and the address that it is sent to.
Form = tuple[str, str]


@dataclass(frozen=True)
class Visits:
    """Addresses by the name of the page, forms by the name of the act, and the cookies of members
    and curators who are signed in. All are taken in turn."""

    cookies: list[str]
    curators: list[str]
    pages: dict[str, list[str]]
    forms: dict[str, list[Form]]

    def cookies_for(self, page: str) -> list[str]:
        """Of those who ask for it; none for readers."""
        if page.startswith(WORKBENCH):
            return self.curators
        return self.cookies if page in SIGNED_IN else []

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, file: Path) -> "Visits":
        return cls(**json.loads(file.read_text()))
