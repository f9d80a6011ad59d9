"""Articles as Markdown files that `knowledge.importing` reads back."""

from knowledge.exporting.folder import CannotExport, Exported, export_articles

__all__ = ["CannotExport", "Exported", "export_articles"]
