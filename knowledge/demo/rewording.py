"""How texts of the demo are edited, and better wordings proposed and decided."""

from datetime import datetime
from typing import Any

from community.actions.editing import edit_answer, edit_comment, edit_question
from community.actions.proposals import decline_proposal, propose_edit, take_proposal
from community.models import Answer, Question
from knowledge.demo.content import Thread
from knowledge.demo.deeds import Deed, swapped
from knowledge.demo.world import World


def edit(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    post = world.post(thread.key, deed.on)
    body = swapped(post.body, deed.swap)
    how: dict[str, Any] = {
        "by": world.person(deed.by),
        "version": post.version,
        "reason": deed.reason,
        "now": at,
    }
    if isinstance(post, Question):
        edit_question(question=post, title=deed.title or post.title, body=body, **how)
    elif isinstance(post, Answer):
        edit_answer(answer=post, body=body, **how)
    else:
        edit_comment(comment=post, body=body, **how)


def propose(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    post = world.post(thread.key, deed.on)
    standing = post.title if isinstance(post, Question) else ""
    world.proposals[thread.key, deed.on] = propose_edit(
        post=post,
        by=world.person(deed.by),
        version=post.version,
        title=deed.title or standing,
        body=swapped(post.body, deed.swap),
        reason=deed.reason,
        now=at,
    )


def take(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    proposal = world.proposals[thread.key, deed.on]
    take_proposal(proposal=proposal, by=world.person(deed.by), now=at)


def decline(deed: Deed, thread: Thread, world: World, at: datetime) -> None:
    proposal = world.proposals[thread.key, deed.on]
    decline_proposal(proposal=proposal, by=world.person(deed.by), now=at)
