"""Parts that are drawn once: the same for the same values, and never another's."""

from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from config.drawing import drawn, framed


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


def signing_out(token: str) -> str:
    return framed("components/sign_out.html", csrf_token=token)


def editor_button(label: str, keys: str = "") -> str:
    return framed("components/editor_button.html", icon="bold", act="bold", label=label, keys=keys)


def test_texts_of_a_frame_are_put_in_each_time():
    """A-CA-02"""
    mine = signing_out("my-token")
    yours = signing_out("your-token")

    assert 'value="my-token"' in mine
    assert 'value="your-token"' in yours
    assert "my-token" not in yours


def test_text_of_a_frame_is_escaped_and_trusted_html_is_not():
    """A-XS-15"""
    assert 'title="&lt;b&gt;&quot;"' in editor_button('<b>"')
    assert 'title="&amp;"' in editor_button(mark_safe("&amp;"))


def test_frame_may_ask_whether_there_is_a_text():
    assert 'aria-keyshortcuts="Control+B"' in editor_button("Bold", "Control+B")
    assert "aria-keyshortcuts" not in editor_button("Bold")


def test_text_of_a_frame_is_not_looked_at():
    """Who wrote the word that stands for another text gets the word."""
    assert "csrf_token" in editor_button("{{ csrf_token }} csrf_token")


def test_each_language_has_its_own_frame():
    with translation.override("en"):
        english = signing_out("token")
    with translation.override("de"):
        german = signing_out("token")

    assert "Sign out" in english
    assert "Sign out" not in german


def test_frame_with_another_flag_is_another_one():
    def claim(**flags: bool) -> str:
        return framed("knowledge/workbench/_claim.html", place="", entry="gap-1", **flags)

    assert 'value="claim"' in claim(is_held=False, is_mine=False)
    assert 'value="release"' in claim(is_held=True, is_mine=True)
    assert "<button" not in claim(is_held=True, is_mine=False)
