import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE = 0.1


def wait_for(what: str, condition: Callable[[], T], *, within: float) -> T:
    """Ask again until the answer is true, and return it; `what` names it when it never is."""
    deadline = time.monotonic() + within
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {within:g} seconds.")
        time.sleep(PAUSE)
