"""What members can be told. The apps above register their kinds; this floor knows only the form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.notifications.models import MailChoice

Channel = MailChoice.Channel


class Legal(Enum):
    """What the law asks before it may be mailed: nothing, or the reader's own consent (UWG §7)."""

    TRANSACTIONAL = "transactional"
    ADVERT = "advert"


class Group(Enum):
    """What one click unsubscribes from, and what a mail program sorts by."""

    ANSWERS = "answers"
    POSTS = "posts"
    TALK = "talk"
    TOPICS = "topics"
    STANDING = "standing"
    ACCOUNT = "account"
    DIGEST = "digest"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS = {
    Group.ANSWERS: _("Questions you asked or follow"),
    Group.POSTS: _("What became of your answers"),
    Group.TALK: _("Comments and mentions"),
    Group.TOPICS: _("Topics and members you follow"),
    Group.STANDING: _("Medals and rights you earned"),
    Group.ACCOUNT: _("Your account and for whom you speak"),
    Group.DIGEST: _("The digest"),
}


@dataclass(frozen=True)
class Told:
    """A notice in words, as far as its reader may see what it is about.

    `thread` names what its mails hang together by, `is_muted` says that the reader wants no mail
    about that thread.
    """

    sentence: str
    title: str
    url: str
    post: Model | None = None
    excerpt: str = ""
    thread: str = ""
    is_muted: bool = False


def _everybody(_user: User) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """A kind of notice and how its subjects are loaded: `load(ids, viewer)` → id → Told.

    What the viewer may no longer see is missing from the answer, and then nothing is told.
    `by_mail` says whether it can also be sent, `channel` how it is for who has chosen nothing;
    an advert is sent to nobody who has not agreed to it. `concerns` says whom the page of settings
    offers it.
    """

    name: str
    load: Callable[[Iterable[int], User], dict[int, Told]]
    by_mail: bool = True
    label: str | Promise = ""
    group: Group = Group.ACCOUNT
    channel: Channel = Channel.AT_ONCE
    legal: Legal = Legal.TRANSACTIONAL
    icon: str = "bell"
    concerns: Callable[[User], bool] = _everybody

    @property
    def needs_consent(self) -> bool:
        return self.legal is Legal.ADVERT


@dataclass(frozen=True)
class Threads:
    """Threads of one sort, named "sort-id": how a reader stops mails about one of them."""

    sort: str
    mute: Callable[[int, User], None]


_kinds: dict[str, Kind] = {}
_threads: dict[str, Threads] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def get(name: str) -> Kind | None:
    return _kinds.get(name)


def mailed() -> list[Kind]:
    """Those that can be sent, group by group in their order."""
    order = list(Group)
    by_mail = [kind for kind in _kinds.values() if kind.by_mail]
    return sorted(by_mail, key=lambda kind: order.index(kind.group))


def offered_to(user: User) -> list[Kind]:
    """Those of `mailed` that can ever come to `user`; each question is asked once."""
    by_mail = mailed()
    concerned = {concerns: concerns(user) for concerns in {kind.concerns for kind in by_mail}}
    return [kind for kind in by_mail if concerned[kind.concerns]]


def register_threads(threads: Threads) -> None:
    _threads[threads.sort] = threads


def mute_thread(thread: str, *, by: User) -> bool:
    """Stop mails about `thread` ("question-12"); False if no floor above knows such a thread."""
    sort, _dash, number = thread.rpartition("-")
    threads = _threads.get(sort)
    if threads is None or not number.isdecimal():
        return False
    threads.mute(int(number), by)
    return True
