"""A moderator takes personal data out of a thread: everywhere it stands, in one act."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community.actions.hiding import decide
from community.actions.images import use_images
from community.actions.masked_copies import mask_copies, mask_copies_above, texts_of
from community.actions.mentions import link_again
from community.actions.open_reports import reported_among
from community.actions.rendering import html_of
from community.actions.revisions import move_version
from community.events import PersonalDataMasked
from community.markup import RENDERER_VERSION
from community.markup.personal import Chosen
from community.markup.personal.chosen import LONGEST, SHORTEST
from community.models import Answer, Comment, Decision, Question
from community.models.decision import EXPLANATION_LENGTH
from community.models.reasons import HiddenFor
from community.policies.masking import can_choose_freely, can_mask, chosen_in
from config.audit.forgetting import forget_words_about
from config.events.bus import record
from config.slugs import slugify
from config.text import truncate

MOST_STRINGS = 20
OWN_REPORTED = gettext_lazy(
    "Somebody has reported this post of yours. What was reported has to be seen by who decides:"
    " please ask another moderator to mask it."
)
FINDS_ALONE = gettext_lazy(
    "In your own posts, and in those of administrators, only what is found automatically can be"
    " masked."
    " Please ask another moderator, or an administrator, for everything else."
)
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

    A number is found in any of its spellings. Each author whose post has changed is told what kind
    of data it was, without the data. Calling it again changes nothing and decides nothing. Raises
    CannotMask for who may not, without a string, for strings too short or too long, for an
    explanation that names one, for a post of another thread, for what the guard does not find in
    one's own post or an administrator's, and for one's own post while a report of it is open.
    """
    chosen = _checked(by, strings, explanation)
    thread_id = _thread_id(post)
    # Who publishes an article or decides a report locks it before its thread.
    mask_copies_above(sorted({thread_id, *_questions_among([post, *also])}), chosen, by)
    posts = _locked(thread_id, [post, *also])
    _refuse_edits(posts, post, chosen, by)
    at = now or timezone.now()
    decisions = []
    for each in posts:
        its = chosen_in(each, chosen.strings, by=by)
        kinds = _mask(each, its)
        mask_copies(each, its)
        if kinds:
            forget_words_about(f"{_kind(each)}-{each.pk}")
            decisions.append(_decide(each, by, _with_kinds(explanation, kinds), at))
        record(PersonalDataMasked(_kind(each), each.pk, _question_id(each)), actor=by)
    return decisions


def _checked(by: User, strings: Collection[str], explanation: str) -> Chosen:
    if not can_mask(by):
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


def _locked(thread_id: int, posts: Collection[Post]) -> list[Post]:
    """All of them read anew and locked, in the one order: questions, answers, comments.

    What was merged into the question stands in its thread.
    """
    asked = Question.objects.filter(pk__in={thread_id, *_questions_among(posts)})
    asked = asked.select_for_update(of=("self",), no_key=True).select_related("author")
    in_thread = {each.pk: each for each in asked.order_by("pk") if _thread_id(each) == thread_id}
    found: list[Post] = [in_thread[pk] for pk in _questions_among(posts) if pk in in_thread]
    for model in (Answer, Comment):
        ids = {each.pk for each in posts if isinstance(each, model)}
        rows = model._base_manager.filter(pk__in=ids, question=thread_id).select_related("author")
        found += rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    if {_key(each) for each in found} != {_key(each) for each in posts}:
        raise CannotMask(_("These posts stand in another thread."))
    return found


def _refuse_edits(posts: Sequence[Post], post: Post, chosen: Chosen, by: User) -> None:
    """Masking is no way to change what one wrote oneself, or what is not one's own to decide."""
    if reported_among(each for each in posts if each.author_id == by.pk):
        raise CannotMask(OWN_REPORTED)
    if can_choose_freely(by, post):
        return
    texts = list(texts_of(post))
    for string in chosen.strings:
        if not any(map(chosen_in(post, [string], by=by).in_text, texts)):
            raise CannotMask(FINDS_ALONE)


def _decide(post: Post, by: User, explanation: str, at: datetime) -> Decision:
    reason = HiddenFor.PERSONAL_DATA
    act = Decision.Act.MASK
    return decide(post, act, by=by, reason=reason, explanation=explanation, at=at)  # type: ignore[type-var]


def _with_kinds(explanation: str, kinds: Collection[str]) -> str:
    """What was masked stays known by its kind: it may have been what somebody reported."""
    masked = _("Masked: %(kinds)s.") % {"kinds": ", ".join(kinds)}
    return f"{truncate(explanation, EXPLANATION_LENGTH - len(masked) - 1)} {masked}".strip()


def _mask(post: Post, chosen: Chosen) -> list[str]:
    """Return of which kinds it was; none where nothing of it stands there."""
    finds = [find for text in _text_of(post) for find in chosen.in_text(text)]
    if not finds:
        return []
    fields = ["body", "body_html", "renderer_version", "version"]
    post.body = chosen.masked(post.body)
    if isinstance(post, Question):
        post.title = chosen.masked(post.title)
        post.slug = slugify(post.title)
        fields += ["title", "slug"]
    post.body_html = html_of(post, post.body)
    post.renderer_version = RENDERER_VERSION
    move_version(post)
    post.save(update_fields=fields)
    link_again(post)
    use_images(post)
    return list(dict.fromkeys(str(find.label) for find in finds))


def _text_of(post: Post) -> tuple[str, str]:
    return (post.title if isinstance(post, Question) else "", post.body)


def _question_id(post: Post) -> int:
    return post.pk if isinstance(post, Question) else post.question_id


def _thread_id(post: Post) -> int:
    """Where it is read: a merged question is on the page of the other one."""
    merged_into = post.merged_into_id if isinstance(post, Question) else None
    return merged_into or _question_id(post)


def _questions_among(posts: Iterable[Post]) -> list[int]:
    return sorted({each.pk for each in posts if isinstance(each, Question)})


def _kind(post: Post) -> str:
    return post._meta.model_name or ""


def _key(post: Post) -> tuple[str, int]:
    return _kind(post), post.pk
