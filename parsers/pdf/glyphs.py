"""What single characters in PDF text stand for: ligatures, hyphens, box and tick glyphs."""

from __future__ import annotations

import re
from typing import Final

from parsers.blocks import TICKED, UNTICKED

_LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x0132: "IJ",
    0x0133: "ij",
}
# PDFium marks a hyphen at the end of a line with U+0002 or U+FFFE and joins the lines.
LINE_HYPHENS: Final = "\x02\ufffe"
_HYPHENS: Final = {ord(mark): "-" for mark in LINE_HYPHENS}
_NOTHING: Final = dict.fromkeys([0x00, 0xAD, 0x200B, 0x2060, 0xFEFF], "")
_EMPTY_BOXES: Final = dict.fromkeys(map(ord, "☐□▢❏❐❑❒◻◽⬜○◯❍⚪🔲🔳"), UNTICKED)
_TICKED_BOXES: Final = dict.fromkeys(map(ord, "☒☑🗷🗹⮽🗵◉⦿☑🗸"), TICKED)
# Microsoft's symbol fonts live in the private use area; these are Wingdings' boxes.
_PRIVATE_EMPTY: Final = dict.fromkeys([0xF06F, 0xF070, 0xF071, 0xF072, 0xF0A8, 0xF0A1], UNTICKED)
_PRIVATE_TICKED: Final = dict.fromkeys([0xF0FD, 0xF0FE, 0xF078, 0xF053, 0xF054, 0xF0A4], TICKED)
_PRIVATE_MARKS: Final = {0xF0FB: "✗", 0xF0FC: "✓", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢"}
PLAIN: Final[dict[int, str]] = {
    **_LIGATURES,
    **_HYPHENS,
    **_NOTHING,
    **_EMPTY_BOXES,
    **_TICKED_BOXES,
    **_PRIVATE_EMPTY,
    **_PRIVATE_TICKED,
    **_PRIVATE_MARKS,
}
_WINGDINGS: Final = {
    **dict.fromkeys(map(ord, "opqr\xa8\xa1"), UNTICKED),
    **dict.fromkeys(map(ord, "\xfd\xfex\xa4ýþ"), TICKED),
    **dict.fromkeys(map(ord, "\xfbû"), "✗"),
    **dict.fromkeys(map(ord, "\xfcü"), "✓"),
    **dict.fromkeys(map(ord, "l§n"), "•"),
}
_DINGBATS: Final = {
    **dict.fromkeys(map(ord, "opqrm"), UNTICKED),
    **dict.fromkeys(map(ord, "34"), "✓"),
    **dict.fromkeys(map(ord, "5678"), "✗"),
    **dict.fromkeys(map(ord, "ln"), "•"),
}
# Ligatures as Ghostscript writes them down, by the letters that it takes them for.
LIGATURES_AS_LETTERS: Final = {0xFB: "ff", 0xFC: "fi", 0xFD: "fl"}
#: The same letters as it writes them with their bytes turned round, one after the other; of three, the last two summed.
_TURNED: Final = {
    **{code << 8: chr(code) for code in range(ord("a"), ord("z") + 1)},
    0xCF00: "\ufb01",
    0xD200: "\ufb02",
}
_RUN: Final = f"[{''.join(map(chr, _TURNED))}]++"
_TURNED_IN_A_WORD: Final = re.compile(rf"(?<=[A-Za-z]){_RUN}|{_RUN}(?=[A-Za-z])")
# What a person puts into a box, printed as a glyph of its own.
MARKS: Final = frozenset({"X", "x", "✓", "✔", "✗", "✘", "×", "√", "╳", "❌", "✕", "✖", "•", "●", "■", "✅"})


def plain(text: str, symbols: dict[int, str] | None = None) -> str:
    """`text` with ligatures opened, soft hyphens gone, and box glyphs as `TICKED` or `UNTICKED`.

    `symbols` says what the letters of a symbol font show.
    """
    if symbols:
        text = text.translate(symbols)
    return text if text.isascii() and "\x02" not in text else text.translate(PLAIN)


def with_letters_righted(text: str) -> str:
    """`text` of the same length, letters of ligatures with their bytes turned round made letters again.

    Only inside words of Latin letters: each is a Chinese character too.
    """
    if text.isascii():
        return text
    return _TURNED_IN_A_WORD.sub(lambda found: found.group().translate(_TURNED), text)


def symbol_table(font: str) -> dict[int, str] | None:
    """What the letters of a symbol font show, where the font's name is known to be one."""
    name = font.lower()
    if "wingdings" in name and not name.rstrip().endswith(("2", "3")):
        return _WINGDINGS
    if "dingbats" in name:
        return _DINGBATS
    return None
