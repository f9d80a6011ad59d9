"""Who is spoken to by name is led to, and told once for each post, however often it is edited."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import Affiliation, FormerName, User
from accounts.names import name_key
from community.actions.rendering import as_shown
from community.events import MembersMentioned
from community.markup import TooComplex, possible_names, render
from community.markup.mentions import SIGN
from community.models import Answer, Comment, Mention, Question
from community.models.about import about
from config.events.bus import record
from config.personal_data import Leaver

Post = Question | Answer | Comment


def tell_mentioned(post: Post) -> None:
    """Link the names in `post` to the people who bear them, and tell those not told before.

    Call it in the transaction that wrote `post`, after its row was saved. Nobody is told of
    himself, and at most ten people are (A-DO-03).
    """
    keys = possible_names(post.body)
    if not keys:
        return
    told = set(Mention.objects.filter(**about(post)).values_list("person", flat=True))
    before = _mentioned_before(post) if told else {}
    named = _bearers(keys, post) | before
    spoken_to = _link(post, named) if named else ()
    new = [person for person in spoken_to if person not in told]
    Mention.objects.bulk_create(Mention(person_id=person, **about(post)) for person in new)
    others = [person for person in new if person != post.author_id]
    if others:
        record(MembersMentioned(post._meta.model_name or "", post.pk, others))


def link_again(post: Post) -> None:
    """A rule has rewritten the text: names lead to whom they led to before, nobody is told."""
    if SIGN in post.body:
        _link(post, _mentioned_before(post))


def forget_mentions(rows: QuerySet[Mention], leaver: Leaver) -> None:
    """Names that still lead to somebody who is erased become plain text, in one post at a time."""
    for mention in rows.select_related("question", "answer", "comment").order_by("pk"):
        posts = type(mention.post)._base_manager.select_for_update(of=("self",), no_key=True)
        post = posts.get(pk=mention.post.pk)
        mention.delete()
        _link(post, _mentioned_before(post))


def _link(post: Post, named: dict[str, int]) -> tuple[int, ...]:
    try:
        rendered = render(post.body, named=named)
    except TooComplex:  # brought along by an import, and kept as it was typed
        return ()
    html = as_shown(post, rendered.html)
    if html != post.body_html:
        post.body_html, post.renderer_version = html, rendered.version
        post.save(update_fields=["body_html", "renderer_version"])
    return rendered.spoken_to


def _bearers(keys: Collection[str], post: Post) -> dict[str, int]:
    """Members by their name; who speaks for the company by the name that stands above his posts
    and by no other, as far as only one bears it."""
    named: dict[str, set[int]] = defaultdict(set)
    for affiliation in _speakers(keys, post):
        named[name_key(affiliation.shown_name)].add(affiliation.user_id)
    only = {key: ids.pop() for key, ids in named.items() if len(ids) == 1}
    members = User.objects.listed().filter(name_key__in=keys)
    return only | dict(members.values_list("name_key", "pk"))


def _speakers(keys: Collection[str], post: Post) -> QuerySet[Affiliation]:
    """Of the thread, where a first name and an initial are enough, and by a whole name that may be
    known."""
    question_id = post.pk if isinstance(post, Question) else post.question_id
    asker = Question.objects.filter(pk=question_id).values("author")
    wanted = Q(name_key__in=keys) | Q(user__in=asker)
    for posts in Answer.objects, Comment.objects:
        marked = posts.filter(question=question_id, affiliation__isnull=False)
        wanted |= Q(user__in=marked.values("author"))
    active = Affiliation.objects.active().filter(wanted, user__in=User.objects.listed())
    return active.select_related("organisation")


def _mentioned_before(post: Post) -> dict[str, int]:
    """Whom the post speaks to already, by every name he has or had: a name that he gave up still
    leads to him here (A-AU-19). A whole name that his organisation does not publish is none."""
    people = Mention.objects.filter(person__erased_at=None, **about(post)).values("person")
    named = dict(FormerName.objects.filter(user__in=people).values_list("name_key", "user"))
    for speaker in Affiliation.objects.filter(user__in=people).select_related("organisation"):
        first, _space, last = speaker.full_name.partition(" ")
        names = {speaker.shown_name, f"{first} {last[:1]}"}
        named |= {name_key(name): speaker.user_id for name in names}
    return named | dict(User.objects.filter(pk__in=people).values_list("name_key", "pk"))
