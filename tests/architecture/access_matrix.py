"""A-AZ-01: who gets in where. One line per URL name; a new one without a line fails the suite.

`get` and `post` say who gets in by that method: gets a page, a redirection, or his form back with
a hint. None: it does not answer to the method. Whoever gets in nowhere is led to sign in if he is
not, and refused otherwise; of what is withheld he learns nothing at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

OUTSIDE = frozenset({"visitor", "closed"})
AUTHOR = frozenset({"author"})
EMPLOYEE = frozenset({"employee"})
CURATORS = frozenset({"curator", "administrator"})
STAFF = frozenset({"moderator", "administrator"})
ADMIN = frozenset({"administrator"})
TIDIERS = CURATORS | STAFF
EDITORS = AUTHOR | TIDIERS
OTHERS = TIDIERS | EMPLOYEE | {"newcomer", "member", "former employee"}
MEMBERS = OTHERS | AUTHOR
ALL = MEMBERS | OUTSIDE
NOBODY: frozenset[str] = frozenset()
# Whoever has the right address, signed in or not; the one that is tried here is wrong.
SECRET = frozenset({"whoever knows it"})
Who = frozenset[str]

# In these a post is behind the gate. Answers and comments of a merged question went along, and
# its own address leads there.
WITHHELD = {"hidden", "deleted", "held"}
WITHHELD_ARTICLES = {"draft", "in_review", "retired"}


@dataclass(frozen=True, kw_only=True)
class Row:
    get: Who | None = None
    post: Who | None = None
    # What the address names: question, thread, answer, comment, commented, post or article.
    thing: str = ""
    # Who may read what is withheld gets its page as well.
    is_read: bool = False
    # Whom the door lets in at all: he alone learns whether there is such a thing.
    door: Who = ALL
    # Who gets in where the question is closed or locked, if that differs.
    but: Mapping[str, Who] = field(default_factory=dict)
    # What the others meet: refused, missing, either (shut), or a new sign-in.
    otherwise: str = "refused"
    # The state of his own post in which its author gets in behind the gate; others miss it.
    own: str = ""

    def expected(self, method: str, role: str, state: str) -> set[str]:
        """Whatever may come of it; `state` is that of the thing, with its kind for posts."""
        who = getattr(self, method)
        if who is None:
            return SHUT
        if who == SECRET:
            return {"missing"}
        if role in OUTSIDE and not who & OUTSIDE:
            return {"login"}
        if role not in self.door:
            return {"refused"}
        if self.is_withheld(state):
            return self._behind_the_gate(role, state)
        state = state.split(" ")[0]
        who = self.but.get(f"{method} {state}", self.but.get(state, who))
        return {"in"} if role in who else OTHERWISE["missing" if self.own else self.otherwise]

    def is_withheld(self, state: str) -> bool:
        state, _, kind = state.partition(" ")
        if self.thing == "article":
            return state in WITHHELD_ARTICLES
        is_question = self.thing == "question" or kind == "question"
        return bool(self.thing) and (state in WITHHELD or (is_question and state == "merged"))

    def _behind_the_gate(self, role: str, state: str) -> set[str]:
        if role in (CURATORS if self.thing == "article" else STAFF):
            return {"in"} if self.is_read else {"in", *SHUT}
        if role in AUTHOR and self.own and state.startswith(self.own):
            return {"in"}
        return {"missing"}


OTHERWISE = {
    "refused": {"refused"},
    "missing": {"missing"},
    "shut": {"refused", "missing"},
    "login": {"login"},
}
SHUT = {"login", "refused", "missing", "no method"}
# Whose text came too late keeps it (A-AZ-17), but is given no new form.
COMMENTING = {"get closed": NOBODY, "get locked": STAFF}
# That it is shut is said before that he may not.
RETAGGING = {"closed": MEMBERS, "locked": MEMBERS}
TIDYING = {"closed": TIDIERS, "locked": TIDIERS}

MATRIX = {
    # Pages of everybody.
    "root": Row(get=ALL),
    "robots": Row(get=ALL),
    "sitemap": Row(get=ALL),
    "sitemap-section": Row(get=ALL),
    "feeds:questions": Row(get=ALL),
    "feeds:tag": Row(get=ALL),
    "feeds:product": Row(get=ALL),
    "articles-feed": Row(get=ALL),
    "healthz": Row(get=ALL),
    "readyz": Row(get=ALL),
    "home": Row(get=ALL),
    "accounts:members": Row(get=ALL),
    "accounts:profile": Row(get=ALL),
    "accounts:privileges": Row(get=ALL),
    "accounts:medals": Row(get=ALL),
    "accounts:medal": Row(get=ALL),
    "accounts:leaderboard": Row(get=ALL),
    "community:question-list": Row(get=ALL),
    "community:question-active": Row(get=ALL),
    "community:question-most-affected": Row(get=ALL),
    "community:question-unanswered": Row(get=ALL),
    "community:question-kept": Row(get=ALL),
    "community:experts": Row(get=ALL),
    "community:experts-of-tag": Row(get=ALL),
    "community:experts-of-product": Row(get=ALL),
    "community:tags": Row(get=ALL),
    "community:tag": Row(get=ALL),
    "community:tag-completion": Row(get=ALL),
    "community:products": Row(get=ALL),
    "community:product": Row(get=ALL),
    "moderation:report": Row(get=ALL),
    "knowledge:article-list": Row(get=ALL),
    "knowledge:search": Row(get=ALL),
    "knowledge:search-offers": Row(get=ALL),
    "knowledge:suggest": Row(get=ALL),
    "pages:imprint": Row(get=ALL),
    "pages:privacy": Row(get=ALL),
    "pages:accessibility": Row(get=ALL),
    "pages:rules": Row(get=ALL),
    "pages:contact": Row(get=ALL),
    "pages:writing": Row(get=ALL),
    "pages:shortcuts": Row(get=ALL),
    # Whoever has the secret in the address; here it is a wrong one, but for the receipt.
    "moderation:receipt": Row(get=ALL),
    "unsubscribe": Row(get=SECRET, post=SECRET),
    "reconfirm-address": Row(get=SECRET, post=SECRET),
    "image": Row(get=SECRET),
    "accounts:avatar": Row(get=SECRET),
    "community:pending": Row(get=SECRET, post=SECRET),
    "community:pending-link": Row(get=SECRET),
    "knowledge:suggestion": Row(get=SECRET),
    "knowledge:suggestion-solved": Row(post=SECRET),
    # What everybody may send.
    "community:preview": Row(post=ALL),
    "knowledge:look": Row(post=ALL),
    "knowledge:contact": Row(get=ALL),
    "knowledge:contact-look": Row(post=ALL),
    "knowledge:contact-send": Row(post=ALL),
    "knowledge:contact-sent": Row(get=ALL),
    "insights:survey": Row(get=ALL),
    "insights:survey-answer": Row(post=ALL),
    "insights:returns": Row(get=EMPLOYEE | TIDIERS),
    "insights:return-report": Row(post=EMPLOYEE | TIDIERS),
    "insights:return-withdraw": Row(post=EMPLOYEE | TIDIERS),
    "insights:overview": Row(get=CURATORS),
    "insights:report": Row(get=CURATORS),
    "insights:download": Row(get=CURATORS),
    "insights:definitions": Row(get=CURATORS),
    "insights:measure": Row(get=CURATORS),
    "insights:target": Row(get=ADMIN, post=ADMIN),
    "insights:target-drop": Row(post=ADMIN),
    "insights:rows": Row(get=CURATORS),
    "insights:costs": Row(get=CURATORS),
    "insights:contact-cost": Row(post=ADMIN),
    "insights:contact-cost-remove": Row(post=ADMIN),
    "insights:running-cost": Row(post=ADMIN),
    "insights:running-cost-remove": Row(post=ADMIN),
    "community:ask": Row(get=ALL, post=MEMBERS),
    "community:question-keep": Row(post=ALL),
    "moderation:report-send": Row(post=ALL),
    # A member's own.
    "accounts:profile-edit": Row(get=MEMBERS, post=MEMBERS),
    "accounts:declare": Row(get=MEMBERS, post=MEMBERS),
    "accounts:affiliation": Row(get=MEMBERS),
    "accounts:affiliation-request": Row(get=MEMBERS, post=MEMBERS),
    "accounts:affiliation-withdraw": Row(post=NOBODY, otherwise="missing"),
    "accounts:affiliation-leave": Row(post=EMPLOYEE, otherwise="missing"),
    "accounts:affiliation-renewal": Row(post=EMPLOYEE, otherwise="missing"),
    "accounts:affiliation-renew": Row(get=MEMBERS, post=MEMBERS),
    "accounts:points": Row(get=MEMBERS),
    "accounts:privacy": Row(get=MEMBERS),
    "accounts:download-request": Row(post=MEMBERS),
    "accounts:download": Row(get=NOBODY, otherwise="missing"),
    "accounts:erasure": Row(get=MEMBERS, post=MEMBERS),
    "accounts:account-keep": Row(post=MEMBERS),
    "accounts:leaderboard-consent": Row(post=MEMBERS),
    "accounts:sessions": Row(get=MEMBERS),
    "accounts:session-end": Row(post=MEMBERS),
    "accounts:sessions-end": Row(post=NOBODY, otherwise="login"),
    "accounts:second-factor": Row(get=MEMBERS),
    "accounts:confirm-by-mail": Row(get=MEMBERS, post=MEMBERS),
    "accounts:notices": Row(get=MEMBERS),
    "accounts:notices-read": Row(post=MEMBERS),
    "accounts:notice-read": Row(post=MEMBERS),
    "accounts:notification-settings": Row(get=MEMBERS, post=MEMBERS),
    "accounts:address-confirm-again": Row(post=MEMBERS),
    "account_set_password": Row(get=MEMBERS, post=MEMBERS),
    "community:image-new": Row(get=MEMBERS, post=MEMBERS),
    "community:image-upload": Row(post=MEMBERS),
    "community:question-for-me": Row(get=MEMBERS),
    "community:following": Row(get=MEMBERS),
    "community:filters": Row(get=MEMBERS),
    "community:filter-save": Row(post=MEMBERS),
    "community:filter-change": Row(post=AUTHOR, otherwise="missing"),
    "community:my-hidden": Row(get=MEMBERS),
    "community:my-drafts": Row(get=MEMBERS),
    "community:draft": Row(post=MEMBERS),
    "community:draft-discard": Row(get=NOBODY, post=NOBODY, otherwise="missing"),
    "community:mention-completion": Row(get=MEMBERS),
    "community:topic-follow": Row(post=MEMBERS),
    "community:proposals": Row(get=MEMBERS),
    "community:proposal": Row(get=AUTHOR | STAFF, otherwise="missing"),
    "community:proposal-take": Row(post=AUTHOR | STAFF, otherwise="missing"),
    "community:proposal-decline": Row(post=AUTHOR | STAFF, otherwise="missing"),
    "community:proposal-withdraw": Row(post=AUTHOR | STAFF, otherwise="missing"),
    # Reading what is there.
    "feeds:answers": Row(thing="question", get=ALL, is_read=True),
    "community:question-short": Row(thing="thread", get=ALL, is_read=True),
    "community:question": Row(thing="thread", get=ALL, is_read=True),
    "community:question-picture": Row(thing="question", get=ALL, is_read=True),
    "community:question-news": Row(thing="question", get=ALL, is_read=True),
    "community:question-history": Row(thing="question", get=ALL, is_read=True),
    "community:answer-history": Row(thing="answer", get=ALL, is_read=True),
    "community:comment-history": Row(thing="comment", get=ALL, is_read=True),
    "community:comments": Row(thing="commented", get=ALL, is_read=True),
    "knowledge:related": Row(thing="question", get=ALL, is_read=True),
    "knowledge:article-short": Row(thing="article", get=ALL, is_read=True),
    "knowledge:article": Row(thing="article", get=ALL, is_read=True),
    "knowledge:article-changes": Row(thing="article", get=ALL),
    "knowledge:article-feedback": Row(thing="article", post=ALL),
    "knowledge:feedback-set-aside": Row(get=CURATORS),
    "knowledge:feedback-decide": Row(thing="article", post=CURATORS, door=CURATORS),
    # Writing beneath it, and about it.
    "community:question-follow": Row(thing="question", post=MEMBERS),
    "community:question-affected": Row(thing="question", post=OTHERS),
    "community:answer": Row(thing="thread", post=MEMBERS),
    "community:answer-vote": Row(thing="answer", post=OTHERS),
    "community:answer-feedback": Row(thing="answer", post=ALL - AUTHOR),
    "community:comment": Row(thing="commented", get=MEMBERS, post=MEMBERS, but=COMMENTING),
    # The word of who asked or wrote it.
    "community:answer-accept": Row(thing="answer", post=AUTHOR),
    "community:answer-unaccept": Row(thing="question", post=AUTHOR),
    "community:question-still-open": Row(thing="question", post=AUTHOR),
    "community:question-differs": Row(thing="question", get=AUTHOR, post=AUTHOR),
    "community:question-details-given": Row(
        thing="question", get=EDITORS | EMPLOYEE, post=EDITORS | EMPLOYEE
    ),
    "community:question-edit": Row(thing="question", get=MEMBERS, post=MEMBERS),
    "community:answer-edit": Row(thing="answer", get=MEMBERS, post=MEMBERS),
    "community:comment-edit": Row(thing="comment", get=MEMBERS, post=MEMBERS),
    "community:question-revert": Row(thing="question", post=NOBODY, otherwise="shut"),
    "community:answer-revert": Row(thing="answer", post=NOBODY, otherwise="shut"),
    "community:comment-revert": Row(thing="comment", post=NOBODY, otherwise="shut"),
    "community:question-delete": Row(thing="question", get=AUTHOR, post=AUTHOR),
    "community:answer-delete": Row(thing="answer", get=AUTHOR, post=AUTHOR),
    "community:comment-delete": Row(thing="comment", get=AUTHOR, post=AUTHOR),
    "community:question-undelete": Row(thing="question", get=AUTHOR, post=AUTHOR, own="deleted"),
    "community:answer-undelete": Row(thing="answer", get=AUTHOR, post=AUTHOR, own="deleted"),
    "community:comment-undelete": Row(thing="comment", get=AUTHOR, post=AUTHOR, own="deleted"),
    # Staff's word.
    "community:answer-confirm": Row(thing="answer", post=STAFF | EMPLOYEE),
    "community:question-unconfirm": Row(thing="question", post=STAFF | EMPLOYEE),
    "community:answer-sign": Row(thing="answer", get=NOBODY, post=NOBODY),
    "community:mark-end": Row(get=ADMIN, post=ADMIN, otherwise="shut"),
    "community:mark-decline": Row(post=NOBODY, otherwise="shut"),
    # Tidying up.
    "community:question-retag": Row(thing="question", get=EDITORS, post=EDITORS, but=RETAGGING),
    "community:question-close": Row(thing="question", get=TIDIERS, post=TIDIERS),
    "community:question-reopen": Row(thing="question", get=TIDIERS, post=TIDIERS),
    "community:question-lock": Row(thing="question", get=STAFF, post=STAFF, door=STAFF),
    "community:question-unlock": Row(thing="question", get=STAFF, post=STAFF, door=STAFF),
    "community:question-ask-details": Row(
        thing="question", get=TIDIERS | EMPLOYEE, post=TIDIERS | EMPLOYEE
    ),
    "community:question-kind": Row(thing="question", get=EDITORS, post=EDITORS, but=TIDYING),
    "community:question-merge": Row(thing="question", get=TIDIERS, post=TIDIERS),
    "community:duplicate-propose": Row(
        thing="question", get=EDITORS | EMPLOYEE, post=EDITORS | EMPLOYEE
    ),
    "community:duplicates": Row(get=TIDIERS),
    "community:duplicate-decide": Row(post=NOBODY, otherwise="shut"),
    "community:tag-edit": Row(get=TIDIERS),
    "community:tag-describe": Row(post=TIDIERS),
    "community:tag-rename": Row(post=TIDIERS),
    "community:tag-merge": Row(post=TIDIERS),
    "community:tag-synonym": Row(post=TIDIERS),
    # Moderators.
    "community:held": Row(get=STAFF),
    "community:post-hide": Row(thing="post", get=STAFF, post=STAFF, door=STAFF),
    "community:image-remove": Row(get=STAFF, post=STAFF),
    "community:post-mask": Row(thing="post", get=STAFF, post=STAFF, door=STAFF),
    "community:post-restore": Row(thing="post", get=NOBODY, post=NOBODY, door=STAFF),
    "community:post-release": Row(thing="post", post=STAFF, door=STAFF),
    "moderation:reports": Row(get=STAFF),
    "moderation:report-decide": Row(get=STAFF),
    "moderation:uphold": Row(post=STAFF),
    "moderation:dismiss": Row(post=STAFF),
    # Curators.
    "knowledge:curate": Row(get=CURATORS),
    "knowledge:curate-queue": Row(get=CURATORS),
    "knowledge:curate-act": Row(post=CURATORS),
    "knowledge:curate-undo": Row(post=CURATORS),
    "knowledge:curate-write": Row(post=CURATORS),
    "knowledge:curate-write-gap": Row(post=CURATORS),
    "knowledge:synonyms": Row(get=CURATORS, post=CURATORS),
    "knowledge:synonym": Row(get=CURATORS, post=CURATORS),
    "knowledge:synonym-try": Row(post=CURATORS),
    "knowledge:synonym-remove": Row(post=CURATORS),
    "knowledge:pins": Row(get=CURATORS),
    "knowledge:pin": Row(post=CURATORS),
    "knowledge:pin-remove": Row(post=CURATORS),
    "knowledge:direct-links": Row(get=ADMIN),
    "knowledge:direct-link": Row(get=ADMIN, post=ADMIN),
    "knowledge:direct-link-remove": Row(post=ADMIN),
    "knowledge:promote": Row(thing="answer", post=CURATORS, door=CURATORS),
    "knowledge:article-flag": Row(thing="article", get=CURATORS, post=CURATORS),
    "knowledge:article-vouch": Row(thing="article", post=CURATORS),
    "knowledge:ended-versions": Row(get=CURATORS, post=CURATORS),
    "knowledge:version-resume": Row(post=CURATORS),
    "knowledge:article-edit": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-publish-now": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-schedule": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-unpublish": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-retire": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-discard": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-keep": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-sources": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-review": Row(get=CURATORS),
    "knowledge:article-history": Row(get=CURATORS),
    "knowledge:article-as-of": Row(get=CURATORS),
    "knowledge:article-approve": Row(post=CURATORS),
    "knowledge:article-return": Row(post=CURATORS),
    "knowledge:article-confirm": Row(post=CURATORS),
    "knowledge:article-unschedule": Row(post=CURATORS),
    "knowledge:article-bring-back": Row(post=CURATORS),
    "knowledge:article-source-drop": Row(post=CURATORS),
    "knowledge:article-translate": Row(get=CURATORS, post=CURATORS),
    "knowledge:article-translation-same": Row(post=CURATORS),
    # Administrators.
    "accounts:affiliations": Row(get=ADMIN),
    "accounts:affiliation-detail": Row(get=ADMIN),
    "accounts:affiliation-act": Row(get=ADMIN, post=ADMIN),
    "accounts:affiliations-export": Row(get=ADMIN),
    "accounts:record": Row(get=ADMIN),
    "accounts:record-export": Row(get=ADMIN),
    "accounts:affiliation-decide": Row(get=ADMIN, post=ADMIN),
    "accounts:declaration-decide": Row(get=ADMIN, post=ADMIN),
    "accounts:affiliation-grant": Row(get=ADMIN, post=ADMIN),
    "accounts:organisations": Row(get=ADMIN, post=ADMIN),
    "accounts:organisation": Row(get=ADMIN, post=ADMIN),
    "accounts:organisation-name-form": Row(post=ADMIN),
    "accounts:domain-removal": Row(get=ADMIN, post=ADMIN),
    "community:posts-mark": Row(get=ADMIN, post=ADMIN),
}
