"""Constructs that open a hole are named once, here, with the places where they are right."""

import re

import pytest

from tests.architecture.sources import ROOT, found, modules, templates, without

MARKING_SAFE = re.compile(r"mark_safe\(|SafeString\(|format_html(?:_join)?\(f|__html__")
SAFE_IN_TEMPLATES = re.compile(r"\|\s*safe(?:seq)?\b|autoescape off")
# Each of these was read by a second person: stored HTML comes from the sanitiser, JSON-LD is
# escaped sign by sign, and the picture is drawn by allauth.
MAY_MARK_SAFE = [
    "community/templatetags/markup.py",
    "community/templatetags/structured_data.py",
    "templates/allauth/elements/img.html",
]
TAKING_MAILBOXES_APART = re.compile(
    r"""split\(["']@|partition\(["']@|(?:ends|starts)with\(["']@"""
    r"""|e?mail(?:\.lower\(\))?\.(?:ends|starts)with|mailbox\.(?:ends|starts)with"""
    r"""|["']@["'] in\b(?! name)"""
)
OWN_SQL = re.compile(r"RawSQL|\.extra\(|objects\.raw\(|executemany\(|\.execute\(\s*f")
# Statements made of constants: values are always parameters.
MAY_WRITE_SQL = [
    "community/importing/shelf.py",
    "config/cache.py",
    "knowledge/actions/indexing.py",
    "knowledge/demo/restarting.py",
]
LOOKUP_FROM_THE_REQUEST = re.compile(
    r"(?:filter|exclude|order_by|annotate|values|aggregate|objects\.get|objects\.create|update)"
    r"\(\s*\*{0,2}\s*(?:dict\()?request\.(?:GET|POST|META|headers)"
)
PICKLE = re.compile(r"import pickle|\bpickle\.\w+\(|\bmarshal\.|\bshelve\b|yaml\.load\(")
RUNNING_TEXT = re.compile(r"(?<![.\w])(?:eval|exec)\(|os\.system|shell=True")
CALLING_THE_BROKER = re.compile(r"\.delay\(|\.apply_async\(|send_task\(|signature\(|\.si?\(\)")
WHOLE_PAGE_CACHE = re.compile(r"cache_page|UpdateCacheMiddleware|FetchFromCacheMiddleware")
_SCRIPT = r"""\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\bsrc=)"""
INLINE_SCRIPT = re.compile(_SCRIPT, re.IGNORECASE)
INLINE = re.compile(rf"<style\b|\sstyle=|{_SCRIPT}", re.IGNORECASE)
LOADING_FROM_ELSEWHERE = re.compile(
    r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//"""
    r"""|fetch\(\s*["']https?:|\bfrom ["']https?:|import\(["']https?:""",
    re.IGNORECASE,
)
HTML_COMMENT = re.compile(r"<!--")


def pages() -> list:
    return [path for path in templates() if path.suffix == ".html"]


def test_nothing_else_is_marked_safe():
    """A-XS-15: three places at most; plain-text mail has nothing to escape."""
    mails = [path for path in templates() if path.suffix == ".txt"]
    others = without(templates(), [*MAY_MARK_SAFE, *(str(p.relative_to(ROOT)) for p in mails)])

    assert len(MAY_MARK_SAFE) <= 3
    assert found(MARKING_SAFE, without(modules(), MAY_MARK_SAFE)) == []
    assert found(SAFE_IN_TEMPLATES, others) == []


def test_mailboxes_are_taken_apart_in_one_place():
    """A-BG-04: a second place is how an employee's mark is stolen."""
    assert found(TAKING_MAILBOXES_APART, without(modules(), ["accounts/mailbox.py"])) == []


@pytest.mark.parametrize(
    "line",
    [
        'domain = email.split("@")[1]',
        "if email.endswith(domain):",
        'if user.email.lower().endswith("@corp.de"):',
        'local, _, domain = address.rpartition("@")',
        'if "@" in address:',
    ],
)
def test_what_takes_a_mailbox_apart_is_noticed(line):
    """A-BG-04"""
    assert TAKING_MAILBOXES_APART.search(line)


def test_nothing_is_pickled_or_run_from_text():
    """A-MA-08"""
    assert found(PICKLE, modules()) == []
    assert found(RUNNING_TEXT, modules()) == []


def test_requests_never_name_fields_or_lookups():
    """A-MA-03"""
    assert found(LOOKUP_FROM_THE_REQUEST, modules()) == []


def test_own_sql_is_the_exception():
    """A-MA-03"""
    assert found(OWN_SQL, without(modules(), MAY_WRITE_SQL)) == []


def test_nobody_calls_the_broker():
    """F-01, F-02: work is owed as rows; a broker that hangs is felt by no request."""
    assert found(CALLING_THE_BROKER, modules()) == []


def test_pages_are_not_cached_behind_the_readers_back():
    """A-CA-07"""
    assert found(WHOLE_PAGE_CACHE, modules()) == []


def test_pages_have_no_inline_style_or_script():
    """A-XS-16: mails have nothing but inline styles, and no page is made of them."""
    mails = ROOT / "templates" / "mail"
    assert found(INLINE, [path for path in pages() if mails not in path.parents]) == []
    assert found(INLINE_SCRIPT, pages()) == []


def test_pages_load_nothing_from_elsewhere():
    """A-PR-01"""
    own = [
        path
        for folder in ("css", "js")
        for path in (ROOT / "static" / folder).rglob("*")
        if path.is_file()
    ]
    assert own
    assert found(LOADING_FROM_ELSEWHERE, [*pages(), *own]) == []


def test_comments_stay_in_the_templates():
    """What is written for us is not sent to readers."""
    assert found(HTML_COMMENT, templates()) == []


def test_static_folder_holds_nothing_that_is_not_to_be_seen():
    """A-LG-08"""
    hidden = [
        path.name
        for path in (ROOT / "static").rglob("*")
        if path.name.startswith(".") or path.suffix in {".map", ".py", ".env", ".bak"}
    ]
    assert hidden == []
