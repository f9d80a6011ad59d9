"""One community in which every kind of thing stands in every state it can have."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.actions.affiliation_requests import request_affiliation
from accounts.actions.affiliations import end_affiliation
from accounts.models import Declaration, User
from accounts.notifications.actions import notify
from accounts.notifications.models import Notice
from accounts.privacy.actions import request_download
from community.actions.closing import close_question
from community.actions.details import ask_for_details
from community.actions.hiding import hide_post
from community.actions.locking import lock_question
from community.actions.merging import merge_questions
from community.actions.proposals import propose_edit
from community.actions.saved_filters import save_filter
from community.actions.signing_answers import sign_answer
from community.actions.visibility import withhold
from community.models import Answer, Comment, Image, ImageUse, Question
from community.moderation.actions.reporting import report_content, token_of
from community.moderation.models import Report
from knowledge.actions.ending_versions import end_version
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article
from knowledge.insights.models import ContactCost, ReportedReturn, RunningCost
from knowledge.models import Article, Candidate, DirectLink, Gap, Pin, Synonym
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_comment,
    make_employee,
    make_organisation,
    make_product,
    make_question,
    make_signer,
    make_user,
)

STATES = ("shown", "closed", "locked", "lacking", "hidden", "deleted", "held", "merged")
ARTICLE_STATES = ("published", "needs_review", "draft", "in_review", "retired")


class World:
    """`posts[state]` are a question, an answer and a comment beneath it in that state; where the
    question itself is closed, locked, … they stand beneath it."""

    def __init__(self) -> None:
        self.author = make_user(display_name="Lena B.")
        self.helper = make_user(display_name="Heike R.")
        self.moderator = make_user(display_name="Per O.", roles="moderator")
        self.curator = make_user(display_name="Jana L.", roles="curator")
        self.signer = make_signer(display_name="Miriam V.")
        self.product = make_product()
        self.posts = {"shown": self.thread("shown")}
        self.articles = {"published": self.article("published")}

    def thread(self, word: str) -> tuple[Question, Answer, Comment]:
        """All three of the same author, each with `word` in all its texts."""
        question = make_question(
            author=self.author,
            title=f"What does {word} mean?",
            body=f"The box says {word}.",
            tags=["wifi"],
            product=self.product,
        )
        answer = make_answer(question=question, author=self.author, body=f"It is {word}.")
        comment = make_comment(answer=answer, author=self.author, body=f"So it is {word}.")
        return question, answer, comment

    def article(self, state: str) -> Article:
        answer = make_answer(question=self.posts["shown"][0], author=self.helper)
        draft = promote_answer(answer=answer, by=self.curator)
        if state == "published":
            return approve_article(article=draft, by=make_user(roles="curator"))
        at = timezone.now() if state in {"retired", "needs_review"} else None
        gone = {"retired_at": at, "retired_as": "outdated"} if state == "retired" else {}
        Article.objects.filter(pk=draft.pk).update(state=state, published_at=at, **gone)
        return Article.objects.get(pk=draft.pk)

    def complete(self) -> None:
        """The other states, one thread each."""
        for state in STATES[1:]:
            self.posts[state] = self.thread(state)
            getattr(self, state)(*self.posts[state])
        for state in ARTICLE_STATES[1:]:
            self.articles[state] = self.article(state)
        self.ids = self.things_of_their_own()

    def things_of_their_own(self) -> dict[str, object]:
        """What is not a thread: who but `author` and staff can open it?"""
        question, answer, _comment = self.posts["shown"]
        path, form = question.get_absolute_url(), uuid4()
        report_content(path=path, reason="other", submission=form, name="Somebody")
        notify(user_ids=[self.author.pk], kind="answered", subject_id=question.pk, key="answered:1")
        asked = request_affiliation(
            user=make_user(),
            kind="employee",
            organisation=make_organisation(),
            role_title="Customer Care",
            full_name="Kim Larsen",
            explanation="Ask the personnel department.",
        )
        disputed = Declaration.objects.create(
            user=make_user(), stance=Declaration.Stance.DISPUTED, question="Do you work for us?"
        )
        by_other = make_answer(author=self.helper, question=question)
        return {
            "proposal_id": propose_edit(
                post=answer, by=self.helper, version=1, body="It is something else."
            ).pk,
            "image_id": self.image_in(question).pk,
            "mark_id": sign_answer(answer=by_other, by=self.signer).pk,
            "filter_id": save_filter(by=self.author, name="Mine", query="tag=wifi").pk,
            "report_id": Report.objects.get().pk,
            "notice_id": Notice.objects.get(user=self.author).pk,
            "download_id": request_download(user=self.author).pk,
            "session_id": 1,
            "user_id": self.author.pk,
            "affiliation_id": self.signer.affiliations.get().pk,
            "request_id": asked.pk,
            "declaration_id": disputed.pk,
            "organisation_id": make_organisation().pk,
            "domain_id": list_domain().pk,
            "ended_id": end_version(
                product=self.product, version="7.2", ended_on=timezone.localdate(), by=self.curator
            ).pk,
            "return_id": ReportedReturn.objects.create(
                document="article-1", channel="phone", day=timezone.localdate()
            ).pk,
            "cost_id": ContactCost.objects.create(
                channel="phone", amount=7, source="Controlling", as_of=timezone.localdate()
            ).pk,
            "running_id": RunningCost.objects.create(
                name="Hosting", amount=300, source="Invoice", as_of=timezone.localdate()
            ).pk,
            "candidate_id": Candidate.objects.create(question=question, answer=by_other).pk,
            "gap_id": Gap.objects.create(
                kind=Gap.Kind.NO_RESULT, language="en", words="box", count=3
            ).pk,
            "synonym_id": Synonym.objects.create(
                language="en", word="box", key="box", others="router"
            ).pk,
            "pin_id": Pin.objects.create(
                language="en", words="box", key="box", question=question
            ).pk,
            "link_id": DirectLink.objects.create(
                topic="privacy", language="en", words="privacy", label="Privacy", target="/en/"
            ).pk,
            "topic": "privacy",
            "language": "en",
            "queue": "due",
            "document": f"question-{question.pk}",
            "receipt": token_of(form),
            "form": "csv",
            "key": "x",
            "chunk": 0,
            "token": "x",
        }

    def image_in(self, question: Question) -> Image:
        key = f"{'a' * 24}-10x10"
        image = Image.objects.create(key=key, owner=self.author, width=10, height=10, size=1)
        ImageUse.objects.create(image=image, question=question)
        return image

    def others(self, path: str) -> dict[str, object]:
        """What the parts of `path` stand for."""
        parts: dict[str, object] = {"slug": self.product.slug if "products/" in path else "wifi"}
        if "insights/" in path:
            parts["slug"] = "first-answer"
        names = {"sitemap": "questions", "medals/": "first-solution", "administration/": "end"}
        parts["name"] = next((name for where, name in names.items() if where in path), "")
        if "receipt" in path:
            parts["token"] = self.ids["receipt"]
        return self.ids | parts

    def closed(self, question: Question, answer: Answer, comment: Comment) -> None:
        close_question(question=question, by=self.moderator, reason="outdated")

    def locked(self, question: Question, answer: Answer, comment: Comment) -> None:
        lock_question(question=question, by=self.moderator, explanation="Too hot.")

    def lacking(self, question: Question, answer: Answer, comment: Comment) -> None:
        ask_for_details(question=question, by=self.moderator, explanation="Which box?")

    def hidden(self, *posts: Question | Answer | Comment) -> None:
        for post in reversed(posts):
            hide_post(post=post, by=self.moderator, reason="other", explanation="See the rules.")

    def deleted(self, *posts: Question | Answer | Comment) -> None:
        at = timezone.now()
        with transaction.atomic():
            for post in reversed(posts):
                withhold(post=post, hidden_as="author", by=self.author, at=at)

    def held(self, *posts: Question | Answer | Comment) -> None:
        at = timezone.now()
        with transaction.atomic():
            for post in reversed(posts):
                withhold(post=post, hidden_as="held", by=None, at=at)

    def merged(self, question: Question, answer: Answer, comment: Comment) -> None:
        into = self.posts["shown"][0]
        merge_questions(question=question, into=into, by=self.moderator)


def people(world: World) -> dict[str, User | None]:
    """Whoever may come by; `author` wrote everything that stands in a thread."""
    former = make_user()
    end_affiliation(affiliation=make_affiliation(user=former), by=None, because="left")
    former.refresh_from_db()  # all its sessions are over
    return {
        "visitor": None,
        "newcomer": make_user(created_at=timezone.now()),
        "member": make_user(created_at=timezone.now() - timedelta(days=90)),
        "author": world.author,
        "employee": make_employee(),
        "former employee": former,
        "curator": make_user(roles="curator"),
        "moderator": make_user(roles="moderator"),
        "administrator": make_user(roles="administrator"),
        "closed": make_user(is_active=False),
    }
