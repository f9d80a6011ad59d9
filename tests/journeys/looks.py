"""Every page in every state that is worth looking at, by who sees it."""

from typing import NamedTuple

from tests.journeys import states
from tests.journeys.conversation import (
    CONVERSATION,
    DECIDING,
    FINDING,
    FOLLOWS_NOBODY,
    KEEPING_TAGS,
    SIGNING,
    WRITING,
)
from tests.journeys.measuring import INSIGHTS
from tests.journeys.states import Look, first_of, page, play, profile_of, sign_in, then, with_errors
from tests.journeys.suggesting import ASKED, BESIDE_FORMS
from tests.journeys.workbench import AT_THE_WORKBENCH


class Group(NamedTuple):
    """Somebody who comes in his own way and sees these pages, in this order; `by_name`: at the
    house's name, which alone can have passkeys."""

    come: Look
    looks: dict[str, Look]
    by_name: bool = False


READING: dict[str, Look] = {
    "home": page("/"),
    "questions": page("/questions/"),
    "unanswered": page("/questions/unanswered/"),
    "tag": page("/tags/wifi/"),
    "product": first_of("/", "aside div + div"),
    "question": first_of("/questions/?state=solved", ".qrow:has(.pill.article)"),
    "article list": page("/knowledge/"),
    "article": first_of("/knowledge/", ".qrow"),
    "search": page("/search/?q=router+wifi"),
    "search with filters": page("/search/?q=router&only=solved&language=en&sort=newest"),
    "search without results": page("/search/?q=qqqqqqqqqq"),
    "search without results for filters": page("/search/?q=router&since=week&only=articles"),
    "search with suggestions": states.search_while_typing,
    "search without words": page("/search/"),
    "not found": page("/not-there/"),
    **{name: page(f"/{name}/") for name in ("imprint", "privacy", "accessibility", "rules")},
    **{name: page(f"/{name}/") for name in ("report", "contact")},
    "write to us": page("/contact/write/"),
    **{name: page(f"/{name}/") for name in ("writing", "shortcuts")},
    "mailbox": states.mailbox,
}
PEOPLE: dict[str, Look] = {
    "members": page("/people/"),
    "members by points": page("/people/?order=points"),
    "members not found": page("/people/?q=qqqqqqqqqq"),
    "helper": profile_of("Heike"),
    "employee": profile_of("Miriam"),
    "former employee": profile_of("Svenja"),
    "former member": states.former_member,
    "how points work": page("/privileges/"),
    "medals": page("/medals/"),
    "medal": page("/medals/first-useful/"),
    "who helped most": page("/leaderboard/"),
    "experts": page("/experts/"),
    "experts of a tag": page("/experts/tags/router/"),
}
ENTERING: dict[str, Look] = {
    "ask": page("/questions/ask/"),
    "ask with errors as guest": with_errors(page("/questions/ask/"), "Post question"),
    "question kept": page("/questions/ask/sent/"),
    "question gone": page("/questions/pending/"),
    "last look": states.last_look,
    "last look with errors": with_errors(states.last_look, "Publish"),
    "kept for too long": states.kept_for_too_long,
    "sign in": page("/account/login/"),
    "sign in with errors": states.login_with_errors,
    "sign in by mail": page("/account/login/code/"),
    "code is mailed": states.code_is_mailed,
    "sign up": page("/account/signup/"),
    "reset": page("/account/password/reset/"),
    "reset sent": page("/account/password/reset/done/"),
    "new password": states.new_password,
    "password is set": page("/account/password/reset/key/done/"),
    "account closed": page("/account/inactive/"),
    "company sign-in cancelled": page("/account/3rdparty/login/cancelled/"),
    "company sign-in failed": page("/account/3rdparty/login/error/"),
    "look into your mail": page("/account/confirm-email/"),
    "dead link": page("/account/confirm-email/dead/"),
    "unsubscribe": states.unsubscribe,
}
GUEST: dict[str, Look] = {
    "published": states.stay,
    "choose a password": page("/account/password/set/"),
    "prove it by mail": page("/account/confirm-by-mail/"),
    "prove it by mailed code": states.have_a_code_mailed,
}
MEMBER: dict[str, Look] = {
    "add an image": page("/images/new/"),
    "question as member": READING["question"],
    "own profile": states.my_profile,
    "edit profile": page("/me/profile/"),
    "edit profile with errors": states.with_bad_name,
    "notices": page("/notices/"),
    "unread notices": page("/notices/?show=unread"),
    "mail and digest": page("/me/mail/"),
    "questions you follow": page("/questions/following/"),
    "points": page("/me/points/"),
    "own privileges": page("/privileges/"),
    "own medals": page("/medals/"),
    "own place": page("/leaderboard/"),
    "for whom you speak": page("/me/affiliation/"),
    "your data": page("/me/privacy/"),
    "erase": page("/me/privacy/erase/"),
    "erase with errors": with_errors(page("/me/privacy/erase/"), "Erase my account in seven days"),
    "no passkeys by number": page("/account/2fa/"),
    "not for you": page("/administration/affiliations/"),
    "e-mail": page("/account/email/"),
    "password": page("/account/password/change/"),
    "sign out": page("/account/logout/"),
    "menu": states.open_menu,
}
EMPLOYEE: dict[str, Look] = {
    "own mark": page("/me/affiliation/"),
    "renew": states.renew,
    "profile as employee": states.my_profile,
    "points of an employee": page("/me/points/"),
}
SUSPENDED: dict[str, Look] = {
    "suspended": page("/me/affiliation/"),
    "suspended before a post": page("/me/declare/"),
}
UNREACHABLE: dict[str, Look] = {
    "mails came back": page("/me/mail/"),
    "confirm again": states.confirm_again,
}
NEWCOMER: dict[str, Look] = {
    "no notices": page("/notices/"),
    "no points": page("/me/points/"),
    "declare": page("/me/declare/"),
    "declare with errors": with_errors(page("/me/declare/"), "Continue"),
    "ask for a mark": page("/me/affiliation/request/"),
    "ask for a mark with errors": with_errors(page("/me/affiliation/request/"), "Send the request"),
    "mark asked for": states.ask_to_be_marked,
    "own request": page("/me/affiliation/"),
    "said no after all": states.say_no_after_all,
    "going to be erased": states.ask_to_be_erased,
}
CAREFUL: dict[str, Look] = {
    "second factor": page("/account/2fa/"),
    "set up a passkey": page("/account/2fa/webauthn/add/"),
    "recovery codes": states.set_up_a_passkey,
    "passkeys": page("/account/2fa/webauthn/"),
    "rename a passkey": then(page("/account/2fa/webauthn/"), "Rename"),
    "remove a passkey": then(page("/account/2fa/webauthn/"), "Remove"),
    "new recovery codes": page("/account/2fa/recovery-codes/generate/"),
    "set up an app": page("/account/2fa/totp/activate/"),
    "remove the app": states.set_up_an_app,
    "second factor set up": page("/account/2fa/"),
    "prove it by password": page("/account/reauthenticate/"),
    "prove it by code": page("/account/2fa/reauthenticate/"),
    "prove it by passkey": page("/account/2fa/webauthn/reauthenticate/"),
    "where you are signed in": page("/account/sessions/"),
    "second step": states.second_step,
}
REGISTER = page("/administration/affiliations/")
RECORD = first_of("/administration/affiliations/", ".qrow")
ADMINISTRATOR: dict[str, Look] = {
    "question as administrator": READING["question"],
    "ask with errors": with_errors(page("/questions/ask/"), "Post question"),
    "ask with suggestions": states.ask_with_suggestions,
    "curate": page("/curate/"),
    "draft": states.draft,
    "thread": first_of("/questions/?state=solved", ".qrow:has(.staffmark)"),
    "profile as administrator": profile_of("Lena"),
    "register": REGISTER,
    "requests": page("/administration/affiliations/?show=requests"),
    "disputes": page("/administration/affiliations/?show=disputes"),
    "suspended marks": page("/administration/affiliations/?show=suspended"),
    "ended marks": page("/administration/affiliations/?show=ended"),
    "register without results": page("/administration/affiliations/?q=qqqqqqqqqq"),
    "record": RECORD,
    "ended record": first_of("/administration/affiliations/?show=ended", ".qrow"),
    "correct": then(RECORD, "Correct name or role"),
    "proof seen again": then(RECORD, "Proof seen again"),
    "suspend": then(RECORD, "Suspend"),
    "end with errors": with_errors(then(RECORD, "End"), "End"),
    "mark earlier posts": then(RECORD, "Mark earlier posts"),
    "request": first_of("/administration/affiliations/?show=requests", ".qrow"),
    "request with errors": with_errors(
        first_of("/administration/affiliations/?show=requests", ".qrow"), "Decide"
    ),
    "dispute": first_of("/administration/affiliations/?show=disputes", ".qrow"),
    "organisations": page("/administration/organisations/"),
    "direct links": page("/curate/direct-links/"),
    "direct link": page("/curate/direct-links/cancel/de/"),
    "organisation": first_of("/administration/organisations/", ".qrow"),
    "remove a domain": then(first_of("/administration/organisations/", ".qrow"), "Remove"),
    "grant": then(profile_of("Lena"), "Grant a mark"),
    "menu of an administrator": states.open_menu,
}
GROUPS: dict[str, Group] = {
    "reader": Group(states.stay, READING | PEOPLE | FINDING),
    "listener": Group(states.stay, CONVERSATION),
    "visitor": Group(states.stay, ENTERING | BESIDE_FORMS),
    "guest": Group(states.publish_as_guest, GUEST),
    "member": Group(play("lena"), MEMBER | ASKED),
    "writer": Group(play("lena"), WRITING),
    "moderator": Group(sign_in("anke@example.org"), DECIDING),
    "curator": Group(play("jana"), KEEPING_TAGS | AT_THE_WORKBENCH),
    "employee": Group(play("miriam"), EMPLOYEE | SIGNING),
    "suspended": Group(sign_in("malte.brodersen@fjordnet.example"), SUSPENDED),
    "unreachable": Group(sign_in("piet.lorenzen@nordlicht-service.example"), UNREACHABLE),
    "newcomer": Group(states.arrive, FOLLOWS_NOBODY | NEWCOMER),
    "careful": Group(states.arrive_with_a_phone, CAREFUL, by_name=True),
    "administrator": Group(play("tomasz"), ADMINISTRATOR),
    "executive": Group(play("tomasz"), INSIGHTS),
}
# Beneath an open menu everything is half hidden.
SCOPES = {
    "menu": "header.topbar",
    "menu of an administrator": "header.topbar",
    "reasons to dismiss": "details.bench-dismiss",
    **dict.fromkeys(("more", "more about an answer", "more of a moderator"), "details.more[open]"),
}
