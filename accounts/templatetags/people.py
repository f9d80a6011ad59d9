"""Who speaks stands before what is said: on every page, in every list, always in words."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Affiliation
from config.drawing import drawn

register = template.Library()

_NOW = {
    Affiliation.Kind.EMPLOYEE: lambda: _("Verified employee"),
    Affiliation.Kind.AGENCY: lambda: _("Agency for %(company)s"),
    Affiliation.Kind.PARTNER: lambda: _("Partner"),
    Affiliation.Kind.PERK: lambda: _("Receives perks from %(company)s"),
}


def disclosure(affiliation: Affiliation, company: str) -> str:
    """The words that must stand beside every post written under `affiliation`."""
    if not affiliation.is_active:
        return _("Spoke for %(company)s when this was written") % {
            "company": affiliation.organisation.name
        }
    return _NOW[Affiliation.Kind(affiliation.kind)]() % {"company": company}


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
        points=author.shown_points,
    )


@register.simple_tag(takes_context=True)
def byline(context: template.Context, post) -> SafeString:
    """The same in one line, for rows of a list."""
    company = context["community"]["company"]
    return drawn("components/byline.html", **described(post, company=company))


@register.simple_tag
def speaker(post) -> str:
    """The name under which the post was written, for titles, feeds and structured data."""
    return post.affiliation.shown_name if post.affiliation else post.author.display_name


@register.simple_tag(takes_context=True)
def disclosure_of(context: template.Context, affiliation: Affiliation) -> str:
    """The words for whom somebody speaks, for his profile."""
    return disclosure(affiliation, context["community"]["company"])


@register.simple_tag(takes_context=True)
def byline_text(context: template.Context, post) -> str:
    """The same as plain words, for mails."""
    line = described(post, company=context["community"]["company"])
    if not line["disclosure"]:
        return line["name"]
    return f"{line['name']} ({line['disclosure']}, {line['organisation']}, {line['role']})"


def described(post, *, company: str) -> dict[str, str]:
    """The name, and for whom it speaks: empty words where that is nobody but himself."""
    affiliation = post.affiliation
    return {
        "name": speaker(post),
        "disclosure": disclosure(affiliation, company) if affiliation else "",
        "organisation": affiliation.organisation.name if affiliation else "",
        "role": affiliation.role_title if affiliation else "",
    }
