"""What a Word 97 file says of its characters and paragraphs: property modifiers (SPRM) by offset.

Formatted disk pages (FKP) of 512 bytes tell by stream offset which exceptions hold from where to
where; styles are what they are exceptions from.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from parsers.word97.file import CHARACTERS, PARAGRAPHS, STYLES, WordFile, places

_PAGE: Final = 512
_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_ROW: Final = 0xD608
_TABS: Final = 0xC615
_ELSEWHERE: Final = frozenset([0x6645, 0x6646, 0x646B])
_TOGGLES: Final = {0x0835: "bold", 0x0837: "struck", 0x2A53: "struck", 0x083C: "hidden", 0x0836: "italic"}
_MARKS: Final = frozenset([0x2A0C, 0x2A3E])
_SHADES: Final = frozenset([0x4866, 0xCA71])
_SUPERSCRIPT: Final = 0x2A48
_OPPOSITE: Final = 0x81
_MOST_LINKS: Final = 12
_CHARACTER_STYLE: Final = 2
_NO_STYLE: Final = 0x0FFF


@dataclass(frozen=True, slots=True)
class Chars:
    """How characters look, and what stands in their place: a symbol, or data of a form field."""

    bold: bool = False
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    marked: bool = False
    italic: bool = False
    raised: bool = False
    data_at: int | None = None
    symbol: tuple[int, int] | None = None
    font: int | None = None


@dataclass(frozen=True, slots=True)
class Para:
    """What is said of a paragraph. `row` is the definition of the table row that ends with it."""

    style: int = 0
    depth: int = 0
    ends_row: bool = False
    ends_inner_row: bool = False
    ends_inner_cell: bool = False
    outline: int | None = None
    row: bytes = b""


PLAIN: Final = Chars()


def modifiers(exceptions: bytes) -> Iterator[tuple[int, bytes]]:
    """The property modifiers of a grpprl: code and operand. What is cut off is left out."""
    at = 0
    while at + 2 < len(exceptions):
        (code,) = struct.unpack_from("<H", exceptions, at)
        at += 2
        size = _SIZES.get(code >> 13)
        if code == _ROW:
            size = int.from_bytes(exceptions[at : at + 2], "little") - 1
            at += 2
        elif size is None:
            size = (
                _tab_changes(exceptions, at) if code == _TABS and exceptions[at] == 0xFF else exceptions[at]
            )
            at += 1
        if size < 0 or at + size > len(exceptions):
            return
        yield code, exceptions[at : at + size]
        at += size


def _tab_changes(exceptions: bytes, at: int) -> int:
    """The length of a list of tab stops that is too long for its own length byte."""
    deleted = exceptions[at + 1] if at + 1 < len(exceptions) else 0
    added_at = at + 2 + 4 * deleted
    added = exceptions[added_at] if added_at < len(exceptions) else 0
    return 2 + 4 * deleted + 3 * added


@dataclass(slots=True)
class _Exceptions:
    """Exceptions by offset: what holds from `starts[n]` on is `said[n]`."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)

    def at(self, fc: int) -> tuple[int, bytes]:
        """Where the run that holds the offset ends, and what is said of it."""
        place = bisect_right(self.starts, fc) - 1
        if place >= 0 and fc < self.ends[place]:
            return self.ends[place], self.said[place]
        following = self.starts[place + 1] if place + 1 < len(self.starts) else 2**32
        return following, b""

    def sort(self) -> None:
        """Put the runs in the order of their offsets, as the pages need not be."""
        order = sorted(range(len(self.starts)), key=self.starts.__getitem__)
        self.starts, self.ends, self.said = (
            [self.starts[at] for at in order],
            [self.ends[at] for at in order],
            [self.said[at] for at in order],
        )


