"""What the guard finds, and what only looks like it (TRUST A-PR-03)."""

import pytest

from community.markup.personal import Kind, find_personal_data

IBAN = "DE89 3704 0044 0532 0130 00"
CARD = "4111 1111 1111 1111"


def found(text: str) -> list[tuple[str, str]]:
    return [(find.kind.value, find.text) for find in find_personal_data(text)]


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("0171 2345678", "+491712345678"),
        ("0171/2345678", "+491712345678"),
        ("0171-234 56 78", "+491712345678"),
        ("01712345678", "+491712345678"),
        ("(030) 1234 5678", "+493012345678"),
        ("030/12 34 56 78", "+493012345678"),
        ("030 1234567", "+49301234567"),
        ("04531 123456", "+494531123456"),
        ("+49 171 2345678", "+491712345678"),
        ("+49 (0)30 1234567", "+49301234567"),
        ("+49 (0) 30 / 123 45 67", "+49301234567"),
        ("0049 30 1234567", "+49301234567"),
        ("+43 1 5127777", "+4315127777"),
        ("0043 664 1234567", "+436641234567"),
        ("+41 44 668 18 00", "+41446681800"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+1 650-253-0000", "+16502530000"),
        ("(650) 253-0000", "+16502530000"),
        ("1-650-253-0000", "+16502530000"),
    ],
)
@pytest.mark.parametrize("sentence", ["Please call {} tonight.", "Meine Nummer: {}", "{}", "({})"])
def test_phone_number_is_found(number, dialled, sentence):
    """In German and international spellings, and known as one number in all of them."""
    (find,) = find_personal_data(sentence.format(number))

    assert (find.kind, find.text, find.value) == (Kind.PHONE, number, dialled)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel. 06221 54-0", "06221 54-0"),
        ("030 1234567-89", "030 1234567-89"),
        ("Handy: 491712345678", "491712345678"),
        ("tel:+49301234567", "+49301234567"),
        ("am 12.03.24 unter 0171 2345678", "0171 2345678"),
        ("01.02.2024 0171 2345678", "0171 2345678"),
        ("Fax +49 30 1234567.", "+49 30 1234567"),
        ("~~~\nlog\n~~~\nRuf an: 030 1234567", "030 1234567"),
        ("`+49 171 2345678`", "+49 171 2345678"),
    ],
)
def test_phone_number_is_found_among_other_things(text, number):
    assert found(text) == [("phone", number)]


def test_two_numbers_side_by_side_are_two():
    text = "0171 2345678 0172 7654321 / 030 1234567"

    assert [each for _kind, each in found(text)] == [
        "0171 2345678",
        "0172 7654321",
        "030 1234567",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Version 7.31.0 and 128.10.2esr (64-bit)",
        "Firmware 0.12.34.5678",
        "on 01.02.2024 at 10:15, 2024-01-02 03:04:05, 12/17/24, 01/02/2024",
        "192.168.178.10 and 010.020.030.040, 2001:db8::1, 00:1a:2b:3c:4d:5e",
        "Preis: 01.299,00 EUR, 0,50 Euro, 1.234.567,89",
        "Seriennummer 0301234567890",
        "Serial no. 0301234567",
        "Model 01712345678",
        "Fehlercode 0301234567, error 0x80070005",
        "IMEI 356938035643809",
        "DIN EN 60950-1, RFC 2822, ISO 8601, VDE 0100-410",
        "Bug 1799356, Ticket #0301234567, case 01712345678",
        "Auftragsnummer: 0171234567",
        "ISBN 978-3-16-148410-0",
        "EAN 4006381333931",
        "https://support.example.net/de/01712345678/0301234567",
        "www.example.net/?id=01712345678",
        "    0171 2345678 indented code",
        "```\n0171 2345678\n```",
        "Use `030 1234567` as the key",
        "[12:03:04] 0301234567 received",
        "2024-01-02 10:00:00 pid 01712345678",
        "Physical Review A 73, 012307 (2006)",
        "arXiv:0810.4507 (2008), Zbl 0374.46055",
        "syn-076-180-144-237.res.spectrum.example",
        "open from 08.30 - 17.00, 0800-2000",
        "Wed, 09 Mar 2025 00:53:40 -0800 (PST)",
        "+1 for this, +1000000 votes",
        "20240102030405, 1741510459",
        "0800 1234567 and 0180 5 123456",
        "110, 112, 116117",
        "BLZ 10020030, Konto 0532013000",
    ],
)
def test_what_only_looks_like_a_phone_number_is_not_found(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "anna.berg@web.de",
        "Anna_Berg+wlan@sub.mail.example.co.uk",
        "anna@münchen.de",
        "anna.berg (at) web.de",
        "anna.berg [at] web [dot] de",
        "anna.berg(ät)web.de",
        "anna at gmail dot com",
        "anna.berg ät web punkt de",
        "anna%40web.de",
        "anna.berg77@gmail",
        "anna\\_berg@web.de",
        "anna＠web.de",
        "anna\u200b.berg@web.de",
    ],
)
@pytest.mark.parametrize("sentence", ["Write to {}.", "mailto:{}", "<{}>", "({})", "`{}`"])
def test_mailbox_is_found(text, sentence):
    assert found(sentence.format(text)) == [("email", text)]


