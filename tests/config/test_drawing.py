"""Parts that are drawn once: the same for the same values, and never another's."""

from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from config.drawing import drawn


def pill(label: str) -> str:
    return Template('{% component "pill" label=label %}').render(Context({"label": label}))


def test_same_values_give_the_same_html():
    assert drawn("components/icon.html", name="check") is drawn(
        "components/icon.html", name="check"
    )


def test_other_values_give_other_html():
    assert "#check" in drawn("components/icon.html", name="check")
    assert "#book" in drawn("components/icon.html", name="book")


def test_each_language_has_its_own():
    with translation.override("en"):
        english = drawn("components/count.html", count=3)
    with translation.override("de"):
        german = drawn("components/count.html", count=3)

    assert "unread" in english
    assert "unread" not in german


def test_text_is_escaped_though_trusted_html_of_the_same_letters_was_drawn_before():
    """A-XS-15"""
    assert "<b>Open</b>" in pill(mark_safe("<b>Open</b>"))

    assert "&lt;b&gt;Open&lt;/b&gt;" in pill("<b>Open</b>")


def test_number_is_not_mistaken_for_a_truth_value():
    assert "1" in pill(1)
    assert "True" in pill(True)


def test_icon_and_component_need_no_load():
    assert "#check" in Template('{% icon "check" %}').render(Context())
