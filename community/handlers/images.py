"""An image was removed: whoever added it hears why, and no kept page shows it any longer."""

from accounts.notifications.actions import notify
from community.events import ImageRemoved
from community.models import Decision, Image
from config.events.bus import handles
from config.reader_pages import forget_everywhere


@handles(ImageRemoved)
def tell_owner_of_removal(event: ImageRemoved) -> None:
    """Once, however many posts show it."""
    decision = Decision.objects.filter(pk__in=event.decision_ids).order_by("pk").first()
    if decision is not None:
        notify(
            user_ids=[Image.objects.get(pk=event.image_id).owner_id],
            kind="image-removed",
            subject_id=decision.pk,
            key=f"image-removed:{event.image_id}",
        )


@handles(ImageRemoved)
def forget_pages_with_removed_image(event: ImageRemoved) -> None:
    forget_everywhere()
