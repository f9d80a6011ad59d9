"""Who speaks stands before what is said: on every page, in every list, always in words."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Affiliation, User
from config.drawing import drawn

register = template.Library()

Kind = Affiliation.Kind

_NOW = {
    Kind.EMPLOYEE: lambda: _("Verified employee"),
    Kind.AGENCY: lambda: _("Agency for %(company)s"),
    Kind.PARTNER: lambda: _("Partner"),
    Kind.PERK: lambda: _("Receives perks from %(company)s"),
}
_THEN = {
    Kind.EMPLOYEE: lambda: _("Employee of %(organisation)s when this was written"),
    Kind.AGENCY: lambda: _("Agency for %(company)s when this was written"),
    Kind.PARTNER: lambda: _("Partner of %(company)s when this was written"),
    Kind.PERK: lambda: _("Received perks from %(company)s when this was written"),
}


def disclosure(affiliation: Affiliation, company: str, *, marked_later: bool = False) -> str:
    """The words that must stand beside every post written under `affiliation`.

    `marked_later`: the post was written without them, before the affiliation was known.
    """
    said = _NOW if affiliation.is_active else _THEN
    words = said[Kind(affiliation.kind)]() % {
        "company": company,
        "organisation": affiliation.organisation.name,
    }
    return _("%(words)s (marked later)") % {"words": words} if marked_later else words


@register.simple_tag(takes_context=True)
def identity(context: template.Context, post) -> SafeString:
    """The line above a post: name, mark, organisation and role, or name and standing."""
    author = post.author
    return drawn(
        "components/identity.html",
        **described(post, company=context["community"]["company"]),
        author_id=author.pk,
        initials=author.initials,
        colour=author.avatar_colour,
        avatar=_picture(post),
        points=None if author.erased_at else author.shown_points,
    )


@register.simple_tag(takes_context=True)
def identity_preview(context: template.Context, affiliation: Affiliation) -> SafeString:
    """The line as it stands above every post that is written under `affiliation` now."""
    return identity(context, Speaker(affiliation.user, affiliation))


@register.simple_tag(takes_context=True)
def byline(context: template.Context, post) -> SafeString:
    """The same in one line, for rows of a list."""
    company = context["community"]["company"]
    return drawn("components/byline.html", **described(post, company=company))


@register.simple_tag
def speaker(post) -> str:
    """The name under which the post was written, for titles, feeds and structured data."""
    return post.affiliation.shown_name if post.affiliation else post.author.shown_name


@register.simple_tag(takes_context=True)
def disclosure_of(context: template.Context, affiliation: Affiliation) -> str:
    """The words for whom somebody speaks, for his profile."""
    return disclosure(affiliation, context["community"]["company"])


@register.simple_tag(takes_context=True)
def byline_text(context: template.Context, post) -> str:
    """The same as plain words, for mails and for what other sites show of a page."""
    line = described(post, company=context["community"]["company"])
    if not line["disclosure"]:
        return line["name"]
    return f"{line['name']} ({line['disclosure']}, {line['organisation']}, {line['role']})"


def described(post, *, company: str) -> dict[str, str]:
    """The name, and for whom it speaks: empty words where that is nobody but himself."""
    affiliation = post.affiliation
    if affiliation is None:
        return {"name": speaker(post), "disclosure": "", "organisation": "", "role": ""}
    return {
        "name": speaker(post),
        "disclosure": disclosure(affiliation, company, marked_later=post.marked_at is not None),
        "organisation": affiliation.organisation.name,
        "role": affiliation.role_title,
    }


def _picture(post) -> str:
    """Who no longer speaks for the company keeps initials above what he said for it."""
    gone = post.affiliation is not None and not post.affiliation.is_active
    return "" if gone else post.author.avatar


@dataclass(frozen=True)
class Speaker:
    """What the identity line asks of a post, for somebody who has not written it."""

    author: User
    affiliation: Affiliation | None
    marked_at: None = None