class Properties:
    """What a file says of its characters and paragraphs."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._characters = _pages(file, CHARACTERS, 1)
        self._paragraphs = _pages(file, PARAGRAPHS, 13)
        self._styles = list(_styles(file.part(STYLES)))
        self._looks: dict[int, Chars] = {}

    def paragraph(self, fc: int) -> Para:
        """The paragraph that the character at a stream offset belongs to."""
        _, said = self._paragraphs.at(fc)
        style = int.from_bytes(said[:2], "little")
        return self._para(Para(style=style), said[2:], 0)

    def characters(self, fc: int, style: int) -> tuple[int, Chars]:
        """Where a run of like characters ends, and their look in a paragraph of that style."""
        end, said = self._characters.at(fc)
        return end, self.changed(self.look(style), said)

    def changed(self, base: Chars, said: bytes) -> Chars:
        """A look with exceptions made of it."""
        look = base
        for code, operand in modifiers(said):
            look = self._change(look, base, code, operand)
        return look

    def look(self, style: int, links: int = _MOST_LINKS) -> Chars:
        """The look that a style gives, with all that it is based on."""
        if style not in self._looks:
            known = 0 <= style < len(self._styles) and self._styles[style] is not None
            based, said = self._styles[style] if known else (_NO_STYLE, b"")  # type: ignore[misc]
            base = PLAIN if based == _NO_STYLE or not links else self.look(based, links - 1)
            self._looks[style] = self.changed(base, said)
        return self._looks[style]

    def _change(self, look: Chars, base: Chars, code: int, operand: bytes) -> Chars:
        value = int.from_bytes(operand, "little")
        if code in _TOGGLES:
            name = _TOGGLES[code]
            inherited = bool(getattr(base, name))
            on = (inherited != (value == _OPPOSITE)) if value & 0x80 else bool(value)
            return replace(look, **{name: on})  # type: ignore[arg-type]
        if code in _MARKS:
            return replace(look, marked=bool(value))
        if code == _SUPERSCRIPT:
            return replace(look, raised=value == 1)
        if code in _SHADES:
            return replace(look, marked=look.marked or _is_shaded(code, operand))
        if code == 0x4A30:
            style = self.look(value)
            return replace(
                look,
                bold=look.bold or style.bold,
                struck=look.struck or style.struck,
                hidden=look.hidden or style.hidden,
                italic=look.italic or style.italic,
            )
        return _placed(look, code, value)

    def _para(self, para: Para, said: bytes, links: int) -> Para:
        for code, operand in modifiers(said):
            value = int.from_bytes(operand, "little")
            if code in _ELSEWHERE and links < 2:
                length = int.from_bytes(self._file.data[value : value + 2], "little")
                para = self._para(para, self._file.data[value + 2 : value + 2 + length], links + 1)
            elif code == 0x4600:
                para = replace(para, style=value)
            elif code == 0x2416:
                para = replace(para, depth=max(para.depth, 1) if value else 0)
            elif code == 0x6649:
                para = replace(para, depth=min(value, 20))
            elif code in _FLAGS:
                para = replace(para, **{_FLAGS[code]: bool(value)})  # type: ignore[arg-type]
            elif code == 0x2640:
                para = replace(para, outline=value)
            elif code == _ROW:
                para = replace(para, row=operand)
        return para


_FLAGS: Final = {0x2417: "ends_row", 0x244C: "ends_inner_row", 0x244B: "ends_inner_cell"}


def _placed(look: Chars, code: int, value: int) -> Chars:
    if code == 0x0800:
        return replace(look, deleted=bool(value))
    if code == 0x6A03:
        return replace(look, data_at=value)
    if code == 0x6A09:
        return replace(look, symbol=(value & 0xFFFF, value >> 16))
    if code == 0x4A4F:
        return replace(look, font=value)
    return look


def _is_shaded(code: int, operand: bytes) -> bool:
    """Whether characters stand on a colour of their own: none, automatic and white are none."""
    if code == 0xCA71:
        back = operand[4:8]
        return len(back) == 4 and back[3] == 0 and back[:3] != b"\xff\xff\xff"
    shade = int.from_bytes(operand, "little")
    return (shade >> 5) & 0x1F not in (0, 8)


def _pages(file: WordFile, place: int, size: int) -> _Exceptions:
    """All runs of the pages that a bin table names; `size` is that of a run's entry on its page."""
    found = _Exceptions()
    most = len(file.main) // _PAGE
    for _, _, number in islice(places(file.part(place), 4), most):
        page = file.main[(int.from_bytes(number, "little") & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        count = min(page[-1], (_PAGE - 5) // (4 + size))
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for run in range(count):
            at = 2 * page[4 * (count + 1) + run * size]
            found.starts.append(bounds[run])
            found.ends.append(bounds[run + 1])
            found.said.append(_said(page, at, of_paragraph=size > 1) if at else b"")
    found.sort()
    return found


def _said(page: bytes, at: int, *, of_paragraph: bool) -> bytes:
    """The exceptions at a place on a page; a paragraph's begin with its style."""
    length = page[at] if at < _PAGE else 0
    if not of_paragraph:
        return page[at + 1 : at + 1 + length]
    if length:
        return page[at + 1 : at + 2 * length]
    length = page[at + 1] if at + 1 < _PAGE else 0
    return page[at + 2 : at + 2 + 2 * length]


def _styles(sheet: bytes) -> Iterator[tuple[int, bytes] | None]:
    """Each style's base, and what it says of characters."""
    if len(sheet) < 6:
        return
    header, count, base = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    for _ in range(count):
        if at + 2 > len(sheet):
            return
        length = int.from_bytes(sheet[at : at + 2], "little")
        style = sheet[at + 2 : at + 2 + length]
        at += 2 + length
        yield _style(style, base) if length > base + 2 else None


def _style(style: bytes, base: int) -> tuple[int, bytes]:
    _, kind, parts = struct.unpack_from("<HHH", style)
    at = base + 2 + 2 * int.from_bytes(style[base : base + 2], "little") + 2
    wanted = 0 if kind & 0xF == _CHARACTER_STYLE else 1
    said = b""
    for number in range(parts & 0xF):
        at += at % 2
        length = int.from_bytes(style[at : at + 2], "little")
        if number == wanted:
            said = style[at + 2 : at + 2 + length]
        at += 2 + length
    return kind >> 4, said
