"""What insights do when something happens below them."""

from knowledge.insights.handlers import community

__all__ = ["community"]
