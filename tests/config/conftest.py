import pytest

from config.events import bus
from tests.config.ringing import Rang


@pytest.fixture
def own_bus(monkeypatch):
    """A bus without the product's handlers."""
    monkeypatch.setattr(bus, "_handlers", bus.defaultdict(dict))
    monkeypatch.setattr(bus, "_types", {})


@pytest.fixture
def heard(own_bus):
    """One handler that fails, and one that keeps what it heard."""
    heard = []

    @bus.handles(Rang)
    def broken(event):
        raise ValueError("no")

    @bus.handles(Rang)
    def listen(event):
        heard.append(event)

    return heard
