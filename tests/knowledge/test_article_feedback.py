from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from config.events.models import Event
from knowledge.actions.article_feedback import (
    BURST,
    BURST_WITHIN,
    CannotSay,
    count_set_aside,
    drop_set_aside,
    lower_bound,
    say_article_helped,
)
from knowledge.models import Article, ArticleFeedback
from tests.factories import make_affiliation, make_article, make_user

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0"}
SET_ASIDE = reverse("knowledge:feedback-set-aside")


@pytest.fixture
def article(db):
    return make_article(title="Reset the box")


def say(client, article, helped="yes", reason="", **headers):
    address = reverse("knowledge:article-feedback", args=[article.pk])
    said = {"helped": helped, "reason": reason}
    return client.post(address, said, headers=SAME_ORIGIN | headers)


def figures(article) -> tuple[int, int, int]:
    article.refresh_from_db()
    return article.helped_count, article.did_not_help_count, article.helpfulness


def say_often(article, times: int, *, helped: bool, at) -> None:
    for second in range(times):
        moment = at + timedelta(seconds=second)
        say_article_helped(article=article, helped=helped, now=moment)


@pytest.mark.parametrize(
    ("helped", "total", "bound"),
    [(0, 0, 0), (1, 1, 2065), (0, 5, 0), (10, 10, 7225), (90, 100, 8256), (1204, 1244, 9564)],
)
def test_lower_bound_is_wilsons(helped, total, bound):
    """Computed by hand from the formula, in ten-thousandths."""
    assert lower_bound(helped, total) == pytest.approx(bound, abs=1)


def test_one_of_one_is_not_the_best():
    assert lower_bound(1, 1) < lower_bound(9, 10) < lower_bound(90, 100)


def test_reader_says_that_it_helped(client, article):
    response = say(client, article, **{"HX-Request": "true"})

    assert "Thank you!" in response.text
    assert figures(article) == (1, 0, 2065)
    assert not response.cookies
    assert Event.objects.filter(name__endswith="ArticleFeedbackGiven").exists()


def test_thanks_take_the_keyboard_over_only_where_they_replace_the_question(client, article):
    in_place = say(client, article, **{"HX-Request": "true"}).text
    on_the_page = client.get(f"{article.get_absolute_url()}?said=yes").text

    assert ("data-focus" in in_place, "data-focus" in on_the_page) == (True, False)


def test_reader_says_why_it_did_not_help(client, article):
    say(client, article, "no", "outdated")

    kept = ArticleFeedback.objects.get()
    assert (kept.helped, kept.reason, kept.version) == (False, "outdated", article.version)
    assert figures(article) == (0, 1, 0)


def test_reason_is_kept_for_a_no_alone(client, article):
    say(client, article, "yes", "outdated")

    assert ArticleFeedback.objects.get().reason == ""


def test_without_a_script_the_page_says_thanks(client, article):
    response = say(client, article)

    assert response.status_code == 302
    assert "Thank you!" in client.get(response["Location"].partition("#")[0]).text


def test_page_offers_both_words_and_asks_why_without_a_script(client, article):
    page = client.get(article.get_absolute_url()).text

    for value in ArticleFeedback.Reason.values:
        assert f'name="reason" value="{value}"' in " ".join(page.split())
    assert "csrfmiddlewaretoken" not in page


def test_second_word_from_one_network_reads_thanks_and_is_not_counted(client, article, at_noon):
    """A-VO-16"""
    for _ in range(3):
        assert say(client, article, **{"HX-Request": "true"}).status_code == 200

    assert figures(article)[0] == 1


def test_another_article_of_the_same_network_is_counted(client, article, at_noon):
    other = make_article()
    say(client, article)
    say(client, other)

    assert (figures(article)[0], figures(other)[0]) == (1, 1)


def test_members_are_counted_by_account(client_of, article, helper, stranger, at_noon):
    for member in (helper, stranger, helper):
        say(client_of(member), article)

    assert figures(article)[0] == 2


def test_network_that_says_much_is_stopped(client, db, at_noon):
    articles = [make_article() for _ in range(11)]
    answers = [say(client, each).status_code for each in articles]

    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "curl/8.0", ""])
def test_programs_are_not_counted(client, article, agent):
    """A-VO-16"""
    say(client, article, **{"User-Agent": agent})

    assert figures(article) == (0, 0, 0)


