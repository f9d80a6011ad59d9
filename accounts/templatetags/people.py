"""Who speaks stands before what is said: on every page, in every list, always in words."""

from django import template
from django.utils.translation import gettext as _

from accounts.models import Affiliation

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


@register.inclusion_tag("components/identity.html", takes_context=True)
def identity(context: template.Context, post) -> dict:
    """The line above a post: name, mark, organisation and role, or name and standing."""
    return _described(context, post)


@register.inclusion_tag("components/byline.html", takes_context=True)
def byline(context: template.Context, post) -> dict:
    """The same in one line, for rows of a list."""
    return _described(context, post)


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
    line = _described(context, post)
    if not line["affiliation"]:
        return line["name"]
    affiliation = line["affiliation"]
    return (
        f"{line['name']} ({line['disclosure']}, {affiliation.organisation.name},"
        f" {affiliation.role_title})"
    )


def _described(context: template.Context, post) -> dict:
    company = context["community"]["company"]
    affiliation = post.affiliation
    return {
        "post": post,
        "author": post.author,
        "affiliation": affiliation,
        "name": speaker(post),
        "disclosure": disclosure(affiliation, company) if affiliation else "",
    }
