"""Puts a corpus into the product's database as its own actions and importers would leave it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts.models import Declaration, User
from accounts.names import name_key
from benchmarks.corpus import FIRST_DAY, Corpus, MadeAnswer, MadeQuestion
from benchmarks.knowledge_filling import add_knowledge
from community.markup import Rendered, render
from community.models import Answer, Comment, Following, Product, Question, QuestionTag, Tag
from config.slugs import slugify, tag_slug

BATCH = 1_000
PRODUCT_GROUPS, PRODUCTS_IN_A_GROUP = 6, 4
BARE_PAGES = 1_000
# The thread that everybody reads, as large as the largest elsewhere.
HOT_ANSWERS, HOT_COMMENTS = 5_000, 20_000
# As many as a corpus that repeats itself has.
MOST_RENDERED = 50_000


@dataclass(frozen=True)
class Setting:
    """What every thread refers to."""

    people: Sequence[User]
    products: Sequence[Product]
    tags: dict[str, Tag]


def fill(
    corpus: Corpus,
    *,
    article_count: int | None = None,
    hot_answers: int = HOT_ANSWERS,
    hot_comments: int = HOT_COMMENTS,
) -> None:
    """Write everything; the database is empty and migrated."""
    setting = Setting(_add_people(corpus.user_count), _add_products(), _add_tags(corpus.tags))
    for made in _in_batches(corpus.questions()):
        _add_threads(made, setting)
    _count_tags()
    add_knowledge(setting.people[0], article_count=article_count)
    _add_hot_thread(setting.people, answer_count=hot_answers, comment_count=hot_comments)


def add_bare_pages() -> None:
    """The table of the bare site: the same texts, without anything around them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare_page AS SELECT row_number() OVER () AS id, question.title,"
            " member.display_name AS author, question.created_at AS created, question.body"
            " FROM community_question AS question"
            " JOIN accounts_user AS member ON member.id = question.author_id LIMIT %s",
            [BARE_PAGES],
        )
        cursor.execute("ALTER TABLE bare_page ADD PRIMARY KEY (id)")


def settle() -> None:
    """What autovacuum does by and by, at once: a plan must not depend on when it comes."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def _in_batches(questions: Iterator[MadeQuestion]) -> Iterator[list[MadeQuestion]]:
    while batch := list(islice(questions, BATCH)):
        yield batch


def _add_people(count: int) -> list[User]:
    password = make_password(None)
    names = [f"user{number:05d}" for number in range(1, count + 1)]
    people = [
        User(
            display_name=name,
            name_key=name_key(name),
            email=f"{name}@example.invalid",
            password=password,
            created_at=FIRST_DAY,
        )
        for name in names
    ]
    made = User.objects.bulk_create(people, BATCH)
    independent = Declaration.Stance.INDEPENDENT
    Declaration.objects.bulk_create(
        Declaration(user=user, stance=independent, question="?", declared_at=FIRST_DAY)
        for user in made
    )
    return made


def _add_products() -> list[Product]:
    """Those of the lower level."""
    groups = Product.objects.bulk_create(
        _product(f"group-{number}", number) for number in range(PRODUCT_GROUPS)
    )
    return Product.objects.bulk_create(
        _product(f"{group.slug}-{number}", number, parent=group)
        for group in groups
        for number in range(PRODUCTS_IN_A_GROUP)
    )


def _product(slug: str, position: int, parent: Product | None = None) -> Product:
    return Product(slug=slug, name_de=slug, name_en=slug, position=position, parent=parent)


def _add_tags(names: Iterable[str]) -> dict[str, Tag]:
    made = Tag.objects.bulk_create(Tag(name=name, slug=tag_slug(name)) for name in names)
    return {tag.name: tag for tag in made}


@transaction.atomic
def _add_threads(made: Sequence[MadeQuestion], setting: Setting) -> None:
    questions = Question.objects.bulk_create(_question(one, setting) for one in made)
    threads = list(zip(questions, made, strict=True))
    QuestionTag.objects.bulk_create(
        QuestionTag(tag=setting.tags[name], content_object=question, asked_at=question.created_at)
        for question, one in threads
        for name in one.tags
    )
    Following.objects.bulk_create(
        Following(person_id=question.author_id, question=question, created_at=question.created_at)
        for question in questions
    )
    answers = [
        (_answer(question, answer, setting), answer)
        for question, one in threads
        for answer in one.answers
    ]
    Answer.objects.bulk_create(answer for answer, _made in answers)
    _solve(answer for answer, made_answer in answers if made_answer.is_accepted)


@lru_cache(maxsize=MOST_RENDERED)
def _rendered(text: str) -> Rendered:
    return render(text)


def _question(made: MadeQuestion, setting: Setting) -> Question:
    rendered = _rendered(made.text)
    last = made.answers[-1].created_at if made.answers else made.created_at
    return Question(
        author=setting.people[made.author],
        product=setting.products[made.number % len(setting.products)],
        title=made.title,
        slug=slugify(made.title),
        body=made.text,
        body_html=rendered.html,
        renderer_version=rendered.version,
        language="en",
        created_at=made.created_at,
        active_at=last,
        answer_count=len(made.answers),
        affected_count=made.votes,
        imported_affected=made.votes,
    )


def _answer(question: Question, made: MadeAnswer, setting: Setting) -> Answer:
    rendered = _rendered(made.text)
    return Answer(
        question=question,
        author=setting.people[made.author],
        body=made.text,
        body_html=rendered.html,
        renderer_version=rendered.version,
        created_at=made.created_at,
        score=made.votes,
        imported_score=made.votes,
    )


def _solve(accepted: Iterable[Answer]) -> None:
    solved = []
    for answer in accepted:
        question = answer.question
        question.accepted_answer = answer
        question.solved_at = answer.created_at
        solved.append(question)
    Question.objects.bulk_update(solved, ["accepted_answer", "solved_at"])


def _count_tags() -> None:
    worn = Counter(QuestionTag.objects.values_list("tag", flat=True))
    tags = list(Tag.objects.all())
    for tag in tags:
        tag.question_count = worn[tag.pk]
    Tag.objects.bulk_update(tags, ["question_count"])


@transaction.atomic
def _add_hot_thread(people: Sequence[User], *, answer_count: int, comment_count: int) -> None:
    """The oldest question becomes it; a tenth of the comments stand beneath one answer."""
    question = Question.objects.order_by("id").first()
    if question is None:
        return
    word = render("It happens here too, since this morning.")
    said = {"body": "…", "body_html": word.html, "renderer_version": word.version}
    new = answer_count - question.answer_count
    beneath = [0 if number % 10 == 0 else number % new for number in range(comment_count)]
    counted = Counter(beneath)
    answers = Answer.objects.bulk_create(
        Answer(
            question=question,
            author=people[place % len(people)],
            score=place % 7,
            comment_count=counted[place],
            **said,
        )
        for place in range(new)
    )
    comments = (
        Comment(
            question=question,
            author=people[number % len(people)],
            answer=answers[place],
            **said,
        )
        for number, place in enumerate(beneath)
    )
    Comment.objects.bulk_create(comments, BATCH)
    Question.objects.filter(pk=question.pk).update(answer_count=answer_count)
