"""What untrusted text becomes before it is shown: nothing hidden, nothing obeyed.

A record's words come from strangers. A terminal would obey an escape sequence in a child's
name, and a reader would not see a bidi override in a file name: both are shown as marks.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

MARKS_IN_A_ROW = 4
TAB = "    "
HIDDEN_NAME = "•••"

# Letters and marks that draw nothing: fillers, selectors, joiners of other kinds.
_DRAWS_NOTHING = frozenset(
    {
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    }
)
_JOINERS = frozenset("\u200c\u200d")
# Where each script that needs joiners begins, and where it ends.
_JOINING_SCRIPTS = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    (0x0900, 0x097F),  # Devanagari
    (0x0980, 0x09FF),  # Bengali
    (0x0A00, 0x0A7F),  # Gurmukhi
    (0x0A80, 0x0AFF),  # Gujarati
    (0x0B00, 0x0B7F),  # Odia
    (0x0B80, 0x0BFF),  # Tamil
    (0x0C00, 0x0C7F),  # Telugu
    (0x0C80, 0x0CFF),  # Kannada
    (0x0D00, 0x0D7F),  # Malayalam
    (0x0D80, 0x0DFF),  # Sinhala
    (0x0F00, 0x0FFF),  # Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1800, 0x18AF),  # Mongolian
    (0xFB50, 0xFDFF),  # Arabic presentation forms
    (0xFE70, 0xFEFC),
)
_SCRIPT_STARTS = [start for start, _ in _JOINING_SCRIPTS]


def clean(text: str, *, multiline: bool = False) -> str:
    """`text` as it may be shown: every control or invisible character is a visible mark.

    One line comes back, line breaks as "⏎", unless `multiline`. Joiners stay where a script
    needs them; of combining marks in a row, the first four stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    shown: list[str] = []
    marks = 0
    for place, character in enumerate(text):
        if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
            shown.append(_combining(character, marks, based=bool(shown)))
            continue
        marks = _close_marks(shown, marks)
        shown.append(_shown(text, place, character, multiline=multiline))
    _close_marks(shown, marks)
    return "".join(shown)


def _combining(character: str, marks: int, *, based: bool) -> str:
    if ord(character) in _DRAWS_NOTHING:
        return _named(character)
    if marks > MARKS_IN_A_ROW:
        return ""
    return character if based else "◌" + character


def _close_marks(shown: list[str], marks: int) -> int:
    if marks > MARKS_IN_A_ROW:
        shown.append(f"⟨+{marks - MARKS_IN_A_ROW} marks⟩")
    return 0


def _shown(text: str, place: int, character: str, *, multiline: bool) -> str:
    code = ord(character)
    if character == "\n":
        return "\n" if multiline else "⏎"
    if character == "\t":
        return TAB if multiline else " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if character in _JOINERS:
        return character if _joins(text, place) else _named(character)
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or code in _DRAWS_NOTHING:
        return _named(character)
    return character


def _named(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def _joins(text: str, place: int) -> bool:
    if not 0 < place < len(text) - 1:
        return False
    before, after = text[place - 1], text[place + 1]
    if not _is_lettering(before) or not _is_lettering(after):
        return False
    script = _joining_script(before)
    return script is not None and script == _joining_script(after)


def _is_lettering(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _joining_script(character: str) -> int | None:
    index = bisect_right(_SCRIPT_STARTS, ord(character)) - 1
    if index < 0 or ord(character) > _JOINING_SCRIPTS[index][1]:
        return None
    return index


def fit(text: str, width: int) -> str:
    """Clean text in exactly `width` cells: padded, or cut with "…" at the end."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1) + "…", width)


def fit_label(label: str, width: int) -> str:
    """A clean label of a record in exactly `width` cells. How many more children it has (" +2" at its end) is
    never cut off: nothing else in its line tells of them."""
    name, plus, more = label.rpartition(" +")
    end = plus + more
    if not more.isdecimal() or cell_len(label) <= width or cell_len(end) > width - 2:
        return fit(label, width)
    return fit(f"{fit(name, width - cell_len(end)).rstrip(' …')}…{end}", width)


def named_within(names: Sequence[str], width: int) -> str:
    """Clean names in at most `width` cells, parted by commas: the first that have room, then how many more
    there are (" +2")."""
    told = ", ".join(names)
    kept = len(names)
    while cell_len(told) > width and kept > 1:
        kept -= 1
        told = f"{', '.join(names[:kept])} +{len(names) - kept}"
    return told if cell_len(told) <= width else fit_label(told, width).rstrip()


def wrap(text: str, width: int) -> list[str]:
    """Clean text in lines of at most `width` cells, broken at spaces where there are any."""
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, max(width, 1))]


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    first, *words = paragraph.split(" ")
    *lines, line = _chop(first, width)
    for word in words:
        joined = f"{line} {word}"
        if cell_len(joined) <= width:
            line = joined
            continue
        if line.strip():
            lines.append(line)
        *full, line = _chop(word, width)
        lines += full
    return [*lines, line]


def _chop(word: str, width: int) -> list[str]:
    pieces: list[str] = []
    piece, cells = "", 0
    for character in word:
        size = cell_len(character)
        if cells + size > width and piece:
            pieces.append(piece)
            piece, cells = "", 0
        piece += character
        cells += size
    return [*pieces, piece]
