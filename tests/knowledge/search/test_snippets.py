import pytest

from knowledge.search.snippets import Highlighter


@pytest.mark.parametrize(
    ("searched", "text", "marked"),
    [
        (["Wlan", "aussetzer"], "Mein WLAN-Aussetzer", "Mein <mark>WLAN-Aussetzer</mark>"),
        (["stoerung"], "Alle Störungen", "Alle <mark>Störungen</mark>"),
        (["Neustart"], "Der Routerneustart", "Der <mark>Routerneustart</mark>"),
        (["email"], "Meine E-Mail fehlt", "Meine <mark>E-Mail</mark> fehlt"),
        (["connections"], "One connection", "One <mark>connection</mark>"),
        (["der", "router"], "der Router", "der <mark>Router</mark>"),
        (["router"], "Modem", "Modem"),
        ([], "Modem", "Modem"),
    ],
)
def test_found_words_are_marked(searched, text, marked):
    assert Highlighter(searched).title(text) == marked


def test_only_escaped_text_is_marked():
    """A-XS-10."""
    text = "<script>alert('router')</script> & <mark>"

    for html in (Highlighter(["router"]).title(text), Highlighter(["router"]).snippet(text)):
        assert "<script>" not in html
        assert html.count("<mark>") == 1
        assert "alert(&#x27;<mark>router</mark>&#x27;)" in html
        assert html.endswith("&amp; &lt;mark&gt;")


def test_searching_for_markup_makes_none():
    """A-XS-10."""
    html = Highlighter(["script", "b", "amp", "lt"]).title("<script> &amp; <b>lt</b>")
    assert html.replace("<mark>", "").replace("</mark>", "") == (
        "&lt;script&gt; &amp;amp; &lt;b&gt;lt&lt;/b&gt;"
    )


def test_the_snippet_shows_where_most_words_stand():
    text = (
        "Vorgeplänkel ohne Belang. " * 30 + "Der Router verliert die Verbindung. " + "Ende. " * 90
    )

    html = Highlighter(["router", "verbindung"]).snippet(text)

    assert "<mark>Router</mark> verliert die <mark>Verbindung</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 300


def test_without_a_match_the_snippet_is_the_beginning():
    assert Highlighter(["router"]).snippet("Ein\n kurzer   Text") == "Ein kurzer Text"


def test_no_text_is_no_snippet():
    assert Highlighter(["router"]).snippet("") == ""


def test_a_text_without_spaces_is_cut_too():
    assert len(Highlighter(["router"]).snippet("x" * 5000)) <= 202
