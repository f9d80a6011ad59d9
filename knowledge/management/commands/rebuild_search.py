from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from knowledge.search import index
from knowledge.search.documents import all_documents, count_documents
from knowledge.search.engine import IndexBusy


class Command(BaseCommand):
    help = "Build the search index afresh; the old one goes on answering until the new one is done."

    def handle(self, **options) -> None:
        total = count_documents()
        shown = track(all_documents(), description="Indexing", total=total, disable=not total)
        try:
            count = index.rebuild(shown)
        except IndexBusy as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{count} documents are in the index.")