@pytest.mark.parametrize("site", ["cross-site", "none", "same-site"])
def test_other_sites_may_not_speak_for_readers(client, article, site):
    """A-CS-01"""
    assert say(client, article, **{"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize(
    "sent", [{}, {"helped": "maybe"}, {"helped": "no", "reason": "invented"}, {"helped": "\0"}]
)
def test_unknown_word_is_refused(client, article, sent):
    """A-DO-05"""
    address = reverse("knowledge:article-feedback", args=[article.pk])

    assert client.post(address, sent, headers=SAME_ORIGIN).status_code == 400
    assert figures(article) == (0, 0, 0)


def test_who_works_here_is_no_reader(client_of, article, curator):
    paid = make_user()
    make_affiliation(user=paid)

    for who in (curator, paid):
        response = say(client_of(who), article, **{"HX-Request": "true"})
        assert response.status_code == 422
        assert "You speak for the company" in response.text
    assert figures(article) == (0, 0, 0)


@pytest.mark.parametrize("audience", ["members", "staff"])
def test_nobody_speaks_on_what_he_may_not_read(client, article, audience):
    """A-AZ-04"""
    Article.objects.filter(pk=article.pk).update(audience=audience)

    assert say(client, article).status_code == 404


def test_draft_takes_no_word(article):
    Article.objects.filter(pk=article.pk).update(state=Article.State.DRAFT)

    with pytest.raises(CannotSay):
        say_article_helped(article=article, helped=True)


def test_burst_is_set_aside_whole(article):
    """PRODUCT, section 3: also the words before it looked like one."""
    start = timezone.now()
    say_often(article, BURST, helped=True, at=start)
    assert figures(article)[0] == BURST

    say_article_helped(article=article, helped=True, now=start + timedelta(minutes=1))

    assert figures(article) == (0, 0, 0)
    assert ArticleFeedback.objects.set_aside().count() == BURST + 1


def test_burst_of_one_word_leaves_the_other_alone(article):
    start = timezone.now()
    say_article_helped(article=article, helped=False, now=start)
    say_often(article, BURST + 1, helped=True, at=start)

    assert figures(article) == (0, 1, 0)


def test_slow_words_are_no_burst(article):
    start = timezone.now()
    for number in range(3 * BURST):
        say_article_helped(article=article, helped=True, now=start + number * BURST_WITHIN / BURST)

    assert figures(article)[0] == 3 * BURST


def test_article_that_is_read_much_is_used_to_it(article):
    now = timezone.now()
    ArticleFeedback.objects.bulk_create(
        ArticleFeedback(article=article, version=1, helped=True, said_at=now - timedelta(days=day))
        for day in range(1, 29)
        for _ in range(2)
    )
    say_often(article, 2 * BURST, helped=True, at=now)

    assert not ArticleFeedback.objects.set_aside().exists()


def test_curator_lets_a_burst_count(article, curator):
    say_often(article, BURST + 1, helped=True, at=timezone.now())

    count_set_aside(article=article, by=curator)

    assert figures(article)[0] == BURST + 1


def test_curator_deletes_a_burst(article, curator):
    say_often(article, BURST + 1, helped=False, at=timezone.now())

    drop_set_aside(article=article, by=curator)

    assert figures(article) == (0, 0, 0)
    assert not ArticleFeedback.objects.exists()


@pytest.mark.parametrize("act", [count_set_aside, drop_set_aside])
def test_nobody_else_decides_about_a_burst(article, helper, employee, moderator, act):
    """A-AZ-10"""
    for who in (helper, employee, moderator):
        with pytest.raises(CannotSay):
            act(article=article, by=who)


def test_curator_looks_at_bursts_and_decides(client_of, article, curator):
    say_often(article, BURST + 1, helped=True, at=timezone.now())
    browser = client_of(curator)
    assert "Reset the box" in browser.get(SET_ASIDE).text

    decide = reverse("knowledge:feedback-decide", args=[article.pk])
    browser.post(decide, {"count": "1"})

    assert figures(article)[0] == BURST + 1
    assert "Nothing was set aside" in browser.get(SET_ASIDE).text


def test_page_of_bursts_costs_the_same_with_one_and_with_ten(client_of, curator, count_queries):
    """A-DO-10"""
    browser = client_of(curator)

    def burst() -> None:
        say_often(make_article(by=curator), BURST + 1, helped=True, at=timezone.now())

    burst()
    with_one = count_queries(lambda: browser.get(SET_ASIDE))
    for _ in range(4):
        burst()

    assert count_queries(lambda: browser.get(SET_ASIDE)) == with_one <= 8


def test_recount_finds_and_repairs_what_is_derived(article):
    say_article_helped(article=article, helped=True)
    Article.objects.filter(pk=article.pk).update(helped_count=7, helpfulness=1)

    with pytest.raises(CommandError):
        call_command("recount")
    call_command("recount", fix=True)

    assert figures(article) == (1, 0, 2065)
    call_command("recount")


def test_who_works_here_is_not_asked_whether_it_helped(client, article, employee, helper):
    for who, is_asked in ((helper, True), (employee, False)):
        client.force_login(who)

        page = client.get(article.get_absolute_url()).text

        assert ("Did this solve it?" in page) is is_asked
        assert "Ask about this" in page
