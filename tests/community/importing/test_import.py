"""What an import leaves in the database, whatever file it came from."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from accounts.models import Affiliation, ReputationEntry, RoleGrant, User
from accounts.notifications.models import Notice, OutgoingMail
from community.importing import Broken, Outcome, Session
from community.importing.records import (
    DuplicateLink,
    ForeignAnswer,
    ForeignPerson,
    ForeignThread,
)
from community.models import Answer, Following, ImportedRecord, Question, Tag, Vote
from config.events.models import Delivery, Event
from config.recount import registered
from tests.factories import make_affiliation

pytestmark = pytest.mark.django_db

ASKED = datetime(2024, 2, 1, 10, tzinfo=UTC)


def a_person(name: str = "Anna", **values) -> ForeignPerson:
    return ForeignPerson(**({"external_id": name, "name": name} | values))


def a_thread(number: int = 17, **values) -> ForeignThread:
    defaults = {
        "external_id": str(number),
        "author": a_person(),
        "title": "How do I reset the box?",
        "html": "<p>It blinks <b>red</b> since this morning.</p>",
        "created_at": ASKED,
    }
    return ForeignThread(**(defaults | values))


def an_answer(number: int = 170, **values) -> ForeignAnswer:
    defaults = {
        "external_id": str(number),
        "author": a_person("Bert"),
        "html": "<p>Hold the button.</p>",
        "created_at": ASKED + timedelta(days=number - 169),
    }
    return ForeignAnswer(**(defaults | values))


def run(*records, **values) -> Outcome:
    return run_all(records, **values)


def run_all(records, **values) -> Outcome:
    defaults = {
        "source": "forum",
        "language_of": lambda text: "en",
        "announce": lambda questions: None,
    }
    return Session(**(defaults | values)).run(records)


def drift() -> list:
    return [difference for recount in registered() for difference in recount.differences()]


def test_thread_is_here_with_all_that_is_derived_from_it():
    answers = (an_answer(170), an_answer(171, useful_count=3, not_useful_count=1))

    outcome = run(a_thread(tags=("Box", "box", ""), affected_count=4, answers=answers))

    question = Question.objects.get()
    assert (question.title, question.slug) == (
        "How do I reset the box?",
        "how-do-i-reset-the-box",
    )
    assert question.body == "It blinks **red** since this morning."
    assert "<strong>red</strong>" in question.body_html
    assert (question.kind, question.language, question.product) == ("question", "en", None)
    assert (question.created_at, question.active_at) == (ASKED, ASKED + timedelta(days=2))
    assert (question.answer_count, question.affected_count) == (2, 4)
    assert list(question.tags.values_list("name", flat=True)) == ["box"]
    assert [answer.score for answer in question.answers.order_by("id")] == [0, 2]
    assert (outcome.threads, outcome.answers, outcome.people) == (1, 2, 2)
    assert drift() == []


def test_votes_without_a_voter_become_one_line_of_the_ledger():
    run(a_thread(answers=(an_answer(useful_count=3, not_useful_count=2),)))

    entry = ReputationEntry.objects.get()
    assert (entry.reason, entry.points, entry.user.display_name) == ("imported", 15, "Bert")
    assert entry.user.points == 15
    assert Vote.objects.count() == 0


def test_an_answer_earns_at_most_fifty_by_votes_and_twenty_five_as_solution():
    run(a_thread(accepted_id="170", answers=(an_answer(useful_count=900),)))

    assert User.objects.get(display_name="Bert").points == 75
    assert drift() == []


def test_nobody_earns_by_accepting_his_own_answer():
    run(a_thread(accepted_id="170", answers=(an_answer(author=a_person()),)))

    assert Question.objects.get().accepted_answer is not None
    assert ReputationEntry.objects.count() == 0


def test_accepted_answer_solved_it_on_the_day_it_was_written():
    run(a_thread(accepted_id="171", answers=(an_answer(170), an_answer(171))))

    question = Question.objects.get()
    assert question.accepted_answer.created_at == question.solved_at == ASKED + timedelta(days=2)
    assert question.state == "solved"


def test_accepted_answer_that_is_missing_leaves_the_question_open():
    run(a_thread(accepted_id="999", answers=(an_answer(),)))

    assert Question.objects.get().state == "answered"


def test_imported_people_can_do_nothing_and_are_told_nothing():
    """A-UP-07"""
    run(a_thread(accepted_id="170", answers=(an_answer(),)))

    for person in User.objects.all():
        assert person.email is None
        assert not person.has_usable_password()
        assert person.roles == ""
    for model in (RoleGrant, Affiliation, Notice, OutgoingMail, Following, Event, Delivery):
        assert model.objects.count() == 0


def test_person_is_as_old_as_the_first_post_and_no_younger():
    joined = ASKED + timedelta(days=300)
    run(
        a_thread(1, author=a_person(joined_at=joined)),
        a_thread(2, author=a_person("Bert", joined_at=ASKED - timedelta(days=300))),
    )

    assert User.objects.get(display_name="Anna").created_at == ASKED
    assert User.objects.get(display_name="Bert").created_at == ASKED - timedelta(days=300)


def test_second_run_adds_nothing():
    """A-UP-06"""
    records = [a_thread(1, answers=(an_answer(),)), a_thread(2)]
    run(*records)

    outcome = run(*records)

    assert (outcome.threads, outcome.answers, outcome.people, outcome.known) == (0, 0, 0, 2)
    assert (Question.objects.count(), Answer.objects.count(), User.objects.count()) == (2, 1, 2)


def test_same_person_in_a_later_run_is_the_same_account():
    run(a_thread(1))
    run(a_thread(2))

    assert User.objects.count() == 1


def test_ids_of_two_sources_do_not_meet():
    run(a_thread(1), source="forum")
    run(a_thread(1), source="other")

    assert Question.objects.count() == 2
    assert set(User.objects.values_list("display_name", flat=True)) == {"Anna", "Anna 2"}


def test_thread_that_stands_in_the_file_twice_is_taken_once():
    outcome = run(a_thread(1), a_thread(1, title="Again?"))

    assert Question.objects.get().title == "How do I reset the box?"
    assert outcome.known == 1


def test_killed_run_leaves_whole_threads_and_the_next_one_goes_on():
    """F-33"""

    def until_killed():
        yield from (a_thread(number, answers=(an_answer(number),)) for number in range(250))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(until_killed())
    left = Question.objects.count()
    outcome = run(*(a_thread(number, answers=(an_answer(number),)) for number in range(300)))

    assert (left, outcome.known, outcome.threads) == (200, 200, 100)
    assert (Question.objects.count(), Answer.objects.count()) == (300, 300)
    assert drift() == []


def test_batch_is_written_whole_or_not_at_all():
    """A-UP-06"""

    def fail(questions):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(a_thread(1, answers=(an_answer(),)), announce=fail)

    for model in (Question, Answer, User, Tag, ImportedRecord, ReputationEntry):
        assert model.objects.count() == 0


def test_new_questions_are_announced_in_their_transaction():
    announced = []

    run(a_thread(1), announce=announced.extend)

    assert announced == [Question.objects.get()]


def test_rehearsal_counts_and_writes_nothing():
    outcome = run(a_thread(1, answers=(an_answer(),)), a_thread(1), a_thread(2), is_rehearsal=True)

    assert (outcome.threads, outcome.answers, outcome.known) == (2, 1, 1)
    assert (Question.objects.count(), User.objects.count()) == (0, 0)


def test_broken_records_are_listed_and_the_others_taken():
    broken = Broken("line 1", "is no JSON")

    outcome = run(broken, a_thread(2))

    assert (outcome.broken, outcome.broken_count, outcome.threads) == ([broken], 1, 1)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><p>Text</p>",
        '<a href="javascript:alert(1)">Text</a>',
        '<p onclick="alert(1)">Text</p>',
        '<img src="x" onerror="alert(1)">Text',
        '<iframe src="https://evil.example"></iframe>Text',
        "<p>Text [x](javascript:alert(1)) &lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<svg><script>alert(1)</script></svg>Text",
        "<div>" * 5_000 + "Text",
        "<b><i>" * 5_000 + "Text",
        "Text \x00\x08\ud800\u202e",
    ],
)
def test_hostile_content_is_cleaned(html):
    """A-UP-07"""
    run(a_thread(html=html, answers=(an_answer(html=html),)))

    question, answer = Question.objects.get(), Answer.objects.get()
    for post in (question, answer):
        assert "Text" in post.body
        for harm in ("<script", "onclick=", "onerror=", "<iframe", 'href="javascript', "<svg"):
            assert harm not in post.body_html


def test_long_title_is_cut():
    run(a_thread(title="How " * 100))

    title = Question.objects.get().title
    assert len(title) <= 255
    assert title.endswith("…")


def test_long_text_is_cut_with_a_note_that_readers_see():
    run(a_thread(html="<p>word word</p>" * 3_000, answers=(an_answer(html="<b>x" * 40_000),)))

    for post in (Question.objects.get(), Answer.objects.get()):
        assert len(post.body) <= 20_000
        assert "This post was too long" in post.body_html


def test_text_that_is_too_complex_is_kept_as_it_was_typed():
    links = "".join(f'<a href="https://example.org/{n}">{n}</a> ' for n in range(150))

    run(a_thread(html=links))

    question = Question.objects.get()
    assert "https://example.org/149" in question.body
    assert "https://example.org/149" in question.body_html


def test_post_without_text_says_so():
    run(a_thread(html="<script>x</script>", answers=(an_answer(html=" "),)))

    assert "had no text" in Question.objects.get().body
    assert "had no text" in Answer.objects.get().body


def test_language_is_guessed_from_the_whole_question():
    seen = []

    run(a_thread(), language_of=lambda text: seen.append(text) or "de")

    assert seen == ["How do I reset the box?\nIt blinks **red** since this morning."]
    assert Question.objects.get().language == "de"


def test_tags_have_an_end_and_a_length():
    run(a_thread(tags=("x" * 80, "x" * 80 + "y", *map(str, range(30)))))

    names = Question.objects.get().tags.values_list("name", flat=True)
    assert len(names) == 10
    assert max(map(len, names)) == 35


def test_links_between_duplicates_are_kept_for_later():
    link = DuplicateLink(duplicate_id="2", original_id="1")
    lost = DuplicateLink(duplicate_id="2", original_id="9")
    records = [a_thread(1), a_thread(2), link, lost]

    first, second = run(*records), run(*records)

    assert (first.links, second.links) == (1, 0)
    kept = ImportedRecord.objects.get(kind="duplicate-link")
    original = ImportedRecord.objects.get(kind="question", external_id="1")
    assert (kept.external_id, kept.object_id) == ("2:1", original.object_id)


def test_who_became_an_employee_since_earns_nothing():
    run(a_thread(1, answers=(an_answer(1, useful_count=1),)))
    bert = User.objects.get(display_name="Bert")
    make_affiliation(user=bert, full_name="Bert Brandt")

    run(a_thread(2, answers=(an_answer(2, useful_count=1),)))

    bert.refresh_from_db()
    assert bert.points == 5


def test_name_that_somebody_takes_meanwhile_does_not_stop_the_import():
    calls = []

    def announce(questions):
        calls.append(len(questions))
        if len(calls) == 1:
            raise IntegrityError

    outcome = run(a_thread(1), announce=announce)

    assert (calls, outcome.threads, Question.objects.count()) == ([1, 1], 1, 1)


def test_queries_of_a_batch_do_not_grow_with_it(count_queries):
    def batch(start: int, size: int) -> list:
        return [
            a_thread(
                number,
                tags=("box",),
                author=a_person(f"Person {number}"),
                accepted_id=str(number),
                answers=(an_answer(number, author=a_person(f"Helper {number}")),),
            )
            for number in range(start, start + size)
        ]

    run(*batch(0, 1))
    small = count_queries(lambda: run(*batch(10, 2)))
    large = count_queries(lambda: run(*batch(20, 20)))

    assert large == small
