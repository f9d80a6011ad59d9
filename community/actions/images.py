"""The images of posts: kept, shown by posts, removed, and swept when nobody needs them."""

from datetime import datetime, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import policies
from community.images import files
from community.images.addresses import IMAGES, named_keys, new_key, shown_keys
from community.images.elsewhere import needed_elsewhere
from community.images.redrawing import UnacceptablePicture, redraw
from community.models import (
    Answer,
    Comment,
    Draft,
    EditProposal,
    Image,
    ImageUse,
    Question,
    Revision,
)
from community.models.about import about
from community.policies.images import can_remove_image
from config.personal_data import Leaver
from config.retention import delete

# Longer than it takes to come back to a draft.
UNUSED_KEPT = timedelta(days=30)
# Longer than it takes from writing a file to naming it in a row.
_UNNAMED_KEPT = timedelta(hours=1)
_AT_ONCE = 500


class CannotStore(Exception):
    """The message is meant for the member who tried."""


def store_image(*, by: User, upload: bytes) -> Image:
    """Keep what `upload` shows, drawn anew; nothing else of the file survives. Raises CannotStore.

    The file is written before its row: a row always leads to a whole file.
    """
    if not by.is_active:
        raise CannotStore(_("This account can't write."))
    try:
        drawn = redraw(upload)
    except UnacceptablePicture as problem:
        raise CannotStore(str(problem)) from None
    key = new_key(drawn.width, drawn.height)
    try:
        files.keep(key, drawn.content)
    except OSError:
        raise CannotStore(
            _("The image can't be kept at the moment. Your text is still here; try again later.")
        ) from None
    return Image.objects.create(
        key=key,
        owner=by,
        width=drawn.width,
        height=drawn.height,
        size=len(drawn.content),
        content_type="image/webp",
    )


def use_images(post: Question | Answer | Comment) -> None:
    """Note which images `post` shows, in the transaction that saved its text.

    Only images of those who wrote it count: whoever knows the address of a hidden image does not
    bring it back with a post of his own (A-AZ-13).
    """
    uses = ImageUse.objects.filter(**about(post))
    keys = shown_keys(post.body_html)
    if post.version > 1:  # a new post has shown nothing so far
        uses.filter(ended_at=None).exclude(image__key__in=keys).update(ended_at=timezone.now())
    if not keys:
        return
    uses.filter(image__key__in=keys).update(ended_at=None)
    theirs = Image.objects.filter(key__in=keys, removed_at=None, owner__in=_writers(post))
    new = theirs.exclude(pk__in=uses.values("image"))
    ImageUse.objects.bulk_create(ImageUse(image=image, **about(post)) for image in new)


def _writers(post: Question | Answer | Comment) -> set[int]:
    editors = Revision.objects.filter(**about(post)).values_list("editor", flat=True)
    return {post.author_id, *editors}


@transaction.atomic
def remove_image(*, image: Image, by: User) -> Image:
    """Take it away for good, wherever it is shown; posts keep its description."""
    policies.require(can_remove_image(by, image))
    image = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
    if image.removed_at is None:
        _remove(Image.objects.filter(pk=image.pk))
        image.refresh_from_db(fields=["removed_at"])
    return image


def remove_images(rows: QuerySet, leaver: Leaver) -> None:
    """Those of somebody who takes his texts along; a batch of his erasure."""
    if not leaver.keeps_texts:
        _remove(rows.filter(removed_at=None))


def _remove(images: QuerySet) -> None:
    keys = list(images.values_list("key", flat=True))
    images.update(removed_at=timezone.now())
    transaction.on_commit(lambda: _forget(keys))


def _forget(keys: list[str]) -> None:
    for key in keys:
        files.forget(key)


def _named_meanwhile() -> set[str]:
    proposed = EditProposal.objects.open().filter(body__contains=IMAGES)
    written = Draft.objects.filter(fields__body__icontains=IMAGES)
    texts = chain(
        proposed.values_list("body", flat=True).iterator(),
        written.values_list("fields__body", flat=True).iterator(),
    )
    return set().union(*map(named_keys, texts))


def sweep_images(*, now: datetime | None = None) -> int:
    """Delete images that no post has ever shown, and files of images that are gone; how many.

    Those are kept which a post may still show, in an open proposal or a draft, and what an app
    above needs.
    """
    at = now or timezone.now()
    unused = Image.objects.filter(uses=None, created_at__lt=at - UNUSED_KEPT)
    for needed in needed_elsewhere():
        unused = unused.exclude(needed)
    swept = delete(unused.exclude(key__in=_named_meanwhile()))
    keys = list(files.kept_before(at - _UNNAMED_KEPT))
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        kept = Image.objects.filter(key__in=some, removed_at=None).values_list("key", flat=True)
        _forget(sorted(set(some) - set(kept)))
    return swept
