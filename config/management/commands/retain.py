from django.core.management import BaseCommand

from config import retention


class Command(BaseCommand):
    help = "Remove what was kept long enough; the jobs worker does it every ten minutes by itself."

    def handle(self, **options) -> None:
        for what, count in retention.retain().items():
            self.stdout.write(f"{count:>8}  {what}")
