"""What the benchmark asks of the product."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

SIGNED_IN = {"question, signed in"}
# The page with the form, and the address that it is sent to.
Form = tuple[str, str]


@dataclass(frozen=True)
class Visits:
    """Addresses by the name of the page, forms by the name of the act, and the cookies of people
    who are signed in. All are taken in turn."""

    cookies: list[str]
    pages: dict[str, list[str]]
    forms: dict[str, list[Form]]

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, file: Path) -> "Visits":
        return cls(**json.loads(file.read_text()))
