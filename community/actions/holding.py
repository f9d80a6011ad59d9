"""Posts that wait for a moderator before everybody sees them, and what newcomers may not send."""

from datetime import datetime, timedelta

import regex
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.lookalikes import skeleton
from accounts.models import User
from community.actions.hiding import decide
from community.actions.mentions import link_again
from community.actions.posting import CannotPost
from community.actions.texts import settle_text
from community.actions.visibility import P, bring_back, lock_post, withhold
from community.events import AnswerPosted, CommentPosted, PostDecided, QuestionAsked
from community.markup import render
from community.markup.unlinking import foreign_links, without_links
from community.models import Answer, Comment, Decision, Question
from community.models.about import about
from community.models.post import Post
from community.models.reasons import HeldFor
from community.policies import holding, moderation
from config.events.bus import record

NEWCOMERS_LINKS = 2
REPEATED_WITHIN = timedelta(minutes=5)
# Shorter ones without a link are said twice in good faith: “Thank you, that helped!”
SHORTEST_REPEATED = 60
# The reason of a decision to let a held post out.
RELEASED = "released"


class CannotRelease(Exception):
    """The message is meant for the moderator who tried."""


def must_hold(*, by: User, text: str, besides: Post | None = None) -> HeldFor | None:
    """Why what `by` wrote has to wait for a moderator; None for what everybody may see at once.

    PRODUCT, section 2, “Hold”: the mode is the operator's, trusted people never wait. `besides` is
    the post itself, where it was just written: somebody's first one is the first besides itself.
    """
    mode = holding.hold_mode()
    if mode == "off" or holding.is_trusted(by) or not _applies(HeldFor(mode), by, text, besides):
        return None
    return HeldFor(mode)


def refuse_spam(*, by: User, body: str, html: str, at: datetime) -> None:
    """Raises CannotPost for what `objection_to` names."""
    objection = objection_to(by=by, body=body, html=html, at=at)
    if objection:
        raise CannotPost(objection)


def objection_to(*, by: User, body: str, html: str, at: datetime) -> str:
    """What speaks against posting this at all, for its writer: more links than a newcomer may
    send (A-VO-06), or the same text again within five minutes (A-VO-11); "" for nothing."""
    links = foreign_links(html)
    if len(links) > NEWCOMERS_LINKS and holding.is_newcomer(by, at):
        return _("New members can post two links at a time. Please take some out.")
    is_telling = bool(links) or len(body) >= SHORTEST_REPEATED
    if is_telling and _was_just_posted(by, body, at):
        return _("You posted the same text a few minutes ago. Please change it, or wait a little.")
    return ""


def hold_new(*, post: P, at: datetime) -> bool:
    """Hold a post that was created in this transaction and is neither counted nor announced yet;
    True if it waits. Where only its links wait, it goes out with them as text."""
    reason = must_hold(by=post.author, text=_text_of(post), besides=post)
    if reason is None:
        return False
    if reason == HeldFor.LINKS:
        _hold_links(post, at)
        return False
    post.hidden_at, post.hidden_as = at, Post.Hidden.HELD
    post.save(update_fields=["hidden_at", "hidden_as"])
    _write_down(post, reason, at)
    return True


def hold_edited(*, post: P, by: User, at: datetime) -> bool:
    """Look again at a post whose text was changed in this transaction (A-VO-11); True if it waits
    now. Its row is locked, and so is its question's."""
    reason = must_hold(by=by, text=_text_of(post))
    if reason is None:
        if post.links_held_at:
            _release_links(post)
        return False
    if reason == HeldFor.LINKS:
        _hold_links(post, at)
        return False
    held = withhold(post=post, hidden_as=Post.Hidden.HELD, by=by, at=at)
    post.hidden_at, post.hidden_as = held.hidden_at, held.hidden_as
    _write_down(post, reason, at)
    return True


@transaction.atomic
def release_post(
    *, post: Question | Answer | Comment, by: User, now: datetime | None = None
) -> Decision | None:
    """Let out what was held, or its links; followers hear of it now. None if it is out already.

    Raises CannotRelease for who may not decide about this author.
    """
    _question, post = lock_post(post)
    if not moderation.can_decide_about(by, post.author):
        raise CannotRelease(
            _("You can't decide about this post. Another moderator has to do this.")
        )
    if not moderation.can_release(by, post):
        return None
    at = now or timezone.now()
    if post.links_held_at:
        _release_links(post)
    if post.hidden_as == Post.Hidden.HELD:
        is_new = post.edited_at is None
        post = bring_back(post=post, by=by, at=at)
        if is_new:
            settle_text(post)
            _announce(post)
    return decide(post, Decision.Act.RESTORE, by=by, reason=RELEASED, explanation="", at=at)


def _applies(mode: HeldFor, by: User, text: str, besides: Post | None) -> bool:
    if mode == HeldFor.LINKS:
        return bool(foreign_links(render(text).html))
    if mode == HeldFor.WORDS:
        return _has_held_word(text)
    return mode == HeldFor.ALL or not _has_shown_post(by, besides)


def _has_held_word(text: str) -> bool:
    """However it is written: signs that look alike, or that nobody sees, hide no word."""
    words = [regex.escape(skeleton(word)) for word in settings.HOLD_WORDS]
    if not words:
        return False
    return regex.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", skeleton(text)) is not None


def _has_shown_post(by: User, besides: Post | None) -> bool:
    for model in (Question, Answer, Comment):
        shown = model._base_manager.filter(author=by, hidden_at=None)
        if isinstance(besides, model):
            shown = shown.exclude(pk=besides.pk)
        if shown.exists():
            return True
    return False


def _was_just_posted(by: User, body: str, at: datetime) -> bool:
    return any(
        model._base_manager.filter(
            author=by, body=body, created_at__gt=at - REPEATED_WITHIN, created_at__lte=at
        ).exists()
        for model in (Question, Answer, Comment)
    )


def _text_of(post: Question | Answer | Comment) -> str:
    return f"{post.title}\n\n{post.body}" if isinstance(post, Question) else post.body


def _hold_links(post: Question | Answer | Comment, at: datetime) -> None:
    post.body_html = without_links(post.body_html)
    is_first = post.links_held_at is None
    post.links_held_at = post.links_held_at or at
    post.save(update_fields=["body_html", "links_held_at"])
    if is_first:
        _write_down(post, HeldFor.LINKS, at)


def _release_links(post: Question | Answer | Comment) -> None:
    rendered = render(post.body)
    post.body_html, post.renderer_version = rendered.html, rendered.version
    post.links_held_at = None
    post.save(update_fields=["body_html", "renderer_version", "links_held_at"])
    link_again(post)


def _write_down(post: Question | Answer | Comment, reason: HeldFor, at: datetime) -> None:
    """A rule decided, nobody: the writer is told all the same."""
    decision = Decision.objects.create(
        **about(post), act=Decision.Act.HOLD, reason=reason, by=None, at=at
    )
    record(PostDecided(decision.pk))


def _announce(post: Question | Answer | Comment) -> None:
    """What was not told when it was held."""
    if isinstance(post, Question):
        record(QuestionAsked(post.pk), actor=post.author)
    elif isinstance(post, Answer):
        record(AnswerPosted(post.question_id, post.pk), actor=post.author)
    else:
        record(CommentPosted(post.question_id, post.answer_id, post.pk), actor=post.author)
