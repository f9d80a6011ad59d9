"""What a guest writes is kept; nobody learns who is a member, and no mailbox is flooded."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.models import OutgoingMail
from community.actions.pending import keep_question, sweep, was_just_mailed
from community.models import PendingQuestion, Question
from community.models.pending_question import hash_of
from tests.community.asking_first import (
    KEEP,
    KEPT,
    LENA,
    form,
    keep,
    link_in,
    link_in_text,
    mail_to,
)
from tests.factories import make_product, make_user

ASK = reverse("community:ask")


def test_guest_gets_the_whole_form_without_a_cookie(client, db):
    """L-TD-01, PRODUCT: nobody signs up before writing."""
    response = client.get(ASK)

    for name in ("product", "title", "body", "tags", "language", "email"):
        assert f'name="{name}"' in response.text
    assert reverse("knowledge:suggest") in response.text
    assert not response.cookies


def test_question_is_kept_and_a_link_is_owed(client, db):
    product = make_product()

    response = keep(client, product=str(product.pk), kind="complaint")

    kept = PendingQuestion.objects.get()
    assert response["Location"] == KEPT
    assert (kept.email, kept.title, kept.kind) == (LENA, "Router blinks red", "complaint")
    assert (kept.product, kept.tags) == (product, ["wifi", "dsl"])
    assert not Question.objects.exists()
    assert OutgoingMail.objects.count() == 1


def test_page_says_how_long_it_is_kept(client, db):
    assert "14 days" in client.get(KEPT).text


def test_only_a_hash_of_the_secret_is_stored(client, db):
    """A-AU-05: at least 128 bits, stored hashed."""
    keep(client)

    token = link_in(mail_to()).rstrip("/").rpartition("/")[2]
    assert len(token) >= 43
    assert PendingQuestion.objects.get().token_hash == hash_of(token)
    assert token not in str(list(PendingQuestion.objects.values()))


def test_mail_holds_no_word_of_its_writer(client, send_mails, mailoutbox):
    """A stranger's text is never sent to somebody's mailbox in our name."""
    keep(client, title="Buy cheap pills now", body="https://evil.example/pills for you")

    send_mails()

    sent = mailoutbox[0]
    for part in (sent.subject, sent.body, sent.alternatives[0][0]):
        assert "pills" not in part
        assert "evil" not in part
    assert link_in_text(sent.body) in sent.alternatives[0][0]


@pytest.mark.parametrize(
    ("language", "path"), [("de", "/de/questions/pending/"), ("en", "/en/questions/pending/")]
)
def test_mail_leads_to_the_language_of_the_page(client, db, language, path):
    keep(client, f"/{language}/questions/ask/by-mail/")

    assert link_in(mail_to()).startswith(path)


def test_forged_host_does_not_reach_the_link(client, db, settings):
    """A-CS-06"""
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://community.example"
    client.post(KEEP, form(), headers={"Host": "evil.com", "Sec-Fetch-Site": "same-origin"})

    assert "https://community.example/en/questions/pending/" in mail_to().text
    assert "evil.com" not in mail_to().text


OWNERS = {
    "unknown": lambda: None,
    "known": lambda: make_user(email=LENA),
    "unconfirmed": lambda: make_user(email=LENA, confirmed_at=None),
    "closed": lambda: make_user(email=LENA, is_active=False),
}


@pytest.mark.parametrize("owner", OWNERS)
def test_nobody_learns_who_is_a_member(client, db, owner):
    """A-AU-01: same place, same page, same mail, whoever has the mailbox."""
    OWNERS[owner]()

    response = keep(client)

    mail = mail_to()
    assert (response.status_code, response["Location"]) == (302, KEPT)
    assert not response.cookies
    assert mail.subject.startswith("Publish your question")
    assert OutgoingMail.objects.filter(to=LENA).count() == 1


def test_double_click_keeps_one_and_mails_once(client, db):
    """C-01, A-ML-07"""
    sent = form()

    for _ in range(2):
        response = client.post(KEEP, sent, headers={"Sec-Fetch-Site": "same-origin"})
        assert response["Location"] == KEPT

    assert PendingQuestion.objects.count() == OutgoingMail.objects.count() == 1


def test_who_sends_it_again_later_gets_a_new_link_and_the_old_one_dies(client, db):
    """A-AU-05: older ones die with a new one."""
    sent = form()
    keep(client, **sent)
    first = link_in(mail_to())
    PendingQuestion.objects.update(mailed_at=timezone.now() - timedelta(minutes=2))

    keep(client, **sent)

    second = link_in(mail_to())
    assert PendingQuestion.objects.count() == 1
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 302


def test_wrong_address_is_put_right_by_sending_the_form_again(client, db):
    sent = form(email="lena@exmaple.org")
    keep(client, **sent)
    first = link_in(mail_to("lena@exmaple.org"))

    keep(client, **(sent | {"email": LENA, "title": "Router blinks red and hums"}))

    kept = PendingQuestion.objects.get()
    assert (kept.email, kept.title) == (LENA, "Router blinks red and hums")
    assert client.get(first).status_code == 404
    assert client.get(link_in(mail_to())).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "Short"},
        {"title": "\u200b" * 20},
        {"body": ""},
        {"body": "a" * 20_001},
        {"kind": "nonsense"},
        {"product": "987654321"},
        {"tags": "a,b,c,d,e,f"},
        {"submission": "nonsense"},
        {"email": ""},
        {"email": '"lena@corp.de"@evil.com'},
        {"email": "lena@example.org,okan@example.org"},
        {"email": "lena@example.org\r\nBcc: all@example.org"},
        {"email": "lena@localhost"},
        {"email": "a" * 300 + "@example.org"},
    ],
)
def test_refused_form_keeps_what_was_written(client, db, wrong):
    """A-AU-17, A-UN-04, F-12: every message at once, no row, no mail."""
    response = keep(client, **({"body": "What I tried so far"} | wrong))

    assert response.status_code == 422
    assert "form-errors" in response.text
    assert response.context["form"].errors.keys() & wrong.keys()
    if "body" not in wrong:
        assert "What I tried so far" in response.text
    assert not PendingQuestion.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_all_that_is_wrong_is_said_at_once(client, db):
    response = keep(client, title="", body="", email="")

    assert response.context["form"].errors.keys() == {"title", "body", "email"}


def test_text_that_would_cost_too_much_says_so_beside_it(client, db):
    """A-DO-01: before the mail, not after it."""
    table = "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 30

    response = keep(client, body=table)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"body"}


@pytest.mark.parametrize(
    "spelling", ["LENA@example.org", "lena\u200b@example.org", "lena@example.org."]
)
def test_mailbox_has_one_spelling(client, db, spelling):
    """A-AU-16"""
    keep(client, email=spelling)

    assert PendingQuestion.objects.get().email == LENA


def test_fourth_link_of_a_day_is_refused_with_the_text_kept(client, db, at_noon):
    """A-VO-17: also for the many spellings that one person can easily make of his mailbox."""
    for name in ("lena", "lena+router", "lena+2"):
        keep(client, email=f"{name}@example.org")

    response = keep(client, email="lena+3@example.org", body="What I still wanted to know")

    assert response.status_code == 422
    assert "What I still wanted to know" in response.text
    assert PendingQuestion.objects.count() == OutgoingMail.objects.count() == 3


def test_network_sends_ten_links_an_hour(client, db, at_noon):
    """A-VO-17, A-AU-20: nobody mails the world through our form."""
    for number in range(10):
        keep(client, email=f"person{number}@example.org")

    assert keep(client, email="one-too-many@example.org").status_code == 422
    assert OutgoingMail.objects.count() == 10


def test_limit_stores_no_mailbox(client, db, monkeypatch):
    """What is counted is a key that nobody can turn back."""
    counted = []
    monkeypatch.setattr(
        "community.views.guests.count", lambda scope, who: counted.append(f"{scope} {who}")
    )

    keep(client)

    assert counted
    assert "lena" not in str(counted)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_foreign_page_sends_no_form(client, db, headers):
    """A-CS-02"""
    response = client.post(KEEP, form(), headers=headers)

    assert response.status_code == 403
    assert not PendingQuestion.objects.exists()


def test_who_has_an_account_signs_in_and_his_text_comes_along(client, asker):
    response = client.post(
        KEEP,
        form(body="Half an hour of writing") | {"sign-in": "1"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert response["Location"].startswith(reverse("account_login"))
    client.force_login(asker)
    assert "Half an hour of writing" in client.get(ASK).text
    assert not PendingQuestion.objects.exists()


def test_who_signed_in_meanwhile_finds_his_text_in_the_members_form(client, asker):
    client.force_login(asker)

    response = keep(client, body="Half an hour of writing")

    assert response["Location"] == ASK
    assert "Half an hour of writing" in client.get(ASK).text
    assert not PendingQuestion.objects.exists()


def keep_one(**values) -> PendingQuestion:
    defaults = {
        "mailbox": LENA,
        "submission": uuid4(),
        "title": "Router blinks red",
        "body": "It blinks.",
        "language": "en",
    }
    return keep_question(**(defaults | values))


def test_what_nobody_publishes_is_deleted_after_fourteen_days(db):
    """L-GD: no mailbox is kept that was given for nothing."""
    now = timezone.now()
    keep_one(now=now - timedelta(days=14))
    young = keep_one(now=now - timedelta(days=13, hours=23))

    assert sweep(now=now) == 1
    assert list(PendingQuestion.objects.all()) == [young]
    assert sweep(now=now) == 0


def test_mail_of_a_moment_ago_is_known_by_form_and_mailbox(db):
    kept = keep_one()

    asked = {"mailbox": LENA, "submission": kept.submission}
    assert was_just_mailed(**asked)
    assert not was_just_mailed(**(asked | {"mailbox": "okan@example.org"}))
    assert not was_just_mailed(**(asked | {"submission": uuid4()}))
    assert not was_just_mailed(**asked, now=timezone.now() + timedelta(minutes=2))


def test_form_costs_guests_the_same_with_many_products(client, count_queries, db):
    """A-DO-10"""
    group = make_product()
    one = count_queries(lambda: client.get(ASK))
    for _ in range(9):
        make_product(parent=group)

    assert count_queries(lambda: client.get(ASK)) == one <= 8