def test_mailbox_is_found_within_a_compound():
    assert found("meine anna@web.de-Adresse") == [("email", "anna@web.de")]


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:klartext/klartext.git",
        "root@router.example.org:~#",
        "icon@2x.png and lodash@4.17.21",
        "@sfhowes thanks, @media print, a @ b",
        "look at example.com, at home dot",
        "noreply@shop.example.net, mailer-daemon@mx.example.net, bounces+17@news.example.net",
        "name@example.com, your.email@yourdomain.com, vorname.nachname@web.de, xxx@gmail.com",
        "Message-ID: <CAF7x9Q8@mail.gmail.com>",
        "344859.1747341119@wmp-prod4.sys.elnk.net",
        "01010196ef885d03-c0d0edd7-b446-43b6-8bc5-8d5eee591202-000000@amazonses.com",
        "from (at)free.fr servers",
    ],
)
def test_what_is_nobodys_mailbox_is_not_found(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "iban",
    [
        IBAN,
        "DE89370400440532013000",
        "de89 3704 0044 0532 0130 00",
        "DE89-3704-0044-0532-0130-00",
        "AT61 1904 3002 3457 3201",
        "CH93 0076 2011 6238 5295 7",
        "GB82 WEST 1234 5698 7654 32",
        "FR14 2004 1010 0505 0001 3M02 606",
        "NL91ABNA0417164300",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
    ],
)
@pytest.mark.parametrize("sentence", ["Mein Konto: {}.", "IBAN:{}", "({}),", "**{}**"])
def test_iban_is_found(iban, sentence):
    (find,) = find_personal_data(sentence.format(iban))

    assert (find.kind, find.text) == (Kind.IBAN, iban)


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 01",
        "DE89 3704 0044 0532 0130",
        "XX89 3704 0044 0532 0130 00",
        "ADE89370400440532013000",
        "DE89370400440532013000F",
    ],
)
def test_iban_proves_itself(text):
    """By its country's length and its checksum."""
    assert Kind.IBAN not in {find.kind for find in find_personal_data(text)}


@pytest.mark.parametrize(
    "card",
    [
        CARD,
        "4111111111111111",
        "4111-1111-1111-1111",
        "5500 0000 0000 0004",
        "2223 0031 2200 3222",
        "3782 822463 10005",
        "30569309025904",
        "6011 1111 1111 1117",
        "3530111333300000",
    ],
)
@pytest.mark.parametrize("sentence", ["{}", "Karte {} 12/27", "{} 123.", "no. 12 {}"])
def test_card_is_found(card, sentence):
    (find,) = find_personal_data(sentence.format(card))

    assert (find.kind, find.text) == (Kind.CARD, card)


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "1234 5678 9012 3452",
        "4111111111111111222222",
        "https://example.net/posts/4111111111111111",
        "fbid=4111111111111111",
        "a4111111111111111",
        "0.4111111111111111",
        "4444444444444444",
        "ICCID 8949020000123456786",
    ],
)
def test_card_proves_itself(text):
    """By its issuer, its length and its check digit."""
    assert Kind.CARD not in {find.kind for find in find_personal_data(text)}


@pytest.mark.parametrize(
    "text",
    [
        "０１７１ ２３４５６７８",
        "0171\u00a0234\u202f5678",
        "0171\u200b234\u200d5678",
        "0171\u2011234\u20135678",
        "\u0660\u0661\u0667\u0661 2345678",
        "0\ufe0f\u20e31\ufe0f\u20e37\ufe0f\u20e31\ufe0f\u20e3 2345678",
        "𝟎𝟏𝟕𝟏 𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
    ],
)
def test_tricks_of_spelling_are_undone_and_places_stay_right(text):
    around = f"😀\u200b Ruf an: {text} – danke"

    (find,) = find_personal_data(around)

    assert (find.value, find.text) == ("+491712345678", text)
    assert around[find.start : find.end] == text


def test_company_numbers_are_found(settings):
    settings.PERSONAL_DATA_PATTERNS = [
        {"name": "contract", "name_de": "Vertrag", "regex": r"Vertrag (\d{6})", "example": "-"}
    ]

    (find,) = find_personal_data("Mein Vertrag 123456 läuft.")

    assert (find.kind, find.text, find.label) == (Kind.COMPANY, "123456", "contract")


def test_company_pattern_is_named_in_the_readers_language(settings):
    settings.PERSONAL_DATA_PATTERNS = [
        {"name": "contract", "name_en": "contract no.", "regex": r"V\d{6}", "example": "V123456"}
    ]

    assert find_personal_data("V123456")[0].label == "contract no."


@pytest.mark.parametrize(
    "text",
    [
        "hilfe@fjordnet.example",
        "Write to (Rechnung@Fjordnet.example)",
        "030 7654321",
        "+49 30 7654321",
        "030 1112222",
        "dpo@datenschutz.example",
    ],
)
def test_published_contacts_are_allowed(text, settings):
    settings.PUBLISHED_CONTACTS = ["@fjordnet.example", "+49 30 1112222"]
    settings.COMMUNITY = settings.COMMUNITY | {
        "phone": "030 7654321",
        "privacy_contact": "Dr. Berg, dpo@datenschutz.example",
    }

    assert found(text) == []


def test_other_mailboxes_at_other_hosts_are_not_published(settings):
    settings.PUBLISHED_CONTACTS = ["@fjordnet.example"]

    assert found("anna@fjordnet.example.org, anna@xfjordnet.example") == [
        ("email", "anna@fjordnet.example.org"),
        ("email", "anna@xfjordnet.example"),
    ]


def test_numbers_of_other_countries_are_known_where_the_operator_says_so(settings):
    assert found("020 7946 0958 x") == []
    settings.PHONE_REGIONS = ["GB"]

    assert found("020 7946 0958 x") == [("phone", "020 7946 0958")]
