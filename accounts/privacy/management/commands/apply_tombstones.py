from datetime import timedelta

from django.core.management import BaseCommand
from django.utils import timezone

from accounts.models import User
from accounts.privacy import tombstones
from accounts.privacy.erasing import carry_out
from accounts.privacy.models import Erasure
from accounts.privacy.tombstones import Tombstone


class Command(BaseCommand):
    help = "Erase again whoever came back with a backup; run it before the site goes online."

    def handle(self, **options) -> None:
        _set_up_missing()
        again = 0
        for tombstone in list(tombstones.read()):
            user = tombstones.person_of(tombstone)
            if user is not None:
                _erase_again(user, tombstone)
                again += 1
        if again:
            self.stdout.write(f"{again} erased people had come back and were erased again.")


def _set_up_missing() -> None:
    """The file was lost, or an older one was put back: who is erased here stays remembered."""
    known = set(tombstones.read())
    closed = Erasure.objects.filter(closed_at__isnull=False, user__erased_at__isnull=False)
    for erasure in closed.select_related("user").order_by("pk").iterator():
        tombstone = tombstones.tombstone_of(erasure)
        if tombstone not in known:
            tombstones.set_up(tombstone)


def _erase_again(user: User, tombstone: Tombstone) -> None:
    """At once and without a mail: he has had his last one."""
    now = timezone.now()
    erasure, _is_new = Erasure.objects.update_or_create(
        user=user,
        cancelled_at=None,
        done_at=None,
        defaults={
            "because": Erasure.Because.WISH,
            "keeps_texts": tombstone.keeps_texts,
            "due_at": now,
            "not_before": now,
        },
    )
    carry_out(erasure, now=now, settling=timedelta(0), tell=False)
