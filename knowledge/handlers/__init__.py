"""What the knowledge base does when something happens below it; each module follows one side."""

from community.actions.masked_copies import register_keeper
from knowledge.actions.masking import mask_articles
from knowledge.handlers import candidates, doubting, indexing, linking, telling, threads

__all__ = ["candidates", "doubting", "indexing", "linking", "telling", "threads"]

register_keeper(mask_articles)
