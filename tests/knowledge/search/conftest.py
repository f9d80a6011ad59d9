import pytest

from knowledge.search.tantivy_engine import TantivyEngine
from tests.knowledge.search.builders import nothing


@pytest.fixture
def engine(tmp_path):
    """An index of its own, empty."""
    engine = TantivyEngine(tmp_path / "index")
    engine.rebuild([], fetch=nothing)
    return engine
