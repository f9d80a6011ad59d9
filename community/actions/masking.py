"""A moderator takes personal data out of a thread: everywhere it stands, in one act."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.forgetting import render_again
from community.actions.hiding import decide
from community.actions.images import use_images
from community.actions.masked_copies import mask_copies, mask_copies_above
from community.actions.mentions import link_again
from community.actions.visibility import lock_post
from community.events import PersonalDataMasked
from community.markup import RENDERER_VERSION
from community.markup.personal import Chosen
from community.markup.personal.chosen import LONGEST, SHORTEST
from community.markup.unlinking import without_links
from community.models import Answer, Comment, Decision, EditProposal, Question, Revision
from community.models.about import about
from community.models.reasons import HiddenFor
from community.policies import masking
from config.events.bus import record
from config.slugs import slugify

MOST_STRINGS = 20
Post = Question | Answer | Comment


class CannotMask(Exception):
    """The message is meant for the moderator who tried."""


@transaction.atomic
def mask_post(
    *,
    post: Post,
    by: User,
    strings: Collection[str],
    also: Collection[Post] = (),
    explanation: str = "",
    now: datetime | None = None,
) -> list[Decision]:
    """Mask `strings` in `post` and those of its thread in `also`, and in every copy of their texts.

    A number is found in any of its spellings. Each author whose post has changed is told, without
    the data. Calling it again changes nothing and decides nothing. Raises CannotMask for who may
    not, without a string, for strings too short or too long, for an explanation that names one,
    and for a post of another thread.
    """
    chosen = _checked(by, strings, explanation)
    # Who publishes an article locks it before its thread.
    mask_copies_above([_question_id(post)], chosen)
    posts = _locked(post, also)
    at = now or timezone.now()
    changed = [each for each in posts if _mask(each, chosen)]
    for each in posts:
        mask_copies(each, chosen)
    decisions = [
        decide(  # type: ignore[type-var]
            each,
            Decision.Act.MASK,
            by=by,
            reason=HiddenFor.PERSONAL_DATA,
            explanation=explanation,
            at=at,
        )
        for each in changed
    ]
    for each in posts:
        kind = each._meta.model_name or ""
        record(PersonalDataMasked(kind, each.pk, _question_id(each)), actor=by)
    return decisions


def _checked(by: User, strings: Collection[str], explanation: str) -> Chosen:
    if not masking.can_mask(by):
        raise CannotMask(_("Only moderators can mask what others wrote."))
    chosen = Chosen(strings)
    if not chosen.strings:
        raise CannotMask(_("Please choose or type what is to be masked."))
    if len(chosen.strings) > MOST_STRINGS:
        raise CannotMask(_("That is too much at once: please mask it in several steps."))
    if any(not SHORTEST <= len(each) <= LONGEST for each in chosen.strings):
        raise CannotMask(_("Each text to be masked has from 3 to 200 characters."))
    if chosen.in_text(explanation):
        raise CannotMask(_("Your explanation names what is to be masked. Please leave it out."))
    return chosen


def _locked(post: Post, also: Iterable[Post]) -> list[Post]:
    """All of them read anew and locked, in the one order: question, answers, comments."""
    question, post = lock_post(post)  # type: ignore[type-var]
    others = {(type(each), each.pk) for each in also if _question_id(each) == question.pk}
    if len(others) != len({(type(each), each.pk) for each in also}):
        raise CannotMask(_("These posts stand in another thread."))
    chosen = {*others, (type(post), post.pk)}
    posts: list[Post] = []
    for model in (Question, Answer, Comment):
        ids = [pk for kind, pk in chosen if kind is model]
        rows = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
        posts += rows.select_related("author").order_by("pk")
    return posts


def _mask(post: Post, chosen: Chosen) -> bool:
    """False where nothing of it stands there."""
    fields = ["body", "body_html", "renderer_version", "version"]
    before = _text_of(post)
    post.body = chosen.masked(post.body)
    if isinstance(post, Question):
        post.title = chosen.masked(post.title)
        post.slug = slugify(post.title)
        fields += ["title", "slug"]
    if _text_of(post) == before:
        return False
    html = render_again(post.body)
    post.body_html = without_links(html) if post.links_held_at else html
    post.renderer_version = RENDERER_VERSION
    _move_version(post)
    post.save(update_fields=fields)
    link_again(post)
    use_images(post)
    return True


def _move_version(post: Post) -> None:
    """Whoever edits the text as it was has to look again; its revision, what was proposed for it
    and what the company has signed are still about this text."""
    standing = {"version": post.version}
    EditProposal.objects.filter(**about(post), **standing).update(version=F("version") + 1)
    revisions = Revision.objects.filter(**about(post), number=post.version)
    revisions.update(number=F("number") + 1)
    post.version += 1


def _text_of(post: Post) -> tuple[str, str]:
    return (post.title if isinstance(post, Question) else "", post.body)


def _question_id(post: Post) -> int:
    return post.pk if isinstance(post, Question) else post.question_id
