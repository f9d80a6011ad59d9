"""What some may read and others may not know of, each with a word of its own."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community.actions.drafts import keep_draft
from community.actions.editing import edit_answer
from community.actions.hiding import hide_post
from community.actions.masking import mask_post
from community.actions.merging import merge_questions
from community.actions.pending import keep_question
from community.actions.saved_filters import save_filter
from community.actions.solutions import accept_answer
from community.actions.visibility import withhold
from community.actions.votes import vote_answer
from community.moderation.actions.reporting import report_content
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.promotion import promote_answer
from knowledge.actions.retiring import retire_article
from knowledge.actions.reviewing import return_article, submit_article
from knowledge.actions.writing import begin_article
from knowledge.models import Article, Doubt, Gap
from tests.architecture.world import World
from tests.factories import make_answer, make_comment, make_question
from tests.knowledge.acts import save

NETWORK = "203.0.113.77"
STAFF = {"moderator", "administrator"}
# The word, and which of `people` may meet it; all others must not.
SECRETS = {
    "zqhiddenquestion": STAFF | {"author"},
    "zqhiddentag": STAFF | {"author"},
    "zqhiddenanswer": STAFF | {"author"},
    "zqhiddencomment": STAFF | {"author"},
    "zqhiddenmerged": STAFF | {"author"},
    "zqdeletedquestion": STAFF | {"author"},
    "zqdeletedanswer": STAFF | {"author"},
    "zqheldquestion": STAFF | {"author"},
    "zqheldcomment": STAFF | {"author"},
    "zqbelowhidden": STAFF,
    "zqexplanation": STAFF | {"author"},
    "zqpending": set(),
    "zqdraft": {"author"},
    "zqfilter": {"author"},
    "zqmasked": set(),
    "zqreporttext": STAFF,
    "zqreporter": STAFF,
    "zqreportermail": STAFF,
    "zqarticledraft": {"curator", "administrator"},
    "zqwaitingchange": {"curator", "administrator"},
    "zqwhatismissing": {"curator", "administrator"},
    "zqretiredarticle": {"curator", "administrator"},
    "zqdoubtnote": {"curator", "administrator"},
    "zqmissedsearch": {"curator", "administrator"},
    "zqstaffarticle": {"curator", "moderator", "administrator"},
    "zqmailbox": {"administrator", "author"},
    NETWORK: set(),
}


class Secrets:
    """Laid into a world that stands: nothing that others may see changes."""

    def __init__(self, world: World) -> None:
        self.world, self.author, self.moderator = world, world.author, world.moderator
        self.shown = world.posts["shown"]
        self.lay_posts()
        self.lay_what_is_kept()
        self.lay_reports()

    def lay_posts(self) -> None:
        question = self.thread("zqhiddenquestion", tags=["zqhiddentag"])
        make_answer(question=question, body="It is zqbelowhidden.", author=self.world.helper)
        self.hide(question, explanation="Because of zqexplanation.")
        self.hide(self.answer("zqhiddenanswer"))
        self.hide(self.comment("zqhiddencomment"))
        self.withhold(self.thread("zqdeletedquestion"), "author")
        self.withhold(self.answer("zqdeletedanswer"), "author")
        self.withhold(self.thread("zqheldquestion"), "held")
        self.withhold(self.comment("zqheldcomment"), "held")

    def thread(self, word: str, tags: tuple[str, ...] | list[str] = ()):
        title = f"What does {word} mean?"
        return make_question(
            author=self.author,
            title=title,
            body=word,
            tags=[*tags, "wifi"],
            product=self.world.product,
        )

    def answer(self, word: str):
        """Found useful, and the solution for a while."""
        answer = make_answer(question=self.shown[0], author=self.author, body=f"It is {word}.")
        vote_answer(answer=answer, by=self.world.helper, value=1)
        accept_answer(answer=answer, by=self.shown[0].author)
        return answer

    def comment(self, word: str):
        return make_comment(answer=self.shown[1], author=self.author, body=f"So it is {word}.")

    def hide(self, post, explanation: str = "See the rules.") -> None:
        hide_post(post=post, by=self.moderator, reason="other", explanation=explanation)

    def withhold(self, post, hidden_as: str) -> None:
        with transaction.atomic():
            withhold(post=post, hidden_as=hidden_as, by=None, at=timezone.now())

    def lay_what_is_kept(self) -> None:
        keep_question(
            mailbox="zqpending@example.org",
            submission=uuid4(),
            title="What is zqpending?",
            body="zqpending",
            language="en",
        )
        keep_draft(person=self.author, place="ask", fields={"title": "zqdraft", "body": "zqdraft"})
        save_filter(by=self.author, name="zqfilter", query="kind=idea")
        User.objects.filter(pk=self.author.pk).update(email="zqmailbox@example.org")
        source = make_answer(question=self.world.posts["shown"][0], author=self.world.helper)
        draft = promote_answer(answer=source, by=self.world.curator)
        told = {"title": "zqarticledraft", "solution": "zqarticledraft", "slug": "zqarticledraft"}
        Article.objects.filter(pk=draft.pk).update(**told)
        self.hide(source)
        self.lay_staffs_article()
        self.lay_curators_work(draft)

    def lay_curators_work(self, draft: Article) -> None:
        """What an article is to say, said, and lacks; and what nobody found."""
        words = {"title": "zqwaitingchange", "solution": "zqwaitingchange"}
        save(
            self.world.articles["published"], by=self.world.curator, summary=words["title"], **words
        )
        submit_article(article=draft, by=self.world.curator)
        return_article(article=draft, by=self.world.curator, note="Say zqwhatismissing.")
        retired = begin_article(by=self.world.curator, title="zqretiredarticle", language="en")
        retire_article(article=retired, by=self.world.curator, retired_as="outdated")
        staffs = Article.objects.get(title__contains="zqstaffarticle")
        raise_doubt(article=staffs, cause=Doubt.Cause.FLAGGED, note="Look at zqdoubtnote.")
        Gap.objects.create(kind=Gap.Kind.NO_RESULT, language="en", words="zqmissedsearch", count=9)

    def lay_staffs_article(self) -> None:
        """Published, in the index, and written for staff alone."""
        source = make_answer(question=self.world.posts["shown"][0], author=self.world.helper)
        draft = promote_answer(answer=source, by=self.world.curator)
        told = {"title": "What does zqstaffarticle mean?", "solution": "zqstaffarticle"}
        Article.objects.filter(pk=draft.pk).update(
            **told,
            solution_html="<p>zqstaffarticle</p>",
            audience=Article.Audience.STAFF,
            state=Article.State.PUBLISHED,
            published_at=timezone.now(),
            checked_at=timezone.now(),
            checked_by=self.world.curator,
        )
        self.hide(source)

    def lay_reports(self) -> None:
        report_content(
            path=self.shown[0].get_absolute_url(),
            reason="other",
            submission=uuid4(),
            explanation="I think that zqreporttext.",
            name="zqreporter",
            email="zqreportermail@example.org",
        )

    def hide_merged_question(self) -> None:
        """It was read where it went; that something was merged there is told to all."""
        question = self.thread("zqhiddenmerged")
        make_answer(question=question, author=self.world.helper)
        merge_questions(question=question, into=self.shown[0], by=self.moderator)
        self.hide(question)

    def mask_earlier_text(self) -> None:
        """What stood there once is told by no revision; that it was edited is told to all."""
        answer = make_answer(question=self.shown[0], author=self.author, body="Ask zqmasked then.")
        edited = edit_answer(answer=answer, by=self.author, version=1, body="Ask somebody.")
        mask_post(post=edited, by=self.moderator, strings=["zqmasked"])
