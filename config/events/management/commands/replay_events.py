from django.core.management.base import BaseCommand

from config.events.models import Delivery
from config.events.retention import replay


class Command(BaseCommand):
    help = "Make dead deliveries due again, all or those of one handler."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--handler", help="dotted name, as the admin list shows it")

    def handle(self, *, handler: str | None = None, **options) -> None:
        dead = Delivery.objects.dead()
        if handler:
            dead = dead.filter(handler=handler)
        self.stdout.write(f"{replay(dead)} deliveries are due again.")
