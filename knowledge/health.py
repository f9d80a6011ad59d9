from config.health import register
from knowledge.search.index import engine


def _search() -> str:
    return "The search index is missing or broken." if engine().needs_rebuild() else ""


register("search", _search)
