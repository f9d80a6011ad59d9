"""A moderator takes an image away for good: with a reason that whoever added it reads."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.hiding import Act, decide
from community.actions.images import remove_image
from community.events import ImageRemoved
from community.models import Decision, Image
from community.models.reasons import HiddenFor
from community.policies import moderation
from config.audit.recording import record_act
from config.events.bus import record
from config.text import is_blank


class CannotRemoveImage(Exception):
    """The message is meant for the moderator who tried."""


@transaction.atomic
def remove_shown_image(
    *, image: Image, by: User, reason: str, explanation: str, now: datetime | None = None
) -> list[Decision]:
    """Remove `image` wherever it stands, decided about each post that shows it or once did.

    The texts stay, with its description. Removed twice, the first decisions stand. Raises
    CannotRemoveImage for who may not decide about its owner, without a reason or an explanation.
    """
    image = Image.objects.select_for_update(of=("self",), no_key=True).get(pk=image.pk)
    if not moderation.can_decide_about(by, image.owner):
        raise CannotRemoveImage(
            _("You can't decide about this image. Another moderator has to do this.")
        )
    if reason not in HiddenFor or is_blank(explanation):
        raise CannotRemoveImage(_("Please say why: whoever added it reads it."))
    if image.removed_at is not None:
        return []
    remove_image(image=image, by=by)
    at = now or timezone.now()
    uses = image.uses.select_related("question", "answer", "comment").order_by("pk")
    decisions = [
        decide(use.post, Act.REMOVE_IMAGE, by=by, reason=reason, explanation=explanation, at=at)
        for use in uses
    ]
    record_act("image-removed", by=by, subject=f"image-{image.pk}", why=f"{reason}: {explanation}")
    record(ImageRemoved(image.pk, [decision.pk for decision in decisions]), actor=by)
    return decisions
