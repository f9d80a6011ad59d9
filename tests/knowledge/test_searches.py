"""What is searched for: guarded, masked, nobody's, and gone after 30 days."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config import limits, spool
from config.audit.models import AuditRecord
from config.retention import retain
from knowledge.actions import gaps
from knowledge.actions.gaps import (
    CannotDecideGap,
    dismiss_gap,
    gap_has_synonym,
    gap_written,
    restore_gap,
)
from knowledge.actions.searches import (
    KEPT,
    KIND,
    note_click,
    note_search,
    searched_words,
    sweep,
    take_searches,
)
from knowledge.models import Gap, SearchedWords
from knowledge.search import index
from tests.factories import make_question, make_user
from tests.patience import processor_seconds

pytestmark = pytest.mark.django_db

State = Gap.State


@pytest.fixture
def reader(reader):
    index.rebuild([])
    return reader


def recorded_acts() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("act", flat=True))


def look_for(reader, text: str, *, network: str = "192.0.2.1", **headers):
    return reader.get(
        reverse("knowledge:search"), {"q": text}, REMOTE_ADDR=network, headers=headers
    )


def spooled() -> list[str]:
    return [line for file in spool.files(KIND) for line in file.read(0)[0]]


def miss(words: str, *, times: int = 1, now=None) -> None:
    for _ in range(times):
        note_search(words=words, language="en", found=False, now=now)
    take_searches(now=now)


def missed(words: str, *, times: int = 3, now=None) -> Gap:
    miss(words, times=times, now=now)
    return Gap.objects.get(words=words)


def looked_for(words: str, *, times: int, clicks: int = 0, now=None) -> None:
    """Found each time, and so often something of it was opened."""
    for _ in range(times):
        note_search(words=words, language="en", found=True, now=now)
    for _ in range(clicks):
        note_click(words=words, language="en", now=now)
    take_searches(now=now)


def test_search_without_a_result_is_kept_once_for_all_spellings(reader):
    for number, text in enumerate(["Fax Bridge?", "fax  bridge", "FAX BRIDGE!"]):
        look_for(reader, text, network=f"192.0.2.{number}")

    take_searches()

    search = SearchedWords.objects.get()
    assert (search.words, search.language, search.searches) == ("fax bridge", "en", 3)
    assert search.missed == 3


def test_search_that_found_something_is_no_gap(reader):
    make_question(title="How do I pair the fax bridge?")
    index.rebuild()

    for number in range(4):
        look_for(reader, "fax bridge", network=f"192.0.2.{number}")
    take_searches()

    search = SearchedWords.objects.get()
    assert (search.searches, search.missed) == (4, 0)
    assert not Gap.objects.exists()


def test_filter_that_leaves_nothing_over_is_no_search_of_its_own(reader):
    reader.get(reverse("knowledge:search"), {"q": "fax bridge", "only": "articles"})

    assert spooled() == []


def test_words_after_which_hardly_anything_is_opened_are_a_gap(curator):
    looked_for("bill higher", times=20, clicks=2)
    looked_for("slow wifi", times=20, clicks=3)
    looked_for("sim card", times=4)

    gap = Gap.objects.get()
    assert (gap.words, gap.kind, gap.count) == ("bill higher", Gap.Kind.NO_CLICK, 20)


def test_gap_closes_when_people_find_and_open_something(curator):
    missed("fax bridge")

    looked_for("fax bridge", times=7, clicks=5)

    assert not Gap.objects.exists()


def test_click_alone_makes_no_row():
    note_click(words="fax bridge", language="en")

    take_searches()

    assert not SearchedWords.objects.exists()


def test_search_is_not_kept_while_there_is_no_index(reader, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "none"

    look_for(reader, "fax bridge")

    assert spooled() == []


def test_curator_sees_it_from_the_third_time_on(curator, helper):
    """Words of one person alone are shown to nobody (L-TD-02)."""
    miss("fax bridge", times=2)
    assert not Gap.objects.exists()

    miss("fax bridge")

    assert Gap.objects.visible_to(curator).waiting().get().words == "fax bridge"
    assert not Gap.objects.visible_to(helper).exists()


def test_one_person_who_searches_again_and_again_counts_once(reader, at_noon):
    for _ in range(2):
        look_for(reader, "Karla Kolumna Kiel")
    look_for(reader, "Karla Kolumna Kiel", network="192.0.2.9")

    take_searches()

    assert SearchedWords.objects.get().searches == 2


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
    take_searches()
    assert SearchedWords.objects.get().words == kept


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
    take_searches()

    assert spooled() == ['{"language": "en", "words": "fax bridge", "what": "missed"}']
    search = SearchedWords.objects.get()
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
        '{"language": "en", "words": "fax"}',
        '{"language": "en", "words": "fax", "what": "more"}',
        '{"language": "en", "words": "fax", "what": []}',
        '{"language": "fr", "words": "fax", "what": "found"}',
        '{"language": "en", "words": 7, "what": "found"}',
        '{"language": [], "words": "fax", "what": "found"}',
        '{"language": "en", "words": "", "what": "found"}',
        '{"language": "en", "words": "' + "x" * 201 + '", "what": "found"}',
    ],
)
def test_line_that_is_none_of_ours_counts_for_nothing(line):
    spool.append(KIND, line)
    note_search(words="fax bridge", language="en", found=True)

    take_searches()

    assert SearchedWords.objects.get().words == "fax bridge"


def test_dismissed_one_is_out_of_the_queue_and_can_be_taken_back(curator):
    gap = missed("fax bridge")

    dismiss_gap(gap=gap, by=curator)
    assert not Gap.objects.waiting().exists()

    restore_gap(gap=gap, by=curator)
    assert Gap.objects.waiting().get() == gap
    assert recorded_acts() == ["gap-dismissed", "gap-restored"]


def test_decided_twice_is_decided_once(curator):
    gap = missed("fax bridge")
    first = dismiss_gap(gap=gap, by=curator)

    again = dismiss_gap(gap=gap, by=curator)

    assert again.decided_at == first.decided_at
    assert recorded_acts() == ["gap-dismissed"]


def test_gap_is_written_about_once(curator):
    gap = missed("fax bridge")
    gap_written(gap=gap, by=curator)

    with pytest.raises(CannotDecideGap, match="already"):
        gap_written(gap=gap, by=make_user(roles="curator"))


@pytest.mark.parametrize("decide", [dismiss_gap, gap_written, gap_has_synonym, restore_gap])
@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_decide(decide, roles):
    gap = missed("fax bridge")

    with pytest.raises(CannotDecideGap):
        decide(gap=gap, by=make_user(roles=roles))
    assert Gap.objects.waiting().exists()


def test_gap_that_is_gone_says_so(curator):
    gap = missed("fax bridge")
    Gap.objects.all().delete()

    with pytest.raises(CannotDecideGap, match="no gap any more"):
        dismiss_gap(gap=gap, by=curator)


@pytest.mark.parametrize("decide", [dismiss_gap, gap_written, gap_has_synonym])
def test_what_is_missed_a_month_after_it_was_decided_comes_back_and_counts_anew(curator, decide):
    now = timezone.now()
    gap = missed("fax bridge", times=9)
    decide(gap=gap, by=curator, now=now)

    miss("fax bridge", now=now + timedelta(days=29))
    assert Gap.objects.get().state != State.WAITING

    miss("fax bridge", times=3, now=now + timedelta(days=32))
    gap = Gap.objects.get()
    assert (gap.state, gap.count) == (State.WAITING, 3)


def test_words_go_after_thirty_days_if_nobody_acted(curator):
    """L-GD-05"""
    now = timezone.now()
    missed("shown", now=now)
    miss("rare", now=now)
    dismiss_gap(gap=missed("decided", now=now), by=curator, now=now)

    before, after = now + KEPT - timedelta(days=1), now + KEPT + timedelta(days=1)
    assert (sweep(now=before), gaps.sweep(now=before)) == (0, 0)
    assert (sweep(now=after), gaps.sweep(now=after)) == (3, 1)
    assert [gap.words for gap in Gap.objects.all()] == ["decided"]
    assert gaps.sweep(now=now + timedelta(days=401)) == 1


def test_what_one_person_searches_for_every_week_is_not_kept_longer(curator):
    """L-GD-05: what nobody was shown in 30 days was one person's."""
    now = timezone.now()
    miss("karla kolumna", now=now)
    miss("karla kolumna", now=now + timedelta(days=25))

    assert sweep(now=now + KEPT + timedelta(days=1)) == 1


def test_retention_job_takes_them():
    missed("fax bridge")

    retain(timezone.now() + timedelta(days=32))

    assert not SearchedWords.objects.exists()
    assert not Gap.objects.exists()


def test_nonsense_fills_no_disk(monkeypatch):
    """A-DO: what is known goes on being counted."""
    missed("known")
    monkeypatch.setattr("knowledge.actions.searches.MOST_KEPT", 1)

    miss("new")
    miss("known")

    assert dict(SearchedWords.objects.values_list("words", "searches")) == {"known": 4}


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
