"""HTML: the body of an email that a web form sent, a saved page -> `Document`.

A table that only arranges a page dissolves into what its cells hold; a table of data stays
one, and so does a definition list. Nothing outside of the text is ever fetched.
"""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from parsers.blocks import Document
from parsers.errors import TooLarge
from parsers.html.flow import blocks_of
from parsers.html.pairs import paired
from parsers.html.style import StyleSheet
from parsers.html.walk import PageWalk
from parsers.mime.charset import decode_text, html_charset

METHOD: Final = "html"
MOST_BYTES: Final = 32 * 2**20
DEEPEST: Final = 1_000
"""Levels of nesting; the parser's time grows with their square, so deeper tags are taken out."""

_NESTING_TAG: Final = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|a|s|del|ins|strike|small|big|center|blockquote|section|article|header|"
    r"footer|main|nav|aside|table|ul|ol|dl|form|fieldset|label|details|address|pre|code|h[1-6]|sub|sup)\b[^<>]*>",
    re.IGNORECASE,
)


def read_html(source: bytes | str, charset: str | None = None) -> Document:
    """The document in `source`; `charset` is what the surroundings say of its bytes.

    Raises `TooLarge`. Whatever else it holds, something is read.
    """
    if len(source) > MOST_BYTES:
        raise TooLarge
    text = source if isinstance(source, str) else decode_text(source, charset or html_charset(source))
    page = LexborHTMLParser(_flattened(text.replace("\x00", "")).encode("utf-8", "replace"))
    walk = PageWalk(StyleSheet(style.text() for style in page.css("style")))
    if page.root is not None:
        walk.walk(page.root)
    return Document(tuple(blocks_of(paired(walk.items))), METHOD, "\n".join(walk.words))


def _flattened(source: str) -> str:
    """`source` without the tags that nest deeper than any page does; their words stay."""
    if source.count("<") <= DEEPEST:
        return source
    depth = dropped = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth, dropped
        if not tag[1]:
            if depth == DEEPEST:
                dropped += 1
                return " "
            depth += 1
            return tag[0]
        if dropped:
            dropped -= 1
            return " "
        depth = max(0, depth - 1)
        return tag[0]

    return _NESTING_TAG.sub(kept, source)
