"""What somebody's profile shows of the conversation."""

from collections.abc import Callable, Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.profile_parts import Aside, Part, register, register_expertise
from community.models import Answer, Expertise, Question, Tag
from config.paging import Page, keyset_page

# Somebody's topics are those of his latest posts: the figure bounds the query.
POSTS_READ = 300
MOST_TAGS = MOST_TOPICS = 8
TOPICS_IN_LISTS = 3


def _answers(viewer) -> QuerySet[Answer]:
    return Answer.objects.visible_to(viewer)


def _solutions(viewer) -> QuerySet[Answer]:
    return _answers(viewer).filter(accepted_for__isnull=False)


def _questions(viewer) -> QuerySet[Question]:
    return Question.objects.visible_to(viewer)


def _page_of(rows: Callable[..., QuerySet[Answer]]) -> Callable[[User, object, QueryDict], Page]:
    def load(person: User, viewer, query: QueryDict) -> Page:
        return keyset_page(rows(viewer).filter(author=person).for_profile(), query)  # type: ignore[attr-defined]

    return load


def _page_of_questions(person: User, viewer, query: QueryDict) -> Page:
    return keyset_page(_questions(viewer).filter(author=person).for_listing(), query)  # type: ignore[attr-defined]


def _tags(person: User, viewer) -> list[Tag]:
    """Those that stand most often on what he answered or asked lately."""
    answered = _answers(viewer).filter(author=person).order_by("-created_at", "-id")
    asked = _questions(viewer).filter(author=person).order_by("-created_at", "-id")
    # Read first: as subqueries with a limit, PostgreSQL asks them anew for each use of a tag.
    readable = {*answered.values_list("question", flat=True)[:POSTS_READ]}
    readable |= {*asked.values_list("pk", flat=True)[:POSTS_READ]}
    found = Tag.objects.filter(uses__content_object__in=readable).annotate(count=Count("uses"))
    return list(found.order_by("-count", "id")[:MOST_TAGS])


def _expertise(person: User, viewer) -> list[Expertise]:
    visible = Q(tag=None) | Q(tag__in=Tag.objects.visible_to(viewer))
    mine = Expertise.objects.filter(visible, user=person).shown()
    return list(mine.for_listing().order_by("-solutions", "-useful", "id")[:MOST_TOPICS])


def _topics(user_ids: Collection[int]) -> dict[int, list[str]]:
    """The best topics of each, as everybody may know them."""
    visible = Q(tag=None) | Q(tag__in=Tag.objects.visible_to(AnonymousUser()))
    rows = Expertise.objects.filter(visible, user__in=user_ids).shown().for_listing()
    topics: dict[int, list[str]] = {}
    for row in rows.order_by("user", "-solutions", "-useful", "id"):
        topics.setdefault(row.user_id, []).append(row.topic.name)
    return {user_id: names[:TOPICS_IN_LISTS] for user_id, names in topics.items()}


register(
    Part(
        name="answers",
        label=_("Answers"),
        template="community/_answers_of_a_member.html",
        rows=_answers,
        owner="author",
        load=_page_of(_answers),
    ),
    Part(
        name="solutions",
        label=_("Solutions"),
        template="community/_answers_of_a_member.html",
        rows=_solutions,
        owner="author",
        load=_page_of(_solutions),
    ),
    Part(
        name="questions",
        label=_("Questions"),
        template="community/_questions_of_a_member.html",
        rows=_questions,
        owner="author",
        load=_page_of_questions,
    ),
    Aside(template="community/_expertise_of_a_member.html", load=_expertise, tells_figures=True),
    Aside(template="community/_tags_of_a_member.html", load=_tags),
)
register_expertise(_topics)
