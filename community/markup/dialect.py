"""The Markdown we read: CommonMark without HTML, with tables, ~~strikethrough~~, line breaks as
typed, and web addresses that become links by themselves."""

import re
from collections.abc import Sequence
from functools import partial
from types import SimpleNamespace

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from community.images.addresses import image_address
from community.markup.highlighting import (
    MOST_COLOURED_CHARACTERS,
    code_html,
    coloured_code_html,
    known_language,
)
from community.markup.limits import DEEPEST_NESTING
from community.markup.links import is_safe_link, shown_address, with_small_letters
from community.markup.mentions import is_mention_address

# Just enough for the limits to see what is one level too deep; a list is two of these.
_BLOCK_NESTING = 2 * DEEPEST_NESTING + 2
# Open brackets within each other: each level reads the rest of the paragraph once more.
_INLINE_NESTING = 8

# A link target that has no end is read from each of its beginnings.
LONGEST_ADDRESS = 2_000

_SCHEME_BEFORE = re.compile(r"(?:^|[^\w])(https?)$", re.IGNORECASE)
_HOST_AFTER = re.compile(r"://\w[\w.-]{0,252}(?::\d{1,5})?")
_PATH_AFTER = re.compile(r"[/?#][^\s<>\"`\[\]{}|\\^]*")
_PATH = re.compile(r"/[A-Za-z0-9]")
_ENDS_A_SENTENCE = ".,;:!?'*_~"


def make_parser() -> MarkdownIt:
    parser = _parser(nesting=_BLOCK_NESTING)
    parser.core.ruler.at("inline", partial(_parse_inline, _parser(nesting=_INLINE_NESTING)))
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _code_block)
    parser.add_render_rule("code_inline", _code_inline)
    return parser


class _Dialect(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        return is_safe_link(url) or image_address(url) is not None

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        address = super().normalizeLink(with_small_letters(url))
        return settings.BASE_URL + address if _is_path(address) else address

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return shown_address(link, self.normalizeLink(link))


def _is_path(address: str) -> bool:
    """A page of ours, as somebody copies it without its host; images and names stay as they are."""
    is_ours = _PATH.match(address) is not None
    return is_ours and image_address(address) is None and not is_mention_address(address)


def _parser(*, nesting: int) -> MarkdownIt:
    options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": nesting}
    parser = _Dialect("commonmark", options)
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.inline.ruler.before("autolink", "web_address", _web_address)
    parser.helpers = _LINK_PARTS  # type: ignore[assignment]
    return parser


def _parse_inline(parser: MarkdownIt, state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            parser.inline.parse(token.content, parser, state.env, token.children)


def _link_destination(text: str, start: int, end: int) -> object:
    return parseLinkDestination(text, start, min(end, start + LONGEST_ADDRESS))


_LINK_PARTS = SimpleNamespace(
    parseLinkLabel=parseLinkLabel,
    parseLinkTitle=parseLinkTitle,
    parseLinkDestination=_link_destination,
)


def _web_address(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME_BEFORE.search(state.pending[-len("_https") :])
    host = _HOST_AFTER.match(state.src, state.pos, state.posMax)
    # The host is looked at first: reading on to the end at every "://" would take its square.
    if not scheme or not host or not is_safe_link(state.md.normalizeLink(scheme[1] + host[0])):
        return False
    address = host[0] + _path(state.src, host.end(), state.posMax)
    address = address.rstrip(_ENDS_A_SENTENCE)
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        _push_link(state, scheme[1] + address)
    state.pos += len(address)
    return True


def _path(text: str, start: int, end: int) -> str:
    """Up to a closing bracket that was not opened within: that one belongs to the sentence."""
    found = _PATH_AFTER.match(text, start, end)
    path = found[0] if found else ""
    still_open = 0
    for position, sign in enumerate(path):
        still_open += {"(": 1, ")": -1}.get(sign, 0)
        if still_open < 0:
            return path[:position]
    return path


def _push_link(state: StateInline, address: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = state.md.normalizeLinkText(address)
    state.push("link_close", "a", -1)


def _fence(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    words = tokens[idx].info.split(maxsplit=1)
    language = known_language(words[0]) if words else None
    code = tokens[idx].content
    if language is None:
        return _block(code_html(code))
    return _block(_coloured(code, language, env), attribute=f' class="language-{language}"')


def _coloured(code: str, language: str, env: EnvType) -> str:
    env["coloured"] = env.get("coloured", 0) + len(code)
    if env["coloured"] > MOST_COLOURED_CHARACTERS:
        return code_html(code)
    return coloured_code_html(code, language)


def _code_block(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return _block(code_html(tokens[idx].content))


def _code_inline(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    idx: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"<code>{code_html(tokens[idx].content)}</code>"


def _block(code: str, attribute: str = "") -> str:
    return f'<pre dir="ltr" tabindex="0"><code{attribute}>{code}</code></pre>\n'
