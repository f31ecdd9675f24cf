"""Check boxes and radio buttons as people and programs write them -> `TICKED` and `UNTICKED`.

Some marks are boxes only beside others: a black square is a bullet unless a white one stands
in the same text, and a cross means "chosen" beside empty boxes but "not" beside ticks.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.blocks import TICKED, UNTICKED

_ALWAYS: Final = {
    # Unicode's own
    **dict.fromkeys("☐□▢◻◽⬜❏❐❑❒⎕🗆🔲🔳", UNTICKED),
    **dict.fromkeys("☑☒✅✓✔√⊠⌧▣🗵🗷🗸🗹⮽⮾◉⦿🔘", TICKED),
    # Wingdings and Wingdings 2 in the private use area
    **dict.fromkeys("\uf0a8\uf06f\uf070\uf071\uf072\uf0a3", UNTICKED),
    **dict.fromkeys("\uf0fe\uf0fd\uf078\uf0fc\uf052\uf053\uf054\uf051", TICKED),
}
_TABLE: Final = str.maketrans(_ALWAYS)

_WHITE_SHAPES: Final = re.compile("[○◯⚪]")
#: A radio button in a cell of its own, or some of which none is chosen.
_WHITE_ALONE: Final = re.compile(
    r"\s*[○◯⚪]\s*|\s*(?:[○◯⚪]\s*(?:yes|no|not known|unknown|unsure|n/?a|male|female|other)\b\s*){2,}",
    re.IGNORECASE,
)
_BLACK_DISC: Final = re.compile("[●⚫⬤]")
_BLACK_SQUARE: Final = re.compile("[■◼◾⬛\uf06e]")
_CROSS: Final = re.compile("[✗✘✕✖❌❎\uf0fb]")

_EMPTY_BRACKETS: Final = re.compile(
    rf"\[\s*{UNTICKED}?[\s_.]*\]|(?<!\w)\((?:\s+|\s*{UNTICKED}\s*)\)|\{{\s+\}}"
)
_MARKED_BRACKETS: Final = re.compile(rf"\[\s*[xX×*√{TICKED}]\s*\]|(?<!\w)\(\s*[xX×√{TICKED}]\s*\)")
_ANY: Final = re.compile(
    "[\\[({" + "".join(_ALWAYS) + _WHITE_SHAPES.pattern[1:-1] + _BLACK_DISC.pattern[1:-1]
    + _BLACK_SQUARE.pattern[1:-1] + _CROSS.pattern[1:-1] + "]"
)  # fmt: skip

_SYMBOL_FONTS: Final[dict[str, dict[int, str]]] = {
    "wingdings": {
        **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), UNTICKED),
        **dict.fromkeys((0xFC, 0xFD, 0xFE, 0x78), TICKED),
        0xFB: "✗",
        0xA1: "○",
        0x6C: "●",
        0xA4: "◉",
        0xA7: "▪",
        0x6E: "■",
    },
    "wingdings 2": {
        **dict.fromkeys((0xA3, 0x30, 0x2A, 0x2B), UNTICKED),
        **dict.fromkeys((0x50, 0x51, 0x52, 0x53, 0x54), TICKED),
        0x4F: "✗",
    },
    "webdings": {0x63: UNTICKED, 0x61: TICKED, 0x72: "✗", 0x67: "■"},
    "marlett": {0x62: TICKED, 0x61: TICKED},
    "zapfdingbats": {0x6F: UNTICKED, 0x71: UNTICKED, 0x33: TICKED, 0x34: TICKED, 0x6E: "■"},
    "symbol": {0xB7: "•", 0xFF: ""},
}


def normalise_boxes(text: str) -> str:
    """`text` with every mark that is a box as `TICKED` or `UNTICKED`, the rest untouched.

    Brackets count too: "[X] Neglect [ ] Other", "( ) Yes (x) No".
    """
    if not _ANY.search(text):
        return text
    if _WHITE_SHAPES.search(text) and _WHITE_ALONE.fullmatch(text):
        return _WHITE_SHAPES.sub(UNTICKED, text)
    has_ticks = "✓" in text or "✔" in text or "✅" in text
    text = text.translate(_TABLE)
    if has_ticks:
        text = _CROSS.sub(UNTICKED, text)
    while (text_beside := _read_shapes(text)) != text:
        text = text_beside
    return text


def marked_by_gaps(text: str) -> str:
    """ "Yes ✓      No": ticks without boxes between options that stand far apart, each put before its own.

    Any other text is given back as it is.
    """
    if _TICK.search(text) is None or "\n" in text.strip():
        return text
    options = [option for option in _FAR_APART.split(text.strip()) if option]
    found = [_ONE_MARKED.fullmatch(option) for option in options]
    if len(options) < _FEWEST_APART or not all(found) or max(map(len, options)) > _LONGEST_APART:
        return text
    if any(mark in text for mark in _ALWAYS if mark not in _TICKS):
        return text
    marked = [(match["option"], match["before"] or match["after"]) for match in found if match is not None]
    return "   ".join(f"{TICKED if mark else UNTICKED} {option}" for option, mark in marked)


_TICKS: Final = "✓✔√"
_TICK: Final = re.compile(f"[{_TICKS}]")
_FAR_APART: Final = re.compile(r"\s{3,}|\t")
_ONE_MARKED: Final = re.compile(
    rf"(?P<before>[{_TICKS}])? ?(?P<option>[^{_TICKS}]+?) ?(?P<after>[{_TICKS}])?"
)
_FEWEST_APART: Final = 2
_LONGEST_APART: Final = 60


def symbol(font: str, code: int) -> str | None:
    """What `code` shows in a symbol font, or `None` where the font is not one known here.

    Word writes such codes with or without the private use area's F000.
    """
    glyphs = _SYMBOL_FONTS.get(font.strip().casefold())
    if glyphs is None:
        return None
    code &= 0xFF
    return glyphs.get(code, " " if code == 0x20 else "•")


def is_symbol_font(font: str) -> bool:
    """Whether letters set in `font` show as marks and not as letters."""
    return font.strip().casefold() in _SYMBOL_FONTS


def in_symbol_font(text: str, font: str) -> str:
    """Letters that a symbol font shows as marks. Whole words in such a font are left alone:
    they are words that were pasted into it."""
    if len(text.strip()) > 2 and text.isascii():
        return text
    return "".join(symbol(font, ord(char)) or "" if _is_code(char) else char for char in text)


def _is_code(char: str) -> bool:
    return not char.isspace() and (ord(char) < 0x100 or 0xF000 <= ord(char) <= 0xF0FF)


def _read_shapes(text: str) -> str:
    """Shapes that are boxes beside others, read once; what they become may tell of more."""
    text = _MARKED_BRACKETS.sub(TICKED, _EMPTY_BRACKETS.sub(UNTICKED, text))
    if UNTICKED in text:
        text = _CROSS.sub(TICKED, _BLACK_SQUARE.sub(TICKED, text))
    if _WHITE_SHAPES.search(text) and (TICKED in text or _BLACK_DISC.search(text)):
        text = _WHITE_SHAPES.sub(UNTICKED, _BLACK_DISC.sub(TICKED, text))
    return text
