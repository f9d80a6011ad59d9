"""Posts that wait for a moderator before everybody sees them, and what newcomers may not send."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import regex
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.lookalikes import skeleton
from accounts.models import User
from community.actions.announcing import announce_decision, text_of
from community.actions.hiding import decide
from community.actions.mentions import link_again
from community.actions.posting import CannotPost
from community.actions.rendering import html_of, render_again
from community.actions.spread_links import spreads_a_link
from community.actions.texts import settle_text
from community.actions.visibility import P, bring_back, lock_post, withhold
from community.events import AnswerPosted, CommentPosted, QuestionAsked
from community.markup import RENDERER_VERSION
from community.markup.unlinking import foreign_links, without_links
from community.models import Answer, Comment, Decision, Question
from community.models.about import about
from community.models.post import Post
from community.models.reasons import HeldFor
from community.policies import holding, moderation
from config.events.bus import record
from config.prepared_rows import PreparedRows

NEWCOMERS_LINKS = 2
REPEATED_WITHIN = timedelta(minutes=5)
# Shorter ones without a link are said twice in good faith: “Thank you, that helped!”
SHORTEST_REPEATED = 60
# The reason of a decision to let a held post out.
RELEASED = "released"
# For these the text is read, and its links wait alone.
LINKS_ALONE = {HeldFor.LINKS, HeldFor.SPREAD_LINK}


class CannotRelease(Exception):
    """The message is meant for the moderator who tried."""


def must_hold(
    *, post: Question | Answer | Comment, by: User, at: datetime, besides: Post | None = None
) -> HeldFor | None:
    """Why what `by` wrote has to wait for a moderator; None for what everybody may see at once.

    PRODUCT, section 2, “Hold”: the mode is the operator's, trusted people never wait. `besides` is
    the post itself, where it was just written: somebody's first one is the first besides itself.
    """
    mode = holding.hold_mode()
    if mode != "off" and not holding.is_trusted(by) and _applies(HeldFor(mode), post, by, besides):
        return HeldFor(mode)
    is_spread = spreads_a_link(by=by, html=post.body_html, at=at)
    return HeldFor.SPREAD_LINK if is_spread else None


def refuse_spam(*, by: User, body: str, html: str, at: datetime) -> None:
    """Raises CannotPost for what `objection_to` names."""
    objection = objection_to(by=by, body=body, html=html, at=at)
    if objection:
        raise CannotPost(objection)


def objection_to(
    *, by: User, body: str, html: str, at: datetime, besides: Post | None = None
) -> str:
    """What speaks against posting this at all, for its writer: more links than a newcomer may
    send (A-VO-06), or the same text again within five minutes (A-VO-11); "" for nothing.

    `besides` is the post whose text it becomes.
    """
    links = foreign_links(html)
    if len(links) > NEWCOMERS_LINKS and holding.is_newcomer(by, at):
        return _("New members can post two links at a time. Please take some out.")
    is_telling = bool(links) or len(body) >= SHORTEST_REPEATED
    if is_telling and _was_just_posted(by, body, at, besides):
        return _("You posted the same text a few minutes ago. Please change it, or wait a little.")
    return ""


def hold_new(*, post: P, at: datetime) -> bool:
    """Hold a post that was created in this transaction and is neither counted nor announced yet;
    True if it waits. Where only its links wait, it goes out with them as text."""
    reason = must_hold(post=post, by=post.author, besides=post, at=at)
    if reason is None:
        return False
    if reason in LINKS_ALONE:
        _hold_links(post, reason, at)
        return False
    post.hidden_at, post.hidden_as = at, Post.Hidden.HELD
    post.save(update_fields=["hidden_at", "hidden_as"])
    _write_down(post, reason, at)
    return True


def hold_edited(*, post: P, by: User, at: datetime) -> bool:
    """Look again at a post whose text was changed in this transaction (A-VO-11); True if it waits
    now. Its row is locked, and so is its question's.

    Links that wait are let out by no edit of somebody else: a moderator looks at them.
    """
    reason = must_hold(post=post, by=by, at=at)
    if reason is None:
        if post.links_held_at and _has_nothing_to_look_at(post):
            _release_links(post)
        return False
    if reason in LINKS_ALONE:
        _hold_links(post, reason, at)
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


def _has_nothing_to_look_at(post: Question | Answer | Comment) -> bool:
    return holding.is_trusted(post.author) or not foreign_links(render_again(post.body))


def _applies(
    mode: HeldFor, post: Question | Answer | Comment, by: User, besides: Post | None
) -> bool:
    if mode == HeldFor.LINKS:
        return bool(foreign_links(post.body_html))
    if mode == HeldFor.WORDS:
        return _has_held_word(text_of(post))
    return mode == HeldFor.ALL or not _has_shown_post(by, besides)


def _has_held_word(text: str) -> bool:
    """However it is written: signs that look alike, or that nobody sees, hide no word."""
    words = [regex.escape(skeleton(word)) for word in settings.HOLD_WORDS]
    if not words:
        return False
    return regex.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", skeleton(text)) is not None


def _has_shown_post(by: User, besides: Post | None) -> bool:
    return any(posts.filter(hidden_at=None).exists() for posts in _posts_of(by, besides))


def _was_just_posted(by: User, body: str, at: datetime, besides: Post | None) -> bool:
    itself = {"besides_id": besides.pk} if besides else {}
    kind = type(besides) if besides else None
    since = at - REPEATED_WITHIN
    return bool(_who_posted(kind, author_id=by.pk, body=body, after=since, until=at, **itself))


@PreparedRows
def _who_posted(
    kind: type[Post] | None,
    *,
    author_id: int,
    body: str,
    after: datetime,
    until: datetime,
    besides_id: int = 0,
):
    """`author_id`, if such a post of his stands there besides the one of that kind."""
    lately = Q()
    for model in (Question, Answer, Comment):
        posts = model._base_manager.filter(
            author=author_id, body=body, created_at__gt=after, created_at__lte=until
        )
        lately |= Q(Exists(posts.exclude(pk=besides_id) if model is kind else posts))
    return User.objects.filter(lately, pk=author_id).only("pk")


def _posts_of(by: User, besides: Post | None) -> Iterator[QuerySet]:
    for model in (Question, Answer, Comment):
        posts = model._base_manager.filter(author=by)
        yield posts.exclude(pk=besides.pk) if isinstance(besides, model) else posts


def _hold_links(post: Question | Answer | Comment, reason: HeldFor, at: datetime) -> None:
    post.body_html = without_links(post.body_html)
    is_first = post.links_held_at is None
    post.links_held_at = post.links_held_at or at
    post.save(update_fields=["body_html", "links_held_at"])
    if is_first:
        _write_down(post, reason, at)


def _release_links(post: Question | Answer | Comment) -> None:
    post.links_held_at = None
    post.body_html, post.renderer_version = html_of(post, post.body), RENDERER_VERSION
    post.save(update_fields=["body_html", "renderer_version", "links_held_at"])
    link_again(post)


def _write_down(post: Question | Answer | Comment, reason: HeldFor, at: datetime) -> None:
    """A rule decided, nobody: the writer is told all the same."""
    decision = Decision.objects.create(
        **about(post), act=Decision.Act.HOLD, reason=reason, by=None, at=at
    )
    announce_decision(decision)


def _announce(post: Question | Answer | Comment) -> None:
    """What was not told when it was held."""
    if isinstance(post, Question):
        record(QuestionAsked(post.pk), actor=post.author)
    elif isinstance(post, Answer):
        record(AnswerPosted(post.question_id, post.pk), actor=post.author)
    else:
        record(CommentPosted(post.question_id, post.answer_id, post.pk), actor=post.author)
