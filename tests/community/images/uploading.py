"""Images that somebody has uploaded, for tests about what becomes of them."""

from accounts.models import User
from community.actions.images import store_image
from community.images.addresses import image_markdown
from community.models import Image
from tests.accounts.pictures import picture


def make_image(*, by: User, **look) -> Image:
    return store_image(by=by, upload=picture(**look))


def showing(*images: Image) -> str:
    """A text that shows them."""
    shown = [image_markdown(image.key, "The light") for image in images]
    return "\n\n".join(["This is what it looks like.", *shown])
