from django.db import models
from django.db.models import F, FilteredRelation, Prefetch, Q, Value

from community.models.post import Post
from community.models.question import TITLE_LENGTH, Question

# The texts of twenty answers and their questions are not read to list them.
SHOWN_ON_PROFILES = """
    created_at article_url marked_at author_id affiliation question__title question__slug
    question__language question__accepted_answer question__confirmed_answer affiliation__kind
    affiliation__full_name affiliation__role_title affiliation__valid_until
    affiliation__suspended_at affiliation__ended_at affiliation__organisation__name
    affiliation__organisation__name_form
    """.split()


def moved_from() -> Prefetch:
    """The question under which an answer was written, with who asked it."""
    return Prefetch("moved_from", Question.objects.with_speaker())


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AnswerQuerySet":
        """Hidden answers, and all answers of hidden questions, are for moderators only."""
        if viewer.is_authenticated and viewer.is_moderator:
            return self
        return self.filter(hidden_at=None, question__hidden_at=None)

    def for_page(self) -> "AnswerQuerySet":
        """One query more where some were moved here: with the questions they came from."""
        shown = self.select_related("author", "affiliation__organisation")
        return shown.prefetch_related(moved_from())

    def for_profile(self) -> "AnswerQuerySet":
        """With the thread, of which a list of somebody's answers shows where they stand."""
        shown = self.select_related("question", "affiliation__organisation")
        return shown.only(*SHOWN_ON_PROFILES)

    def with_vote_of(self, viewer) -> "AnswerQuerySet":
        """With `my_vote`, 1, -1, or None for no vote or no member, and `my_reason` for it."""
        if not viewer.is_authenticated:
            return self.annotate(
                my_vote=Value(None, models.IntegerField()),
                my_reason=Value(None, models.CharField()),
            )
        mine = FilteredRelation("votes", condition=Q(votes__voter=viewer.pk))
        return self.annotate(mine=mine, my_vote=F("mine__value"), my_reason=F("mine__reason"))


class Answer(Post):
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    # The question under which it was written, where that one was merged into this.
    moved_from = models.ForeignKey(Question, models.PROTECT, null=True, related_name="+")
    # Derived: votes that count, plus what an import brought along.
    score = models.IntegerField(default=0)
    imported_score = models.IntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    # Readers without account for whom it worked, and for whom it did not.
    solved_too_count = models.PositiveIntegerField(default=0)
    did_not_help_count = models.PositiveIntegerField(default=0)
    # Filled by the floor above when this answer is published as an article.
    article_title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    article_url = models.CharField(max_length=400, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "question", "submission"], name="one_answer_per_form"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=False) | Q(hidden_as=""),
                name="answer_hidden_as_something",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "-score", "-id"], name="answers_of_a_question"),
            models.Index(fields=["author", "-created_at", "-id"], name="answers_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Its place on the page of the thread where it stands; the question must be loaded."""
        return f"{self.question.get_absolute_url()}?answer={self.pk}#answer-{self.pk}"
