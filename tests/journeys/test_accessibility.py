"""axe-core finds nothing on any page and state, light on a desk, dark on a phone (L-AC-02)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.looks import GROUPS, SCOPES
from tests.journeys.states import Look
from tests.journeys.visitor import Visitor

AXE = (Path(__file__).parent / "vendor/axe/axe.min.js").read_text()
CHECK = """scope => axe.run(scope, {
    resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}},
})"""
SCREENS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 375, "height": 812}},
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("group", GROUPS)
def test_axe_finds_nothing(visit: Callable[..., Visitor], group: str, screen: str) -> None:
    come, looks, by_name = GROUPS[group]
    visitor = visit(by_name=by_name, **SCREENS[screen])
    come(visitor)
    findings = look_at_all(visitor, looks)
    assert not findings, "\n".join(findings)


def look_at_all(visitor: Visitor, looks: dict[str, Look]) -> list[str]:
    """What axe says against each page, in one line per rule."""
    findings = []
    for name, look in looks.items():
        look(visitor)
        visitor.page.evaluate(AXE)
        for violation in visitor.page.evaluate(CHECK, SCOPES.get(name, "html"))["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            findings.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")
    return findings
