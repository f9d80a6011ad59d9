"""What is searched for in vain: guarded, masked, nobody's, and gone after 30 days."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import limits, spool
from config.retention import retain
from knowledge.actions.missed_searches import (
    KEPT,
    KIND,
    CannotDecideSearch,
    dismiss_search,
    note_missed_search,
    restore_search,
    search_written,
    searched_words,
    sweep,
    take_missed_searches,
)
from knowledge.models import MissedSearch
from knowledge.search import index
from tests.factories import make_question, make_user
from tests.patience import processor_seconds

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
State = MissedSearch.State


@pytest.fixture
def reader():
    index.rebuild([])
    return Client(headers={"user-agent": BROWSER})


def look_for(reader, text: str, *, network: str = "192.0.2.1", **headers):
    return reader.get(
        reverse("knowledge:search"), {"q": text}, REMOTE_ADDR=network, headers=headers
    )


def spooled() -> list[str]:
    return [line for file in spool.files(KIND) for line in file.read(0)[0]]


def miss(words: str, *, times: int = 1, language: str = "en", now=None) -> None:
    for _ in range(times):
        note_missed_search(words=words, language=language, now=now)
    take_missed_searches(now=now)


def missed(words: str, *, times: int = 3, now=None) -> MissedSearch:
    miss(words, times=times, now=now)
    return MissedSearch.objects.get(words=words)


def test_search_without_a_result_is_kept_once_for_all_spellings(reader):
    for number, text in enumerate(["Fax Bridge?", "fax  bridge", "FAX BRIDGE!"]):
        look_for(reader, text, network=f"192.0.2.{number}")

    take_missed_searches()

    search = MissedSearch.objects.get()
    assert (search.words, search.language, search.count) == ("fax bridge", "en", 3)


def test_search_that_found_something_is_not_kept(reader):
    make_question(title="How do I pair the fax bridge?")
    index.rebuild()

    look_for(reader, "fax bridge")

    assert spooled() == []


def test_filter_that_leaves_nothing_over_is_no_missed_search(reader):
    reader.get(reverse("knowledge:search"), {"q": "fax bridge", "only": "articles"})

    assert spooled() == []


def test_search_is_not_kept_while_there_is_no_index(reader, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "none"

    look_for(reader, "fax bridge")

    assert spooled() == []


def test_curator_sees_it_from_the_third_time_on(curator, helper):
    """Words of one person alone are shown to nobody (L-TD-02)."""
    search = missed("fax bridge", times=2)
    assert not MissedSearch.objects.visible_to(curator).exists()

    miss("fax bridge")

    assert list(MissedSearch.objects.visible_to(curator).waiting()) == [search]
    assert not MissedSearch.objects.visible_to(helper).exists()


def test_one_person_who_searches_again_and_again_counts_once(reader, at_noon):
    for _ in range(2):
        look_for(reader, "Karla Kolumna Kiel")
    look_for(reader, "Karla Kolumna Kiel", network="192.0.2.9")

    take_missed_searches()

    assert MissedSearch.objects.get().count == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("refund to DE89 3704 0044 0532 0130 00", "refund to •••"),
        ("card 4111 1111 1111 1111 refused", "card ••• refused"),
        ("mail to lena.b@example.org bounces", "mail to •••@••• bounces"),
        ("customer FN-20418377 blocked", "customer ••• blocked"),
        ("contract 204183771 blocked", "contract ••• blocked"),
        ("error 4031 on the tv app", "error 4031 on the tv app"),
        ("wifi 7 router", "wifi 7 router"),
    ],
)
def test_personal_data_is_masked_before_it_is_written_anywhere(reader, typed, kept):
    """L-GD-05: not even the spool has it."""
    look_for(reader, typed)

    (line,) = spooled()
    secret = [word for word in typed.split() if len(word) > 8 and not word.isalpha()]
    assert not any(word in line for word in secret)
    take_missed_searches()
    assert MissedSearch.objects.get().words == kept


@pytest.mark.parametrize("typed", ["lena.b@example.org", "0431 123456", "20418377", "?!", "ab", ""])
def test_nothing_is_kept_where_nothing_is_left(typed):
    assert searched_words(typed) == ""


def test_words_are_cut_at_two_hundred_characters():
    assert searched_words("fax " * 200) == ("fax " * 50).strip()


@pytest.mark.parametrize(
    "text", ["1 " * 10_000, "DE" * 10_000, "a@" * 10_000, "٣" * 10_000, "\0" * 99]
)
def test_hostile_texts_cost_nothing(text):
    """A-DO-04"""
    with processor_seconds(0.1):
        searched_words(text)


@pytest.mark.parametrize(
    "headers",
    [{"user-agent": "Googlebot/2.1"}, {"DNT": "1"}, {"Sec-GPC": "1"}],
    ids=str,
)
def test_robots_and_whoever_asked_not_to_be_counted_are_left_out(reader, headers):
    """L-TD-03"""
    look_for(reader, "fax bridge", **headers)

    assert spooled() == []


@pytest.mark.parametrize("role", ["curator", "employee"])
def test_employees_are_left_out(reader, request, role):
    """L-TD-03"""
    reader.force_login(request.getfixturevalue(role))

    look_for(reader, "fax bridge")

    assert spooled() == []


def test_nothing_of_who_searched_is_kept(reader, stranger):
    """L-TD-02: no account, no address, no key, no time but the day."""
    reader.force_login(stranger)

    look_for(reader, "fax bridge")
    take_missed_searches()

    assert spooled() == ['{"language": "en", "words": "fax bridge"}']
    search = MissedSearch.objects.get()
    assert (search.first_at.hour, search.first_at.minute, search.first_at.second) == (0, 0, 0)
    assert search.last_at == search.first_at


def test_page_without_result_is_shown_where_nothing_can_be_noted(reader, settings):
    settings.SPOOL_DIR = "/dev/full/spool"

    assert look_for(reader, "fax bridge").status_code == 200


@pytest.mark.parametrize(
    "line",
    [
        "fax bridge",
        "{}",
        "[]",
        '"words"',
        '{"language": "fr", "words": "fax"}',
        '{"language": "en", "words": 7}',
        '{"language": [], "words": "fax"}',
        '{"language": "en", "words": ""}',
        '{"language": "en", "words": "' + "x" * 201 + '"}',
    ],
)
def test_line_that_is_none_of_ours_counts_for_nothing(line):
    spool.append(KIND, line)
    note_missed_search(words="fax bridge", language="en")

    take_missed_searches()

    assert MissedSearch.objects.get().words == "fax bridge"


def test_dismissed_one_is_out_of_the_queue_and_can_be_taken_back(curator):
    search = missed("fax bridge")

    dismiss_search(search=search, by=curator)
    assert not MissedSearch.objects.waiting().exists()

    restore_search(search=search, by=curator)
    assert MissedSearch.objects.waiting().get() == search


def test_decided_twice_is_decided_once(curator):
    search = missed("fax bridge")
    first = search_written(search=search, by=curator)

    again = search_written(search=search, by=curator)

    assert again.decided_at == first.decided_at


@pytest.mark.parametrize("decide", [dismiss_search, search_written, restore_search])
@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_decide(decide, roles):
    search = missed("fax bridge")

    with pytest.raises(CannotDecideSearch):
        decide(search=search, by=make_user(roles=roles))
    assert MissedSearch.objects.waiting().exists()


def test_search_that_is_gone_says_so(curator):
    search = missed("fax bridge")
    MissedSearch.objects.all().delete()

    with pytest.raises(CannotDecideSearch, match="gone"):
        dismiss_search(search=search, by=curator)


@pytest.mark.parametrize("decide", [dismiss_search, search_written])
def test_what_is_missed_a_month_after_it_was_decided_comes_back_and_counts_anew(curator, decide):
    now = timezone.now()
    search = missed("fax bridge", times=9)
    decide(search=search, by=curator, now=now)

    miss("fax bridge", now=now + timedelta(days=29))
    assert MissedSearch.objects.get().state != State.WAITING

    miss("fax bridge", times=3, now=now + timedelta(days=32))
    search.refresh_from_db()
    assert (search.state, search.count) == (State.WAITING, 3)


def test_words_go_after_thirty_days_if_nobody_acted(curator):
    """L-GD-05"""
    now = timezone.now()
    missed("shown", now=now)
    missed("rare", times=1, now=now)
    dismiss_search(search=missed("decided", now=now), by=curator, now=now)

    assert sweep(now=now + KEPT - timedelta(days=1)) == 0
    assert sweep(now=now + KEPT + timedelta(days=1)) == 2
    assert [search.words for search in MissedSearch.objects.all()] == ["decided"]
    assert sweep(now=now + timedelta(days=401)) == 1


def test_what_one_person_searches_for_every_week_is_not_kept_longer(curator):
    """L-GD-05: what nobody was shown in 30 days was one person's."""
    now = timezone.now()
    missed("karla kolumna", times=1, now=now)
    miss("karla kolumna", now=now + timedelta(days=25))

    assert sweep(now=now + KEPT + timedelta(days=1)) == 1


def test_retention_job_takes_them():
    missed("fax bridge")

    retain(timezone.now() + timedelta(days=32))

    assert not MissedSearch.objects.exists()


def test_nonsense_fills_no_disk(monkeypatch):
    """A-DO: what is known goes on being counted."""
    missed("known")
    monkeypatch.setattr("knowledge.actions.missed_searches.MOST_WAITING", 1)

    miss("new")
    miss("known")

    assert dict(MissedSearch.objects.values_list("words", "count")) == {"known": 4}


def test_words_are_no_key_of_the_limits_cache(reader, monkeypatch):
    """L-TD-02: what counts people until midnight names no words."""
    seen = []
    counted = limits.count
    monkeypatch.setattr(
        "knowledge.views.searching.count",
        lambda scope, who: seen.append(who) or counted(scope, who),
    )

    look_for(reader, "fax bridge")

    assert len(seen) == 2
    assert not any("fax" in who or "192.0.2.1" in who for who in seen)
