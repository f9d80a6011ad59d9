"""Where whoever looks for help with an emergency, a contract or his data gets at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from knowledge import policies
from knowledge.models import DirectLink
from knowledge.search import curated


class CannotSetDirectLink(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def set_direct_link(
    *, topic: str, language: str, words: str, label: str, target: str, by: User
) -> DirectLink:
    """Show `label`, which leads to `target`, above every search for one of `words`, which stand
    between commas. `topic` is one of DirectLink.Topic and has one link in each language.

    Raises CannotSetDirectLink for who is no administrator.
    """
    _require_administrator(by)
    locked = DirectLink.objects.select_for_update()
    before = locked.filter(topic=topic, language=language).first()
    link, _is_new = locked.update_or_create(
        topic=topic,
        language=language,
        defaults={"words": words, "label": label, "target": target},
    )
    if before is None or _said(before) != _said(link):
        curated.forget()
        record_act(
            "direct-link-set",
            by=by,
            subject=f"direct-link-{link.pk}",
            before=_said(before) if before else "",
            after=_said(link),
            why=f"{link.topic}, {link.language}: {link.target}",
        )
    return link


@transaction.atomic
def remove_direct_link(*, link: DirectLink, by: User) -> None:
    """Its words show nothing above the results any more; once more does no harm."""
    _require_administrator(by)
    removed, _rows = DirectLink.objects.filter(pk=link.pk).delete()
    if removed:
        curated.forget()
        record_act(
            "direct-link-removed",
            by=by,
            subject=f"direct-link-{link.pk}",
            before=_said(link),
            why=f"{link.topic}, {link.language}: {link.target}",
        )


def _said(link: DirectLink) -> str:
    return f"{link.topic} {link.language}: {link.words} → {link.label} ({link.target})"


def _require_administrator(by: User) -> None:
    if not policies.can_direct(by):
        raise CannotSetDirectLink(_("Only administrators can do this."))
