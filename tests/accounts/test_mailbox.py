import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.mailbox import UnacceptableMailbox, abuse_key, canonical_mailbox, mailbox_domain


@pytest.mark.parametrize(
    "spelling",
    [
        *("kim@corp.de", "KIM@CORP.DE", "Kim@Corp.De", " kim@corp.de ", "kim@corp.de."),
        *("kim@corp.de\u200b", "k\u200bim@corp.de", "kim@co\u00adrp.de", "\ufeffkim@corp.de"),
        *("kim@corp．de", "kim@corp。de", "kim@corp｡de", "kim＠corp.de", "ｋｉｍ@ｃｏｒｐ.de"),
        *("\u212aim@corp.de", "kim@CORP.de\u2060", "kim@corp.de。"),
    ],
)
def test_one_mailbox_has_one_spelling(spelling):
    """A-AU-16, A-BG-02."""
    assert canonical_mailbox(spelling) == "kim@corp.de"


@pytest.mark.parametrize("spelling", ["a@bücher.de", "a@BU\u0308CHER.de", "a@xn--bcher-kva.DE"])
def test_a_domain_is_kept_as_a_label_that_mail_servers_know(spelling):
    """A-AU-16."""
    assert canonical_mailbox(spelling) == "a@xn--bcher-kva.de"


@pytest.mark.parametrize(
    "foreign",
    [
        *("a@evilcorp.de", "a@corp.de.evil.com", "a@sub.corp.de", "a@corp-de.com", "a@соrp.de"),
        *("a@xn--rp-emcl.de", "a@corp.dе", "a@corp.de.de", "a@cоrp.de."),
    ],
)
def test_a_domain_that_only_looks_like_ours_is_another(foreign):
    """A-BG-01."""
    assert mailbox_domain(canonical_mailbox(foreign)) != "corp.de"


@pytest.mark.parametrize(
    "address",
    [
        *('"a@corp.de"@evil.com', '"a b"@corp.de', "a@corp.de@evil.com", "a%corp.de@evil.com"),
        *("corp.de!a@evil.com", "a@[127.0.0.1]", "a@[IPv6:::1]", "a@127.0.0.1", "a@localhost"),
        *("a@mail.localhost", "a@corp", "Lena <a@corp.de>", "<a@corp.de>", "mailto:a@corp.de"),
        *("a@corp.de, b@corp.de", "a@corp.de;b@corp.de", "a@corp.de b@corp.de", "a,b@corp.de"),
        *("a(x)@corp.de", "a@(x)corp.de", "a@corp.de(x)", "a@corp.de\r\nBcc: b@evil.com"),
        *("a@corp.de\n", "a\r@corp.de", "a@corp.de\x00", "a\x00@corp.de", "a\u2028@corp.de"),
        *("", " ", "a", "@", "a@", "@corp.de", ".a@corp.de", "a.@corp.de", "a..b@corp.de"),
        *("a@.corp.de", "a@corp..de", "a@corp.de..", "a@-corp.de", "a@co_rp.de", "a@corp.de:25"),
        *(
            "a@corp.de/x",
            "a\\@corp.de",
            "a b@corp.de",
            "müller@corp.de",
            "а@corp.de",
            "\ud800@b.de",
        ),
        *("a@😀.de", "a@xn--a.de", "a@xn--corp-.de", "a@corp.1", "a\u3164@corp.de", "a\ufe0f@b.de"),
        *("a" * 65 + "@corp.de", "a@" + "b" * 64 + ".de", "a@" + "b." * 126 + "de", "a" * 9_999),
    ],
)
def test_what_is_not_one_plain_public_address_is_refused(address):
    """A-AU-17, A-BG-01."""
    with pytest.raises(UnacceptableMailbox) as refusal:
        canonical_mailbox(address)
    assert str(refusal.value)


@pytest.mark.parametrize("address", ["a+tag@corp.de", "o'neil@corp.de", "a.b-c_d@sub.corp.co.uk"])
def test_a_plain_address_is_kept(address):
    assert canonical_mailbox(address) == address


@pytest.mark.parametrize(
    ("mailbox", "key"),
    [
        ("a+one@corp.de", "a@corp.de"),
        ("a.b@corp.de", "a.b@corp.de"),
        ("l.e.na+x@gmail.com", "lena@gmail.com"),
        ("lena@googlemail.com", "lena@gmail.com"),
        ("+a@corp.de", "+a@corp.de"),
    ],
)
def test_limits_count_what_one_person_can_make_many_of(mailbox, key):
    """A-VO-05, A-AU-16."""
    assert abuse_key(canonical_mailbox(mailbox)) == key


@given(st.one_of(st.text(max_size=60), st.emails()))
def test_a_canonical_mailbox_stays_as_it_is(address):
    """A-BG-02."""
    try:
        mailbox = canonical_mailbox(address)
    except UnacceptableMailbox:
        return
    assert canonical_mailbox(mailbox) == mailbox
    assert mailbox.isascii()
    assert mailbox == mailbox.lower()
    assert mailbox.count("@") == 1
    assert mailbox.partition("@")[2] == mailbox_domain(mailbox)
