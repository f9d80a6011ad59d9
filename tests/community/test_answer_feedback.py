"""“Solved it for me too”: every reader's word on a solution, kept without anything about him."""

import pytest
from django.urls import reverse

from community.actions.feedback import CannotGiveFeedback, say_did_not_help, say_solved_too
from community.actions.solutions import accept_answer
from community.models import Answer, AnswerFeedback
from config.events.models import Event
from config.recount import registered
from knowledge.models import Candidate
from tests.factories import hide, make_affiliation, make_answer, make_user

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAME_SITE = {"Sec-Fetch-Site": "same-origin", "User-Agent": BROWSER}
HTMX = SAME_SITE | {"HX-Request": "true"}


@pytest.fixture
def solution(db) -> Answer:
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    return answer


def say(client, answer, word="solved-too", headers=SAME_SITE, **extra):
    path = reverse("community:answer-feedback", args=[answer.pk])
    return client.post(path, {"word": word}, headers=headers, **extra)


def counts(answer) -> tuple[int, int]:
    """As kept, after proving that they are the sums of the rows."""
    fields = {"solved_too_count", "did_not_help_count"}
    moved = [each for each in registered() if each.model is Answer and each.field in fields]
    assert len(moved) == 2
    assert [str(found) for each in moved for found in each.differences()] == []
    answer.refresh_from_db()
    return answer.solved_too_count, answer.did_not_help_count


def test_reader_without_account_says_that_it_worked(client, solution):
    """A-PR-01: no account, no cookie."""
    response = say(client, solution)

    assert response.status_code == 302
    assert not response.cookies
    assert counts(solution) == (1, 0)


def test_reader_says_that_it_did_not_help(client, solution):
    say(client, solution, "did-not-help")

    assert counts(solution) == (0, 1)


def test_row_holds_nothing_of_the_reader():
    columns = {field.name for field in AnswerFeedback._meta.fields}

    assert columns == {"id", "answer", "kind", "created_at"}


def test_reader_is_thanked_without_scripts(client, solution):
    """L-AC-05: the address says it, since there is no session."""
    page = client.get(say(client, solution)["Location"])

    assert "Whoever has this next" in page.text
    assert "1 × solved it for others" in page.text
    assert not page.cookies


def test_reader_is_thanked_in_place(client, solution):
    response = say(client, solution, headers=HTMX)

    assert f'id="feedback-{solution.pk}"' in response.text
    assert "1 × solved it for others" in response.text
    assert "<html" not in response.text
    assert "<form" not in response.text


def test_said_twice_it_counts_once(client, solution):
    """C-01, A-VO-16: double click, back button, retry."""
    answers = [say(client, solution, headers=HTMX) for _ in range(3)]

    assert {response.status_code for response in answers} == {200}
    assert counts(solution) == (1, 0)


def test_changing_ones_word_counts_no_second_time(client, solution):
    """A-VO-16"""
    say(client, solution)
    say(client, solution, "did-not-help")

    assert counts(solution) == (1, 0)


def test_readers_of_different_networks_are_counted_each(client, solution):
    for number in range(1, 4):
        say(client, solution, REMOTE_ADDR=f"203.0.113.{number}")

    assert counts(solution) == (3, 0)


def test_members_are_counted_by_account(client_of, solution):
    for _ in range(2):
        browser = client_of(make_user())
        say(browser, solution)
        say(browser, solution)

    assert counts(solution) == (2, 0)


@pytest.mark.parametrize(
    "agent", ["", "Googlebot/2.1", "python-requests/2.32", "HeadlessChrome/140", "curl/8.5.0"]
)
def test_programs_are_thanked_and_not_counted(client, solution, agent):
    """A-VO-16"""
    response = say(client, solution, headers=SAME_SITE | {"User-Agent": agent})

    assert response.status_code == 302
    assert counts(solution) == (0, 0)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_other_sites_say_nothing(client, solution, site):
    """A-CS-01, A-CS-02"""
    response = say(client, solution, headers=SAME_SITE | {"Sec-Fetch-Site": site})

    assert response.status_code == 403
    assert counts(solution) == (0, 0)


def test_network_says_so_much_an_hour(client, db, at_noon):
    """A-VO-16, A-VO-17"""
    statuses = []
    for _ in range(12):
        answer = make_answer()
        accept_answer(answer=answer, by=answer.question.author)
        statuses.append(say(client, answer).status_code)

    assert statuses == [302] * 10 + [429] * 2


def test_author_and_asker_say_nothing(client_of, solution):
    """A-VO-01"""
    for person in (solution.author, solution.question.author):
        assert say(client_of(person), solution).status_code == 403

    assert counts(solution) == (0, 0)


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_who_speaks_for_the_company_says_nothing(client_of, solution, stranger, kind):
    """A-BG-16"""
    make_affiliation(user=stranger, kind=kind)

    response = say(client_of(stranger), solution, headers=HTMX)

    assert response.status_code == 422
    assert "speak for the company" in response.text
    assert counts(solution) == (0, 0)


def test_answer_that_nobody_calls_a_solution_takes_no_word(client, db):
    answer = make_answer()

    response = say(client, answer, headers=HTMX)

    assert response.status_code == 422
    with pytest.raises(CannotGiveFeedback):
        say_solved_too(answer=answer)
    assert counts(answer) == (0, 0)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_solution_takes_no_word(client, solution, what):
    """A-AZ-02, C-06"""
    hide(solution if what == "answer" else solution.question)

    assert say(client, solution).status_code == 404
    with pytest.raises(CannotGiveFeedback):
        say_did_not_help(answer=solution)
    assert not AnswerFeedback.objects.exists()


@pytest.mark.parametrize("word", ["", "x", "solved-too ", "9" * 99])
def test_word_that_is_none_is_refused(client, solution, word):
    assert say(client, solution, word).status_code == 400
    assert counts(solution) == (0, 0)


def test_reading_says_nothing(client, solution):
    """A-CS-01"""
    path = reverse("community:answer-feedback", args=[solution.pk])

    assert client.get(path).status_code == 405


def test_solution_offers_it_to_readers_and_others_do_not(client, solution):
    other = make_answer(question=solution.question)

    text = client.get(solution.question.get_absolute_url()).text

    assert f'id="feedback-{solution.pk}"' in text
    assert f'id="feedback-{other.pk}"' not in text
    assert "csrf" not in text.lower()


def test_fifth_reader_makes_it_a_candidate(solution, deliver_events):
    """PRODUCT, section 3: “one with five ‘solved it for me too’”."""
    answer = solution
    answer.question.accepted_answer, answer.question.solved_at = None, None
    for number in range(1, 6):
        _as_solution(answer, say_solved_too)
        deliver_events()
        waiting = Candidate.objects.waiting().filter(answer=answer).exists()
        assert waiting == (number == 5)


def _as_solution(answer, act) -> None:
    """While it is one; what the asker takes back later does not undo what others said."""
    question = answer.question
    type(question).objects.filter(pk=question.pk).update(
        accepted_answer=answer, solved_at=answer.created_at
    )
    act(answer=answer)
    type(question).objects.filter(pk=question.pk).update(accepted_answer=None, solved_at=None)


def test_each_word_is_recorded(solution):
    say_solved_too(answer=solution)
    say_did_not_help(answer=solution)

    assert Event.objects.filter(name="community.FeedbackGiven").count() == 2
