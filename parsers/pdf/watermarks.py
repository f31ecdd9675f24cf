"""Large words slantwise over a page, such as "OFFICIAL-SENSITIVE": they are of no line below them.

PDFium takes a page's lines from the directions of all its text, so that a watermark may cost it
the words and even turn the page: it has to be away before the text is asked for.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.pdf import calls
from parsers.pdf.words import PageText, Token

_MOST: Final = 0.5  # of the letters: a page that is slanted itself keeps its text


def text_without_watermarks(page: Any) -> tuple[PageText, list[Token]]:
    """A page's text layer and its words. What runs slantwise in large letters is switched off on the page."""
    layer = PageText(page)
    tokens = layer.tokens()
    across = layer.across()
    if not across:
        return layer, tokens
    of_them = [layer.text_object(start) in across for _, start, _ in tokens]
    if sum(of_them) > _MOST * len(tokens):
        return layer, tokens
    layer.close()
    for item in across:
        calls.set_active(item, 0)
    layer = PageText(page)
    return layer, layer.tokens()
