from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from knowledge.exporting import CannotExport, export_articles
from knowledge.models import Article


class Command(BaseCommand):
    help = "Write all articles as Markdown files that import_articles reads back."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, help="a new or empty folder")
        parser.add_argument("--public", action="store_true", help="only what everybody may read")

    def handle(self, *, folder: Path, public: bool, **options) -> None:
        everything = Article.objects.all()
        articles = everything.visible_to(AnonymousUser()) if public else everything
        try:
            done = export_articles(articles, folder)
        except CannotExport as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Exported: {done.articles:,} articles, {done.images:,} images.")
        for key in done.missing:
            self.stdout.write(f"  image {key}: removed since, or its file is missing")
